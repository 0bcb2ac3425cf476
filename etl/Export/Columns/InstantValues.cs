namespace PersonEtl.Etl.Export;

/// <summary>Instants as microseconds: eight bytes a row.</summary>
internal sealed class InstantValues : ColumnValues
{
    private const long Absent = long.MinValue;
    private long[] values = new long[64];

    public long this[int row] => values[row];

    public override bool IsPresent(int row) => values[row] != Absent;

    public override void AddNull() => Add(Absent);

    public void Add(long microseconds)
    {
        MakeRoom(ref values, Count);
        values[Count++] = microseconds;
    }

    public override void Append(ColumnValues other, int from, int to)
    {
        MakeRoom(ref values, Count, to - from);
        Array.Copy(((InstantValues)other).values, from, values, Count, to - from);
        Count += to - from;
    }
}
