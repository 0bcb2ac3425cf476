namespace PersonEtl.Etl.Enrich;

/// <summary>
/// Oslo's hand-kept table of the units that another district serves than the one they lie in. Immutable.
/// A row that names a district without services is not used.
/// </summary>
internal sealed class ServiceDistrictTable(IReadOnlyList<ServiceDistrictRow> rows)
{
    public static readonly ServiceDistrictTable Empty = new([]);

    private readonly Dictionary<int, ServiceDistrictRow[]> byUnit = rows.Where(r => IsServing(r.District)).GroupBy(r => r.Unit).ToDictionary(g => g.Key, g => g.OrderBy(r => r.ValidFrom).ToArray());

    /// <summary>Whether a district provides services: Oslo's Sentrum (030116) and Marka (030117) do not.</summary>
    public static bool IsServing(int district) => district is not (30116 or 30117);

    /// <summary>The rows as delivered, those that are not used as well.</summary>
    public IReadOnlyList<ServiceDistrictRow> Delivered => rows;

    public IEnumerable<int> Units => byUnit.Keys;

    /// <summary>All rows of a unit that are used, oldest first.</summary>
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
