using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;

namespace PersonEtl.Benchmarks;

/// <summary>A database of its own, with all migrations, on the server that <c>PERSONETL_PG</c> names or on a private one in the world's folder; gone at the end.</summary>
internal sealed class BenchmarkDatabase(BenchmarkWorld world) : IAsyncDisposable
{
    private readonly string name = "personetl_benchmark_" + Guid.NewGuid().ToString("N")[..8];
    private readonly PostgresServer server = new(new Folders(Path.Combine(world.Folder, "data")), Console.Error.WriteLine);
    private NpgsqlDataSource? dataSource;
    private RunningServer? running;

    /// <exception cref="NoDatabaseException">There is no PostgreSQL.</exception>
    public async Task<NpgsqlDataSource> OpenAsync(CancellationToken cancellationToken)
    {
        running = await server.EnsureAsync(cancellationToken);
        await ExecuteAsync(running.ConnectionString, $"create database {name}");
        var own = new NpgsqlConnectionStringBuilder(running.ConnectionString) { Database = name };
        await Migrations.ApplyAsync(own.ConnectionString, static _ => { }, cancellationToken);
        return dataSource = NpgsqlDataSource.Create(own);
    }

    public async ValueTask DisposeAsync()
    {
        if (dataSource is not null) await dataSource.DisposeAsync();
        if (running is null) return;
        await ExecuteAsync(running.ConnectionString, $"drop database if exists {name} with (force)");
        if (running.Way != DatabaseWay.Given) await server.StopAsync(CancellationToken.None);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
