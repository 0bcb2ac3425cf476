using System.Data;
using Dapper;
using Npgsql;

namespace PersonEtl.MartApi.Mart;

/// <summary>One read-only transaction over public rows, as the role that may see nothing else; everything read through it belongs to one generation.</summary>
internal sealed class MartReading : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    static MartReading() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private MartReading(NpgsqlConnection connection, NpgsqlTransaction transaction, Snapshot snapshot) =>
        (this.connection, this.transaction, Snapshot) = (connection, transaction, snapshot);

    public Snapshot Snapshot { get; }

    /// <summary>Begins the transaction and reads its generation.</summary>
    /// <exception cref="NothingPublishedException">There is no generation yet.</exception>
    public static async Task<MartReading> Begin(MartDatabase database, CancellationToken ct)
    {
        var connection = await database.Open(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            await using var batch = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands = { new("set transaction read only"), new("set local role mart_reader"), new(Gate.Opened), new(Snapshot.Select) },
            };
            await using var row = await batch.ExecuteReaderAsync(ct);
            if (!await Gate.Pass(row, ct)) throw new NothingPublishedException();
            return new(connection, transaction, Snapshot.Of(row)!);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<T>> Rows<T>(string sql, object? parameters, CancellationToken ct) =>
        [.. await this.connection.QueryAsync<T>(new CommandDefinition(sql, parameters, this.transaction, cancellationToken: ct))];

    /// <summary>A reader over the rows of a query, for answers that are written as they are read.</summary>
    public Task<NpgsqlDataReader> Stream(NpgsqlCommand command, CancellationToken ct)
    {
        command.Connection = this.connection;
        command.Transaction = this.transaction;
        return command.ExecuteReaderAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await this.transaction.DisposeAsync();
        await this.connection.DisposeAsync();
    }
}
