namespace PersonEtl.Etl.World.Places;

/// <summary>Lays out the municipalities and their units so that no two units share a number under any municipality number they ever had.</summary>
internal static class UnitPlan
{
    private const int UnitsPerArea = 8;

    public static IReadOnlyList<Municipality> Build(int persons, DateOnly day)
    {
        var facts = MunicipalityFacts.On(day);
        var units = Math.Clamp(persons / 150, 1200, 14_000);
        var weight = facts.Sum(f => Math.Pow(f.Inhabitants, 0.75));
        // areas (delområder) taken under each municipality number, today's and former ones
        var taken = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        var municipalities = new List<Municipality>();
        foreach (var (code, inhabitants, matrikkelName) in facts)
        {
            var name = MunicipalityFacts.NameOn(code, day)!;
            var municipality = new Municipality(municipalities.Count, code, name, matrikkelName, inhabitants, MainFirst(name, Lineage.Of(code, day)));
            Fill(municipality, (int)(units * Math.Pow(inhabitants, 0.75) / weight), taken);
            municipalities.Add(municipality);
        }
        return municipalities;
    }

    private static Lineage[] MainFirst(string name, IReadOnlyList<Lineage> parts)
        => [.. parts.OrderByDescending(p => p.Steps.All(s => MunicipalityFacts.Codes.Any(c => c.Code == s.Code && c.Name.Split(" - ").Intersect(name.Split(" - ")).Any())))
            .ThenBy(p => p.Steps.Any(s => MunicipalityFacts.Changes.Count(c => c.Old == s.Code) > 1))];

    private static void Fill(Municipality municipality, int wanted, Dictionary<string, HashSet<int>> taken)
    {
        var parts = municipality.Parts;
        var districts = Districts.Of(municipality.Code).Count;
        var areas = Math.Min(Math.Max(Math.Max(2, districts), (wanted + UnitsPerArea - 1) / UnitsPerArea) + parts.Count - 1, 98);
        var perArea = Math.Clamp((wanted + areas - 1) / areas, 3, 99);
        for (var area = 0; area < areas; area++)
        {
            // each smaller part gets one area, the main part the rest
            var lineage = area < areas - (parts.Count - 1) ? parts[0] : parts[area - (areas - parts.Count)];
            var number = Free(lineage, taken);
            for (var n = 1; n <= perArea; n++)
                municipality.Units.Add(new(municipality, lineage, (number * 100) + n, DistrictOf(municipality, lineage, area), PlaceNames.Unit(municipality, municipality.Units.Count)));
        }
    }

    private static int DistrictOf(Municipality municipality, Lineage lineage, int area)
    {
        var count = Districts.Of(municipality.Code).Count;
        if (count == 0) return 0;
        return lineage.Steps[^1].Code switch
        {
            "1141" => 8,
            "1142" => 9,
            "1103" => 1 + (area % 7),
            _ => 1 + (area % count),
        };
    }

    private static int Free(Lineage lineage, Dictionary<string, HashSet<int>> taken)
    {
        var sets = lineage.Steps.Select(s => s.Code).Distinct(StringComparer.Ordinal)
            .Select(code => taken.TryGetValue(code, out var set) ? set : taken[code] = []).ToList();
        var number = Enumerable.Range(1, 98).First(n => sets.TrueForAll(s => !s.Contains(n)));
        foreach (var set in sets) set.Add(number);
        return number;
    }
}
