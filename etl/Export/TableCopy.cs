using System.Runtime.CompilerServices;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>A table's rows from the database, as its binary COPY gives them: of the transaction that the connection is in.</summary>
internal static class TableCopy
{
    private const int RowsAtOnce = 4096;
    private const int HeaderLength = 19;
    private const int BufferSize = 1 << 17;

    /// <summary>Gives the rows a few thousand at a time, always in the same object.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="table">Which table.</param>
    /// <param name="rest">What follows the table's name in SQL: a condition, an order; a constant of ours.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<ColumnRows> ReadAsync(NpgsqlConnection connection, ITable table, string rest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = $"copy (select {string.Join(", ", table.Descriptions.Select(d => d.Name))} from {table.FullName} {rest}) to stdout (format binary)";
        await using var stream = await connection.BeginRawBinaryCopyAsync(sql, cancellationToken);
        var header = new byte[HeaderLength];
        await stream.ReadExactlyAsync(header, cancellationToken);
        var rows = new ColumnRows(table);
        var (buffer, from, until) = (new byte[BufferSize], 0, 0);
        while (true)
        {
            var length = CopiedRow.LengthOf(buffer.AsSpan(from, until - from));
            if (length == CopiedRow.End) break;
            if (length == CopiedRow.Unfinished)
            {
                if (from > 0) buffer.AsSpan(from, until - from).CopyTo(buffer);
                (from, until) = (0, until - from);
                if (until == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
                var read = await stream.ReadAsync(buffer.AsMemory(until), cancellationToken);
                if (read == 0) throw new EndOfStreamException($"{table.FullName}: PostgreSQL's answer ended in the midst of a row.");
                until += read;
                continue;
            }
            CopiedRow.Write(buffer, from, table, rows);
            from += length;
            if (rows.Rows < RowsAtOnce) continue;
            yield return rows;
            rows.Clear();
        }
        if (rows.Rows > 0) yield return rows;
    }
}
