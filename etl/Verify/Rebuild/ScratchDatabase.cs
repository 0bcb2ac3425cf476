using Npgsql;
using PersonEtl.Etl.Database;

namespace PersonEtl.Etl.Verify.Rebuild;

/// <summary>A second mart on the server of the first, empty and migrated: it holds the same persons' data, so it is gone when this is disposed.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private const string Prefix = "personetl_rebuild_";

    // what a killed verb left; one in use has a session
    private const string Left = $"select datname from pg_database d where datname like '{Prefix}%' and not exists (select from pg_stat_activity a where a.datid = d.oid)";

    private readonly string server;
    private readonly string name;

    private ScratchDatabase(string server, string name, NpgsqlDataSource dataSource) => (this.server, this.name, DataSource) = (server, name, dataSource);

    public NpgsqlDataSource DataSource { get; }

    /// <exception cref="PostgresException">The login may not create databases.</exception>
    public static async Task<ScratchDatabase> CreateAsync(string server, CancellationToken cancellationToken)
    {
        foreach (var left in await LeftAsync(server, cancellationToken)) await DropAsync(server, left, cancellationToken);
        var name = Prefix + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync(server, $"create database {name} template template0", cancellationToken);
        var scratch = Adopt(server, name);
        try
        {
            await Migrations.ApplyAsync(scratch.DataSource.ConnectionString, _ => { }, cancellationToken);
            return scratch;
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes a database that is empty and migrated; it goes with this too.</summary>
    public static ScratchDatabase Adopt(string server, string name)
        => new(server, name, MartDatabase.DataSource(new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString));

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await DropAsync(server, name, CancellationToken.None);
    }

    private static Task DropAsync(string server, string name, CancellationToken cancellationToken) => ExecuteAsync(server, $"drop database if exists {name} with (force)", cancellationToken);

    private static async Task ExecuteAsync(string server, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(server, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<string>> LeftAsync(string server, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(server, cancellationToken);
        await using var command = new NpgsqlCommand(Left, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var left = new List<string>();
        while (await row.ReadAsync(cancellationToken)) left.Add(row.GetString(0));
        return left;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string server, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
