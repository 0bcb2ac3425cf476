namespace PersonEtl.Etl.World.Places;

/// <summary>The counties of each division since 2010 (KLASS 104); a county's code is the first two digits of its municipalities'.</summary>
internal static class Counties
{
    private static readonly (DateOnly From, (string Code, string Name)[] Counties)[] Divisions =
    [
        (new(2024, 1, 1),
        [
            ("03", "Oslo"), ("11", "Rogaland"), ("15", "Møre og Romsdal"), ("18", "Nordland - Nordlánnda"), ("31", "Østfold"), ("32", "Akershus"),
            ("33", "Buskerud"), ("34", "Innlandet"), ("39", "Vestfold"), ("40", "Telemark"), ("42", "Agder"), ("46", "Vestland"),
            ("50", "Trøndelag - Trööndelage"), ("55", "Troms - Romsa - Tromssa"), ("56", "Finnmark - Finnmárku - Finmarkku"), Unspecified,
        ]),
        (new(2020, 1, 1),
        [
            ("03", "Oslo"), ("11", "Rogaland"), ("15", "Møre og Romsdal"), ("18", "Nordland - Nordlánnda"), ("30", "Viken"), ("34", "Innlandet"),
            ("38", "Vestfold og Telemark"), ("42", "Agder"), ("46", "Vestland"), ("50", "Trøndelag - Trööndelage"),
            ("54", "Troms og Finnmark - Romsa ja Finnmárku - Tromssa ja Finmarkku"), Unspecified,
        ]),
        (new(2018, 1, 1), [.. Early, ("19", "Troms - Romsa"), ("20", "Finnmark - Finnmárku"), ("50", "Trøndelag"), Unspecified]),
        (new(2010, 1, 1), [.. Early, ("16", "Sør-Trøndelag"), ("17", "Nord-Trøndelag"), ("19", "Troms - Romsa"), ("20", "Finnmark - Finnmárku"), Unspecified]),
    ];

    private static (string Code, string Name) Unspecified => ("99", "Uoppgitt");

    private static (string Code, string Name)[] Early =>
    [
        ("01", "Østfold"), ("02", "Akershus"), ("03", "Oslo"), ("04", "Hedmark"), ("05", "Oppland"), ("06", "Buskerud"), ("07", "Vestfold"), ("08", "Telemark"),
        ("09", "Aust-Agder"), ("10", "Vest-Agder"), ("11", "Rogaland"), ("12", "Hordaland"), ("14", "Sogn og Fjordane"), ("15", "Møre og Romsdal"), ("18", "Nordland"),
    ];

    /// <summary>The counties on a date, with "99 Uoppgitt" last.</summary>
    public static IReadOnlyList<(string Code, string Name)> On(DateOnly date) => Divisions.First(d => d.From <= date).Counties;
}
