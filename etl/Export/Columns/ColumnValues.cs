namespace PersonEtl.Etl.Export;

/// <summary>The values of one column of many rows, packed, until a row group is written.</summary>
internal abstract class ColumnValues
{
    public int Count { get; protected set; }

    public abstract void AddNull();

    public abstract bool IsPresent(int row);

    /// <summary>Appends rows of another column of the same type.</summary>
    public abstract void Append(ColumnValues other, int from, int to);

    public virtual void Clear() => Count = 0;

    /// <summary>Room for one more value; grows by half, so that little of a large column stays empty.</summary>
    protected static void MakeRoom<T>(ref T[] values, int count, int more = 1)
    {
        if (values.Length - count < more) Array.Resize(ref values, Math.Max(values.Length + (values.Length / 2), count + more));
    }
}
