using System.Buffers.Binary;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>One row of a binary COPY.</summary>
internal static class CopiedRow
{
    /// <summary>The length of a row that has not come whole yet.</summary>
    public const int Unfinished = -1;

    /// <summary>The length where there are no more rows.</summary>
    public const int End = 0;

    private const int Null = -1;
    private static readonly int EpochDay = new DateOnly(2000, 1, 1).DayNumber;

    public static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(short)) return Unfinished;
        var fields = BinaryPrimitives.ReadInt16BigEndian(bytes);
        if (fields < 0) return End;
        var length = sizeof(short);
        for (var field = 0; field < fields; field++)
        {
            if (bytes.Length - length < sizeof(int)) return Unfinished;
            length += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[length..]));
            if (length > bytes.Length) return Unfinished;
        }
        return length;
    }

    /// <summary>Gives a whole row to a sink by the table's column lines.</summary>
    public static void Write(byte[] buffer, int from, ITable table, RowSink sink)
    {
        sink.BeginRow(table.Descriptions.Count);
        var at = from + sizeof(short);
        foreach (var column in table.Descriptions)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at));
            at += sizeof(int);
            if (length == Null)
            {
                sink.Null(column.Type);
                continue;
            }
            Write(buffer, at, length, column.Type, sink);
            at += length;
        }
    }

    private static void Write(byte[] buffer, int at, int length, ColumnType type, RowSink sink)
    {
        var value = buffer.AsSpan(at, length);
        switch (type)
        {
            case ColumnType.Uuid:
                sink.Uuid(new(value, bigEndian: true));
                break;
            case ColumnType.Text:
                sink.Text(new(buffer, at, length));
                break;
            case ColumnType.Integer:
                sink.Integer(BinaryPrimitives.ReadInt32BigEndian(value));
                break;
            case ColumnType.Boolean:
                sink.Boolean(value[0] != 0);
                break;
            case ColumnType.Date:
                sink.Date(DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32BigEndian(value) + EpochDay));
                break;
            default:
                sink.Instant(new(BinaryPrimitives.ReadInt64BigEndian(value)));
                break;
        }
    }
}
