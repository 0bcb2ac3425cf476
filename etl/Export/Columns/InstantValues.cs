namespace PersonEtl.Etl.Export;

/// <summary>Instants as microseconds: eight bytes a row.</summary>
internal sealed class InstantValues : ColumnValues
{
    private const long Absent = long.MinValue;
    private readonly Segments<long> values = new();

    public override int Count => values.Count;

    public long this[int row] => values[row];

    public override bool IsPresent(int row) => values[row] != Absent;

    public override ulong Counted(int row) => ColumnHash.OfInstant(values[row]);

    public override void AddNull() => values.Add(Absent);

    public void Add(long microseconds) => values.Add(microseconds);

    public override void Append(ColumnValues other, int from, int to) => values.Append(((InstantValues)other).values, from, to);

    public override void Clear() => values.Clear();
}
