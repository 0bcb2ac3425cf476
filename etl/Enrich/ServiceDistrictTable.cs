using PersonEtl.Etl.Mart;
namespace PersonEtl.Etl.Enrich;

/// <summary>Oslo's hand-kept table of the units that another district serves than the one they lie in. Immutable.</summary>
internal sealed class ServiceDistrictTable(IEnumerable<ServiceDistrictRow> rows)
{
    public static readonly ServiceDistrictTable Empty = new([]);

    private readonly Dictionary<int, ServiceDistrictRow[]> byUnit = rows.GroupBy(r => r.Unit).ToDictionary(g => g.Key, g => g.OrderBy(r => r.ValidFrom).ToArray());

    public int Count => byUnit.Values.Sum(r => r.Length);

    public IEnumerable<int> Units => byUnit.Keys;

    /// <summary>All rows of a unit, oldest first.</summary>
    public IReadOnlyList<ServiceDistrictRow> RowsOf(int unit) => byUnit.GetValueOrDefault(unit, []);

    /// <summary>The code of the district that serves the unit at a date, or null when the table doesn't say.</summary>
    public int? Find(int unit, DateOnly date)
    {
        if (!byUnit.TryGetValue(unit, out var found)) return null;
        foreach (var row in found)
        {
            if (row.Covers(date)) return row.District;
        }
        return null;
    }
}
