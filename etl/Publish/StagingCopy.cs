using System.Buffers;
using System.Data;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// One COPY into one table, on a connection of its own: what it was given is there only once it is completed. The first rows are held back, for a session costs
/// more than many of them: tables that get few, as in most passes of a day, are written one after another on one.
/// </summary>
internal sealed class StagingCopy : IAsyncDisposable
{
    private const int HeldBytes = 1 << 16;

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xff, 0xff];

    private readonly NpgsqlDataSource dataSource;
    private readonly string? emptied;
    private readonly string copied;
    private readonly ArrayBufferWriter<byte> held = new();
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
        Rows += rows.Rows;
        if (stream is null && held.WrittenCount + rows.Bytes.Length <= HeldBytes)
        {
            held.Write(rows.Bytes.Span);
            return;
        }
        try
        {
            await BeginAsync(cancellationToken);
            await stream!.WriteAsync(rows.Bytes, cancellationToken);
        }
        catch (Exception e) when (IsOfBrokenConnection(e))
        {
            throw Broken(e);
        }
    }

    /// <exception cref="NpgsqlException">The session ended.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (Rows == 0) return;
        try
        {
            await BeginAsync(cancellationToken);
            await stream!.WriteAsync(Trailer, cancellationToken);
            await stream.DisposeAsync();
            if (transaction is not null) await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception e) when (IsOfBrokenConnection(e))
        {
            throw Broken(e);
        }
        await connection!.DisposeAsync();
    }

    /// <summary>Completes all: at once those that are under way, then the others on one session.</summary>
    /// <exception cref="NpgsqlException">The session ended.</exception>
    public static async Task CompleteAsync(IReadOnlyList<StagingCopy> copies, CancellationToken cancellationToken)
    {
        var underWay = copies.Where(c => c.stream is not null).ToList();
        await Task.WhenAll(underWay.Select(c => c.CompleteAsync(cancellationToken)));
        foreach (var copy in copies.Except(underWay)) await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>Ends the connection, which cancels a COPY that was not completed, if there is still a session to cancel it in.</summary>
    public ValueTask DisposeAsync() => connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (stream is not null) return;
        connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (emptied is not null)
        {
            transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var empty = new NpgsqlCommand($"truncate {emptied}", connection) { CommandTimeout = 0 };
            await empty.ExecuteNonQueryAsync(cancellationToken);
        }
        var begun = await connection.BeginRawBinaryCopyAsync(copied, cancellationToken);
        await begun.WriteAsync(Header, cancellationToken);
        await begun.WriteAsync(held.WrittenMemory, cancellationToken);
        stream = begun;
    }

    /// <summary>
    /// A connection that breaks is taken from its stream, at once or by another thread. What the stream does next, the noting of its end included, fails of that
    /// and hides the cause.
    /// </summary>
    private bool IsOfBrokenConnection(Exception e) => e is NullReferenceException || (e is InvalidOperationException && connection is { State: not ConnectionState.Open });

    private static NpgsqlException Broken(Exception e) => new("The session ended in the midst of a COPY.", new IOException(e.Message, e));
}
