using System.Data;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// One COPY into one table, on a connection of its own: what it was given is there only once it is completed. It begins with its first row, for most tables
/// get none of a pass that changes little, and a session costs more than many rows.
/// </summary>
internal sealed class StagingCopy : IAsyncDisposable
{
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xff, 0xff];

    private readonly NpgsqlDataSource dataSource;
    private readonly string? emptied;
    private readonly string copied;
    private NpgsqlConnection? connection;
    private NpgsqlTransaction? transaction;
    private NpgsqlRawCopyStream? stream;

    private StagingCopy(NpgsqlDataSource dataSource, string? emptied, string copied) => (this.dataSource, this.emptied, this.copied) = (dataSource, emptied, copied);

    public long Rows { get; private set; }

    /// <summary>Into a table's staging table.</summary>
    public static StagingCopy Into(NpgsqlDataSource dataSource, ITable table) => Into(dataSource, $"{Staging.NameOf(table)} {ColumnsOf(table)}");

    /// <param name="dataSource">Where the connection comes from.</param>
    /// <param name="target">The table and, in brackets, its columns.</param>
    public static StagingCopy Into(NpgsqlDataSource dataSource, string target) => new(dataSource, emptied: null, $"copy {target} from stdin (format binary)");

    /// <summary>Empties the table first, in COPY's transaction: so its rows are written frozen, and past the log where the server allows it.</summary>
    public static StagingCopy IntoEmptied(NpgsqlDataSource dataSource, string table, string columns) => new(dataSource, table, $"copy {table} {columns} from stdin (format binary, freeze)");

    public static string ColumnsOf(ITable table) => $"({string.Join(", ", table.Descriptions.Select(c => c.Name))})";

    /// <exception cref="NpgsqlException">The session ended.</exception>
    public async Task WriteAsync(CopyRows rows, CancellationToken cancellationToken)
    {
        if (rows.Rows == 0) return;
        if (stream is null) await BeginAsync(cancellationToken);
        try
        {
            await stream!.WriteAsync(rows.Bytes, cancellationToken);
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
        if (stream is null) return;
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
    public ValueTask DisposeAsync() => connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (emptied is not null)
        {
            transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var empty = new NpgsqlCommand($"truncate {emptied}", connection) { CommandTimeout = 0 };
            await empty.ExecuteNonQueryAsync(cancellationToken);
        }
        var begun = await connection.BeginRawBinaryCopyAsync(copied, cancellationToken);
        await begun.WriteAsync(Header, cancellationToken);
        stream = begun;
    }

    /// <summary>
    /// A connection that breaks is taken from its stream, at once or by another thread. What the stream does next, the noting of its end included, fails of that
    /// and hides the cause.
    /// </summary>
    private bool IsOfBrokenConnection(Exception e) => e is NullReferenceException || (e is InvalidOperationException && connection!.State != ConnectionState.Open);

    private static NpgsqlException Broken(Exception e) => new("The session ended in the midst of a COPY.", new IOException(e.Message, e));
}
