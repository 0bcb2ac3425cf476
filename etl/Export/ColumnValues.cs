using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>
/// The values of one column of many rows, packed: a number each (text: where it ends in <see cref="bytes"/>), and whether it is there.
/// </summary>
internal sealed class ColumnValues
{
    private byte[] bytes = [];
    private int used;
    private long[] numbers = new long[256];
    private bool[] present = new bool[256];

    public int Count { get; private set; }

    public void Clear()
    {
        used = 0;
        Count = 0;
    }

    public void AddNull() => Add(used, isPresent: false);

    public void AddNumber(long value) => Add(value, isPresent: true);

    public void AddText(ReadOnlySpan<byte> text)
    {
        if (bytes.Length - used < text.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, used + text.Length + 256));
        text.CopyTo(bytes.AsSpan(used));
        used += text.Length;
        Add(used, isPresent: true);
    }

    public bool IsPresent(int row) => present[row];

    public long Number(int row) => numbers[row];

    public ReadOnlySpan<byte> Text(int row)
    {
        var start = row == 0 ? 0 : (int)numbers[row - 1];
        return bytes.AsSpan(start, (int)numbers[row] - start);
    }

    /// <summary>Appends rows of another column of the same type.</summary>
    public void Append(ColumnValues other, ColumnType type, int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            if (!other.present[row]) AddNull();
            else if (type is ColumnType.Text or ColumnType.Uuid) AddText(other.Text(row));
            else AddNumber(other.numbers[row]);
        }
    }

    /// <summary>A text column's nulls keep the end of the text before them, so that every row's text begins where the one before ended.</summary>
    private void Add(long number, bool isPresent)
    {
        if (Count == numbers.Length)
        {
            Array.Resize(ref numbers, Count * 2);
            Array.Resize(ref present, Count * 2);
        }
        numbers[Count] = number;
        present[Count++] = isPresent;
    }
}
