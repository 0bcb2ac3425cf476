namespace PersonEtl.Etl.Export;

/// <summary>The values of one column of many rows, packed, until a row group is written.</summary>
internal abstract class ColumnValues
{
    public abstract int Count { get; }

    public abstract void AddNull();

    public abstract bool IsPresent(int row);

    /// <summary>What a present value counts as in its column's hash.</summary>
    public abstract ulong Counted(int row);

    /// <summary>Appends rows of another column of the same type.</summary>
    public abstract void Append(ColumnValues other, int from, int to);

    public abstract void Clear();
}
