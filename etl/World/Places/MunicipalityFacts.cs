using System.Globalization;

namespace PersonEtl.Etl.World.Places;

/// <summary>
/// Real municipalities: 95 of today's and every code that led to them since 2010, with names as Statistics Norway has them
/// (KLASS 131, CC BY 4.0). Inhabitants are rough weights.
/// </summary>
internal static class MunicipalityFacts
{
    public static readonly IReadOnlyList<MunicipalityCode> Codes = [.. Read("municipality-codes.csv")
        .Select(f => new MunicipalityCode(f[0], f[1], Date(f[2]), f[3].Length == 0 ? null : Date(f[3])))];

    public static readonly IReadOnlyList<MunicipalityChange> Changes = [.. Read("municipality-changes.csv")
        .Select(f => new MunicipalityChange(Date(f[0]), f[1], f[2]))];

    /// <summary>Today's municipalities: code, inhabitants, the name Matrikkelen writes.</summary>
    public static readonly IReadOnlyList<(string Code, int Inhabitants, string MatrikkelName)> Current = [.. Read("municipalities.csv")
        .Select(f => (f[0], int.Parse(f[1], CultureInfo.InvariantCulture), f[2]))];

    private static readonly ILookup<string, MunicipalityCode> ByCode = Codes.ToLookup(c => c.Code, StringComparer.Ordinal);

    public static IEnumerable<MunicipalityCode> ValidOn(DateOnly date) => Codes.Where(c => c.IsValidOn(date));

    /// <summary>The name of a code on a date, null when the code was not in use then.</summary>
    public static string? NameOn(string code, DateOnly date) => ByCode[code].FirstOrDefault(c => c.IsValidOn(date))?.Name;

    /// <summary>The municipalities of a day that became today's, with those later split off: code, inhabitants, the name Matrikkelen writes.</summary>
    public static IReadOnlyList<(string Code, int Inhabitants, string MatrikkelName)> On(DateOnly day)
        => [.. Current.GroupBy(m => Lineage.Of(m.Code, DateOnly.MaxValue)[0].CodeOn(day), StringComparer.Ordinal)
            .Select(g => (g.Key, g.Sum(m => m.Inhabitants), g.MaxBy(m => m.Inhabitants).MatrikkelName))];

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Read(string name)
    {
        using var stream = typeof(MunicipalityFacts).Assembly.GetManifestResourceStream("PersonEtl.World." + name)
            ?? throw new InvalidOperationException($"{name} is not embedded in the program.");
        using var reader = new StreamReader(stream);
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line.Split(';');
    }
}
