namespace PersonEtl.Etl.Export;

/// <summary>Integers, days or truth values: four bytes a row.</summary>
internal sealed class NumberValues : ColumnValues
{
    private const int Absent = int.MinValue;
    private readonly Segments<int> values = new();

    public override int Count => values.Count;

    public int this[int row] => values[row];

    public override bool IsPresent(int row) => values[row] != Absent;

    public override ulong Counted(int row) => ColumnHash.OfNumber(values[row]);

    public override void AddNull() => values.Add(Absent);

    public void Add(int value) => values.Add(value);

    public override void Append(ColumnValues other, int from, int to) => values.Append(((NumberValues)other).values, from, to);

    public override void Clear() => values.Clear();
}
