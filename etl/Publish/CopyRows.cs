using System.Buffers.Binary;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>Rows as the bytes of PostgreSQL's binary COPY, ready for the stream; used again after <see cref="Clear"/>.</summary>
internal sealed class CopyRows : RowSink
{
    private static readonly int EpochDay = new DateOnly(2000, 1, 1).DayNumber;
    private readonly List<int> starts = [];
    private byte[] buffer = new byte[1 << 14];
    private int length;

    public int Rows { get; private set; }

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    /// <summary>The bytes of one row.</summary>
    public ReadOnlySpan<byte> Row(int row) => buffer.AsSpan(starts[row]..(row + 1 < Rows ? starts[row + 1] : length));

    public void Clear() => Keep(0);

    /// <summary>Forgets the rows after the first so many.</summary>
    public void Keep(int rows)
    {
        if (rows == Rows) return;
        length = starts[rows];
        starts.RemoveRange(rows, Rows - rows);
        Rows = rows;
    }

    public override void BeginRow(int columns)
    {
        starts.Add(length);
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), (short)columns);
        Rows++;
    }

    public override void Uuid(Guid value)
    {
        var target = Field(16);
        value.TryWriteBytes(target, bigEndian: true, out _);
    }

    public override void Text(Utf8Text value)
    {
        if (value.IsAbsent) Null(ColumnType.Text);
        else value.Span.CopyTo(Field(value.Length));
    }

    public override void Integer(int? value)
    {
        if (value is { } present) BinaryPrimitives.WriteInt32BigEndian(Field(sizeof(int)), present);
        else Null(ColumnType.Integer);
    }

    public void Long(long value) => BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), value);

    public override void Boolean(bool? value)
    {
        if (value is { } present) Field(1)[0] = present ? (byte)1 : (byte)0;
        else Null(ColumnType.Boolean);
    }

    public override void Date(DateOnly? value)
    {
        if (value is { } present) BinaryPrimitives.WriteInt32BigEndian(Field(sizeof(int)), present.DayNumber - EpochDay);
        else Null(ColumnType.Date);
    }

    public override void Instant(Instant? value)
    {
        if (value is { } present) BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), present.Microseconds);
        else Null(ColumnType.Instant);
    }

    public override void Null(ColumnType type) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), -1);

    private Span<byte> Field(int size)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), size);
        return Take(size);
    }

    private Span<byte> Take(int size)
    {
        if (buffer.Length - length < size) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + size));
        var taken = buffer.AsSpan(length, size);
        length += size;
        return taken;
    }
}
