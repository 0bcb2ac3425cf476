using System.Text;

namespace PersonEtl.Etl.Export;

/// <summary>
/// Texts that come again and again, such as codes and names of places, as numbers into a dictionary:
/// four bytes a row, and a string only once for each different text.
/// </summary>
internal sealed class DictionaryValues : ColumnValues
{
    private const int Absent = -1;
    private const int LargestKept = 1 << 16;
    private readonly Dictionary<byte[], int> numbers = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> lookUp;
    private readonly List<string> strings = [];
    private readonly List<ulong> counted = [];
    private readonly Segments<int> values = new();

    public DictionaryValues() => lookUp = numbers.GetAlternateLookup<ReadOnlySpan<byte>>();

    public override int Count => values.Count;

    public string? this[int row] => values[row] == Absent ? null : strings[values[row]];

    public override bool IsPresent(int row) => values[row] != Absent;

    public override ulong Counted(int row) => counted[values[row]];

    public override void AddNull() => values.Add(Absent);

    public override void Append(ColumnValues other, int from, int to)
    {
        var texts = (TextValues)other;
        for (var row = from; row < to; row++) values.Add(texts.IsPresent(row) ? NumberOf(texts[row]) : Absent);
    }

    /// <summary>Keeps the dictionary for the next row group, unless it has grown large.</summary>
    public override void Clear()
    {
        values.Clear();
        if (strings.Count <= LargestKept) return;
        numbers.Clear();
        strings.Clear();
        counted.Clear();
    }

    private int NumberOf(ReadOnlySpan<byte> text)
    {
        if (lookUp.TryGetValue(text, out var number)) return number;
        number = strings.Count;
        numbers.Add(text.ToArray(), number);
        strings.Add(Encoding.UTF8.GetString(text));
        counted.Add(ColumnHash.OfText(text));
        return number;
    }
}
