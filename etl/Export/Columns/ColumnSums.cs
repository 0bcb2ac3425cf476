using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>The hash of each column of a table's rows (<see cref="ColumnHash"/>), while they come by.</summary>
internal sealed class ColumnSums
{
    private const int RowsAtOnce = 512;
    private readonly ITable table;
    private readonly int[] keyColumns;
    private readonly ulong[] seeds;
    private readonly ulong[] sums;
    private readonly ulong[] keys = new ulong[RowsAtOnce];

    public ColumnSums(ITable table)
    {
        this.table = table;
        seeds = [.. table.Descriptions.Select(d => ColumnHash.Seed(d.Name))];
        sums = new ulong[seeds.Length];
        keyColumns = KeyColumns(table);
    }

    public long Rows { get; private set; }

    /// <summary>Where a table's key columns stand. They are shown in every variant: a row's key is the same in all files.</summary>
    public static int[] KeyColumns(ITable table) => [.. table.Key.Select(k => table.Descriptions.Select(d => d.Name).ToList().IndexOf(k))];

    public void Add(ColumnRows rows)
    {
        for (var from = 0; from < rows.Rows; from += RowsAtOnce) Add(rows, from, Math.Min(RowsAtOnce, rows.Rows - from));
        Rows += rows.Rows;
    }

    public void Clear()
    {
        Array.Clear(sums);
        Rows = 0;
    }

    /// <summary>The hashes of the columns that a variant shows, by name, in the table's order.</summary>
    public OrderedDictionary<string, ulong> Of(ExportVariant variant)
    {
        var of = new OrderedDictionary<string, ulong>(StringComparer.Ordinal);
        for (var i = 0; i < sums.Length; i++)
        {
            if (variant.Shows(table.Descriptions[i].Class)) of.Add(table.Descriptions[i].Name, sums[i]);
        }
        return of;
    }

    private void Add(ColumnRows rows, int from, int count)
    {
        Array.Clear(keys);
        foreach (var column in keyColumns)
        {
            var (values, seed) = (rows[column], seeds[column]);
            for (var i = 0; i < count; i++)
            {
                if (values.IsPresent(from + i)) keys[i] = ColumnHash.Mix(keys[i], values.Counted(from + i), seed);
            }
        }
        for (var column = 0; column < sums.Length; column++) sums[column] += Sum(rows[column], from, count, seeds[column]);
    }

    private ulong Sum(ColumnValues values, int from, int count, ulong seed)
    {
        var sum = 0UL;
        for (var i = 0; i < count; i++)
        {
            if (values.IsPresent(from + i)) sum += ColumnHash.Mix(keys[i], values.Counted(from + i), seed);
        }
        return sum;
    }
}
