namespace PersonEtl.Etl.Export;

/// <summary>Integers, days or truth values: four bytes a row.</summary>
internal sealed class NumberValues : ColumnValues
{
    private const int Absent = int.MinValue;
    private int[] values = new int[64];

    public int this[int row] => values[row];

    public override bool IsPresent(int row) => values[row] != Absent;

    public override void AddNull() => Add(Absent);

    public void Add(int value)
    {
        MakeRoom(ref values, Count);
        values[Count++] = value;
    }

    public override void Append(ColumnValues other, int from, int to)
    {
        MakeRoom(ref values, Count, to - from);
        Array.Copy(((NumberValues)other).values, from, values, Count, to - from);
        Count += to - from;
    }
}
