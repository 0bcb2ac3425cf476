using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>FREG's enumerations and the Person API's terms for them (both published; the API's v3 names).</summary>
internal static class FregTerms
{
    public static readonly TermList PersonStatus = new("person_status",
        ("bosatt", "Resident"), ("utflyttet", "Emigrated"), ("forsvunnet", "Disappeared"), ("doed", "Deceased"), ("opphoert", "Discontinued"),
        ("foedselsregistrert", "RegisteredAtBirth"), ("midlertidig", "Temporary"), ("inaktiv", "Inactive"), ("ikkeBosatt", "NotResident"), ("aktiv", "Active"));

    public static readonly TermList IdentifierStatus = new("identification_number_status", ("iBruk", "InUse"), ("opphoert", "Discontinued"));

    public static readonly TermList IdentifierType = new("identification_number_type", ("foedselsnummer", "NationalIdentityNumber"), ("dNummer", "DNumber"));

    public static readonly TermList MaritalStatus = new("marital_status",
        ("uoppgitt", "Unspecified"), ("ugift", "Unmarried"), ("gift", "Married"), ("enkeEllerEnkemann", "WidowOrWidower"), ("skilt", "Divorced"), ("separert", "Separated"),
        ("registrertPartner", "RegisteredPartner"), ("separertPartner", "SeparatedPartner"), ("skiltPartner", "DivorcedPartner"), ("gjenlevendePartner", "SurvivingPartner"))
    {
        KlassId = 19,
        SsbCodes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Unmarried"] = "1",
            ["Married"] = "2",
            ["WidowOrWidower"] = "3",
            ["Divorced"] = "4",
            ["Separated"] = "5",
            ["RegisteredPartner"] = "6",
            ["SeparatedPartner"] = "7",
            ["DivorcedPartner"] = "8",
            ["SurvivingPartner"] = "9",
        },
    };

    public static readonly TermList Gender = new("gender", ("kvinne", "Female"), ("mann", "Male"))
    {
        KlassId = 2,
        SsbCodes = new Dictionary<string, string>(StringComparer.Ordinal) { ["Male"] = "1", ["Female"] = "2" },
    };

    public static readonly TermList Confidentiality = new("address_confidentiality",
        ("ugradert", "Unclassified"), ("klientadresse", "ClientAddress"), ("fortrolig", "Confidential"), ("strengtFortrolig", "StrictlyConfidential"));

    public static readonly TermList UnitType = new("separately_occupied_unit_type",
        ("bolig", "Housing"), ("annetEnnBolig", "OtherThanHousing"), ("fritidsbolig", "HolidayHome"), ("ikkeGodkjentBolig", "NotApprovedAsHousing"), ("unummerertBruksenhet", "UnnumberedSeparatelyOccupiedUnit"));

    public static readonly TermList StayElsewhere = new("stay_elsewhere", ("militaer", "Military"), ("utenriks", "Abroad"), ("paaSvalbard", "OnSvalbard"), ("pendler", "Commuter"));

    public static readonly Utf8Text InUse = Utf8Text.From("InUse");

    public static readonly IReadOnlyList<TermList> All = [PersonStatus, IdentifierStatus, IdentifierType, MaritalStatus, Gender, Confidentiality, UnitType, StayElsewhere];
}
