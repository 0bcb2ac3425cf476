namespace PersonEtl.Etl.Run;

/// <summary>A row of <c>mart.person_address</c>, and how it is told.</summary>
internal sealed class ExplainedAddress : IPlaced
{
    public string Kind { get; set; } = "";
    public string? Form { get; set; }
    public bool? IsValid { get; set; }
    public string? MunicipalityNumber { get; set; }
    public string? MunicipalityName { get; set; }
    public string? MunicipalityNumberToday { get; set; }
    public string? MunicipalityNameToday { get; set; }
    public string? CountyName { get; set; }
    public string? CodeResolution { get; set; }
    public string? CodeState { get; set; }
    public string? FullBasicStatisticalUnitNumber { get; set; }
    public string? BasicStatisticalUnitName { get; set; }
    public string? UrbanDistrictCode { get; set; }
    public string? UrbanDistrictName { get; set; }
    public string? GeographicalUrbanDistrictCode { get; set; }
    public string? GeographicalUrbanDistrictName { get; set; }
    public string? UnitToday { get; set; }
    public string? MatchRule { get; set; }
    public int? MatchCandidates { get; set; }
    public string? MatchReason { get; set; }
    public DateOnly? ValidFromDate { get; set; }
    public DateOnly? EndsOn { get; set; }

    public IEnumerable<string> Tell()
    {
        var when = $"{(ValidFromDate is { } from ? $"from {from:yyyy-MM-dd}" : "from an unknown date")}{(EndsOn is { } end ? end == ValidFromDate ? ", replaced from that day on" : $" to {end:yyyy-MM-dd}" : "")}";
        var place = MunicipalityNumber is null ? "it names no municipality" : ExplainedPlace.Tell(this);
        yield return $"{(IsValid == false ? "Earlier" : "Current")} {Kind} address ({Form}) {when}: {place}.";
        yield return "  " + Unit() + ".";
        if (GeographicalUrbanDistrictCode is not null) yield return "  " + Districts() + ".";
    }

    private string Unit()
    {
        var candidates = MatchCandidates is { } found ? $", {found} candidate{(found == 1 ? "" : "s")} in Matrikkelen" : "";
        var today = UnitToday is null ? "" : $"; today's Matrikkelen puts it in {UnitToday}";
        var reason = MatchReason is null ? "" : $" ({MatchReason}: {Reason(MatchReason)})";
        return FullBasicStatisticalUnitNumber is null
            ? $"No unit{reason}{(MatchRule is null ? "" : ", found by " + Rule(MatchRule))}{candidates}{today}"
            : $"Unit {FullBasicStatisticalUnitNumber} {BasicStatisticalUnitName ?? "without a name"}, found by {(MatchRule is null ? "no rule" : Rule(MatchRule))}{candidates}{reason}{today}";
    }

    private string Districts()
    {
        var lies = $"Urban district {GeographicalUrbanDistrictCode} {GeographicalUrbanDistrictName}, by KLASS";
        return UrbanDistrictCode is null ? $"{lies}; it provides no services, and Oslo's table of service districts does not say who does"
            : string.Equals(UrbanDistrictCode, GeographicalUrbanDistrictCode, StringComparison.Ordinal) ? $"{lies}; it provides the services too"
            : $"{lies}; services from {UrbanDistrictCode} {UrbanDistrictName}, by Oslo's table of service districts";
    }

    private static string Rule(string rule) => rule switch
    {
        "freg" => "the number that FREG gives (freg)",
        "address-id" => "its id in Matrikkelen (address-id)",
        "street-key" => "street code and house number (street-key)",
        "cadastral-key" => "cadastral number (cadastral-key)",
        "name-key" => "street name and house number (name-key)",
        _ => rule,
    };

    private static string Reason(string reason) => reason switch
    {
        "foreign" => "it is abroad",
        "unknown-residence" => "the register does not know where the person lives",
        "address-unknown" => "the register does not know the address",
        "svalbard" => "Matrikkelen has no units on Svalbard",
        "no-key" => "nothing in it can be looked up in Matrikkelen",
        "no-such-address" => "Matrikkelen has no such address",
        "ambiguous" => "it may be addresses in different units",
        "id-conflict" => "its id in Matrikkelen is another address's than the rest of the row says",
        "unit-unspecified" => "the register says that the unit is not known",
        "unit-not-in-klass" => "KLASS has no such unit at the row's time",
        "municipality-lag" => "its municipality number is older than today's Matrikkelen",
        _ => "no further word",
    };
}
