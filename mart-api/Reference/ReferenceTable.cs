namespace PersonEtl.MartApi.Reference;

/// <summary>A table of codes in their validity: the last part of its address, what it is, its columns and its query.</summary>
internal sealed record ReferenceTable(string Name, string Meaning, string Table, IReadOnlyList<string> Columns)
{
    public static readonly IReadOnlyList<ReferenceTable> All =
    [
        new("municipalities", "Municipalities (kommuner) with their counties. SSB, KLASS 131 and 104.", "municipality", ["municipalityNumber", "municipalityName", "countyNumber", "countyName"]),
        new("counties", "Counties (fylker). SSB, KLASS 104.", "county", ["countyNumber", "countyName"]),
        new("basic-statistical-units", "Basic statistical units (grunnkretser) with municipality and both urban districts. SSB, KLASS 1 and 103; the city of Oslo.", "basic_statistical_unit",
            ["basicStatisticalUnitNumber", "basicStatisticalUnitName", "municipalityNumber", "urbanDistrictCode", "urbanDistrictName", "geographicalUrbanDistrictCode", "geographicalUrbanDistrictName"]),
        new("urban-districts", "Urban districts (bydeler). SSB, KLASS 103.", "urban_district", ["urbanDistrictCode", "urbanDistrictName", "municipalityNumber"]),
    ];

    /// <summary>The JSON properties and CSV columns: the table's own, and the validity.</summary>
    public IReadOnlyList<string> Properties { get; } = [.. Columns, "validFrom", "validTo"];

    /// <summary>The rows valid on a date, with their code first.</summary>
    public string Query { get; } = $"""
        select {string.Join(", ", Columns.Select(Snake))}, to_char(valid_from, 'YYYY-MM-DD'), to_char(valid_to, 'YYYY-MM-DD')
        from mart.{Table}
        where (valid_from is null or valid_from <= @asOf) and (valid_to is null or valid_to > @asOf)
        order by 1
        """;

    private static string Snake(string name) => string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}"));
}
