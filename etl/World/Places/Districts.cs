namespace PersonEtl.Etl.World.Places;

/// <summary>The urban districts (KLASS 103) of the four cities that have them, and of the two cities' former numbers.</summary>
internal static class Districts
{
    public const int Sentrum = 16;
    public const int Marka = 17;

    private static readonly string[] Oslo =
    [
        "Gamle Oslo", "Grünerløkka", "Sagene", "St. Hanshaugen", "Frogner", "Ullern", "Vestre Aker", "Nordre Aker", "Bjerke", "Grorud",
        "Stovner", "Alna", "Østensjø", "Nordstrand", "Søndre Nordstrand", "Sentrum", "Marka",
    ];

    private static readonly string[] Stavanger = ["Hundvåg", "Tasta", "Eiganes og Våland", "Madla", "Storhaug", "Hillevåg", "Hinna", "Finnøy", "Rennesøy"];
    private static readonly string[] Bergen = ["Arna", "Bergenhus", "Fana", "Fyllingsdalen", "Laksevåg", "Ytrebygda", "Årstad", "Åsane"];
    private static readonly string[] Trondheim = ["Midtbyen", "Østbyen", "Lerkendal", "Heimdal"];

    /// <summary>The names of a municipality's districts, number 1 first; none where it has no districts under that number.</summary>
    public static IReadOnlyList<string> Of(string municipality) => municipality switch
    {
        "0301" => Oslo,
        "1103" => Stavanger,
        "1201" or "4601" => Bergen,
        "1601" or "5001" => Trondheim,
        _ => [],
    };

    /// <summary>The districts of a municipality on a date: Finnøy and Rennesøy came to Stavanger in 2020.</summary>
    public static IEnumerable<(string Code, string Name)> On(string municipality, DateOnly date)
    {
        var names = Of(municipality);
        var count = string.Equals(municipality, "1103", StringComparison.Ordinal) && date.Year < 2020 ? 7 : names.Count;
        for (var i = 1; i <= count; i++) yield return (CodeOf(municipality, i)!, names[i - 1]);
        if (count > 0) yield return (municipality + "99", "Uoppgitt");
    }

    /// <summary>The six digits of district <paramref name="number"/>, null where there is none.</summary>
    public static string? CodeOf(string municipality, int number)
        => number > 0 && number <= Of(municipality).Count ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{municipality}{number:00}") : null;
}
