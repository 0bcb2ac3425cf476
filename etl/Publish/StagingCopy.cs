using System.Data;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>One COPY into one table, on a connection of its own: what it was given is there only once it is completed.</summary>
internal sealed class StagingCopy : IAsyncDisposable
{
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xff, 0xff];
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction? transaction;
    private readonly NpgsqlRawCopyStream stream;

    private StagingCopy(NpgsqlConnection connection, NpgsqlTransaction? transaction, NpgsqlRawCopyStream stream)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.stream = stream;
    }

    public long Rows { get; private set; }

    public static Task<StagingCopy> BeginAsync(NpgsqlDataSource dataSource, ITable table, CancellationToken cancellationToken)
        => BeginAsync(dataSource, $"{Staging.NameOf(table)} ({string.Join(", ", table.Descriptions.Select(c => c.Name))})", cancellationToken);

    /// <param name="dataSource">Where the connection comes from.</param>
    /// <param name="target">The table and, in brackets, its columns.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<StagingCopy> BeginAsync(NpgsqlDataSource dataSource, string target, CancellationToken cancellationToken) => BeginAsync(dataSource, null, target, "", cancellationToken);

    /// <summary>Empties the table first, in COPY's transaction: so its rows are written frozen, and past the log where the server allows it.</summary>
    public static Task<StagingCopy> BeginEmptyAsync(NpgsqlDataSource dataSource, string table, string columns, CancellationToken cancellationToken)
        => BeginAsync(dataSource, table, $"{table} {columns}", ", freeze", cancellationToken);

    private static async Task<StagingCopy> BeginAsync(NpgsqlDataSource dataSource, string? emptied, string target, string how, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = emptied is null ? null : await connection.BeginTransactionAsync(cancellationToken);
            if (emptied is not null)
            {
                await using var empty = new NpgsqlCommand($"truncate {emptied}", connection) { CommandTimeout = 0 };
                await empty.ExecuteNonQueryAsync(cancellationToken);
            }
            var stream = await connection.BeginRawBinaryCopyAsync($"copy {target} from stdin (format binary{how})", cancellationToken);
            await stream.WriteAsync(Header, cancellationToken);
            return new(connection, transaction, stream);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="NpgsqlException">The session ended.</exception>
    public async Task WriteAsync(CopyRows rows, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(rows.Bytes, cancellationToken);
        }
        catch (Exception e) when (IsOfBrokenConnection(e))
        {
            throw Broken(e);
        }
        Rows += rows.Rows;
    }

    /// <exception cref="NpgsqlException">The session ended.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(Trailer, cancellationToken);
            await stream.DisposeAsync();
            if (transaction is not null) await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception e) when (IsOfBrokenConnection(e))
        {
            throw Broken(e);
        }
    }

    /// <summary>Ends the connection, which cancels a COPY that was not completed, if there is still a session to cancel it in.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>
    /// A connection that breaks is taken from its stream, at once or by another thread. What the stream does next, the noting of its end included, fails of that
    /// and hides the cause.
    /// </summary>
    private bool IsOfBrokenConnection(Exception e) => e is NullReferenceException || (e is InvalidOperationException && connection.State != ConnectionState.Open);

    private static NpgsqlException Broken(Exception e) => new("The session ended in the midst of a COPY.", new IOException(e.Message, e));
}
