using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// Holds Oslo's table against KLASS at the as-of date: every unit of Sentrum and Marka has a row, every row's unit and district exist,
/// and no row names a district without services. Rows of other days are not judged by what exists today.
/// </summary>
internal static class ServiceDistrictReview
{
    /// <summary>What is not so; nothing when all is well.</summary>
    /// <param name="table">The table, or null when none was delivered.</param>
    /// <param name="geography">KLASS.</param>
    /// <param name="asOf">The day it is held at.</param>
    public static IReadOnlyList<ServiceDistrictFinding> Of(ServiceDistrictTable? table, Geography geography, DateOnly asOf)
    {
        var needing = geography.Units.Where(u => u.HoldsOn(asOf) && u.Geographical is { } district && !ServiceDistrictTable.IsServing(Number(district.Code))).Select(u => Number(u.Number));
        if (table is null) return Told([new("service-district-no-table", "in Sentrum and Marka get no service district, for Oslo's table was not delivered", Sorted(needing))]);
        var districts = geography.Districts.Where(d => d.HoldsOn(asOf)).Select(d => Number(d.Code)).ToHashSet();
        var rows = table.Delivered.Where(r => r.Covers(asOf)).ToList();
        return Told(
        [
            new("service-district-missing-unit", "in Sentrum and Marka get no service district, for Oslo's table has no row of theirs that can be used", Sorted(needing.Where(u => table.Find(u, asOf) is null))),
            new("service-district-gone-unit", "of Oslo's table are not in KLASS any more", Sorted(rows.Where(r => geography.FindUnit(r.Unit, asOf) is null).Select(r => r.Unit))),
            new("service-district-gone-district", "have a district in Oslo's table that is not in KLASS any more", Sorted(rows.Where(r => ServiceDistrictTable.IsServing(r.District) && !districts.Contains(r.District)).Select(r => r.Unit))),
            new("service-district-not-serving", "have a district in Oslo's table that provides no services; those rows are not used", Sorted(table.Delivered.Where(r => !ServiceDistrictTable.IsServing(r.District)).Select(r => r.Unit))),
        ]);
    }

    private static IReadOnlyList<ServiceDistrictFinding> Told(IEnumerable<ServiceDistrictFinding> findings) => [.. findings.Where(f => f.Units.Count > 0)];

    private static IReadOnlyList<int> Sorted(IEnumerable<int> units) => [.. units.Distinct().Order()];

    private static int Number(Utf8Text code) => CodeText.Number(code.Span);
}
