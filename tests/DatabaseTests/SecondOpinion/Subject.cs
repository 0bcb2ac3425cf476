namespace PersonEtl.DatabaseTests.SecondOpinion;

/// <summary>A table of the mart that is compared: in which schemas its rows stand, and what names a row in both.</summary>
internal sealed record Subject(string Table, IReadOnlyList<string> Schemas, IReadOnlyList<string> Keys)
{
    private static readonly string[] Public = ["mart"];
    private static readonly string[] Both = ["mart", "protected"];

    public static readonly IReadOnlyList<Subject> All =
    [
        new("person", Public, ["person"]),
        new("person_address", Both, ["schema_name", "person", "kind", "version_number"]),
        new("person_birth", Both, ["schema_name", "person", "version_number"]),
        new("person_marital_status", Both, ["schema_name", "person", "version_number"]),
        new("person_contact", Public, ["person"]),
        new("municipality", Public, ["municipality_number", "valid_from"]),
        new("county", Public, ["county_number", "valid_from"]),
        new("basic_statistical_unit", Public, ["basic_statistical_unit_number", "valid_from"]),
        new("urban_district", Public, ["urban_district_code", "valid_from"]),
    ];

    /// <summary>Columns of codes, whose values may be shown in a message; of all others only how many rows differ.</summary>
    private static readonly string[] Codes =
    [
        "form", "municipality_number", "municipality_name", "county_number", "county_name", "code_resolution", "code_state",
        "municipality_number_today", "municipality_name_today", "today_reason", "unit_number", "unit_name", "district_code", "district_name",
        "unit_today", "match_rule", "match_candidates", "match_reason", "contact_state", "contact_status", "status",
    ];

    /// <summary>What tells of the reason of a disagreement, in the tables that have it.</summary>
    public static readonly IReadOnlyList<string> Context = ["schema_name", "kind", "form", "code_resolution", "code_state", "match_rule", "match_reason"];

    public static bool IsCode(string column) => Codes.Any(c => column.EndsWith(c, StringComparison.Ordinal));
}
