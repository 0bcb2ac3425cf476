using Npgsql;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Holds a lock on a table, so that a run stops where it would write to it.</summary>
internal sealed class TableLock : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private TableLock(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<TableLock> TakeAsync(Installation at, string table)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(at.OurConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"begin; lock table {table} in share row exclusive mode", connection);
        await command.ExecuteNonQueryAsync();
        return new(connection);
    }

    public async ValueTask DisposeAsync() => await this.connection.DisposeAsync();
}
