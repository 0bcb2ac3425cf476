namespace PersonEtl.Etl.Mart;

/// <summary>One version of a residential, present or shared address: FREG's fields, then what enrichment found.</summary>
internal sealed class Address : Version
{
    public AddressKind Kind { get; set; }
    public AddressForm Form { get; set; }

    /// <summary>The row's own grading as FREG writes it, absent when FREG gave none.</summary>
    public Utf8Text Confidentiality { get; set; }

    /// <summary>What holds for the row: the strictest of its own and the person's.</summary>
    public Grading Grading { get; set; }

    public Place Place;
    public Utf8Text UnitNumber { get; set; }
    public Utf8Text UnitType { get; set; }
    public Utf8Text AddressName { get; set; }
    public Utf8Text HouseNumber { get; set; }
    public Utf8Text HouseLetter { get; set; }
    public Utf8Text AddressCode { get; set; }
    public Utf8Text AdditionalName { get; set; }
    public Utf8Text CityName { get; set; }
    public Utf8Text PostalCode { get; set; }
    public Utf8Text CoAddressName { get; set; }

    public int? LandNumber { get; set; }
    public int? TitleNumber { get; set; }
    public int? LeaseholdNumber { get; set; }
    public int? SubNumber { get; set; }

    public Utf8Text ForeignBuilding { get; set; }
    public Utf8Text ForeignFloorNumber { get; set; }
    public Utf8Text ForeignUnit { get; set; }
    public Utf8Text ForeignPostOfficeBox { get; set; }
    public Utf8Text ForeignDistrict { get; set; }
    public Utf8Text ForeignRegion { get; set; }
    public Utf8Text ForeignCountry { get; set; }

    public Utf8Text CadastralIdentifier { get; set; }
    public Utf8Text CloseCadastralIdentifier { get; set; }
    public DateOnly? MoveDate { get; set; }
    public DateOnly? PresentAddressDate { get; set; }
    public Utf8Text StayElsewhere { get; set; }
    public DateOnly? ContractValidFrom { get; set; }
    public DateOnly? ContractValidTo { get; set; }
    public int? BasicStatisticalUnit { get; set; }
    public int? Constituency { get; set; }
    public int? SchoolDistrict { get; set; }
    public int? ChurchDistrict { get; set; }

    /// <summary>Whether the row holds on a date: a shared residence only while its contract runs, the last day included.</summary>
    public bool HoldsOn(DateOnly date) => IsCurrent && (ContractValidTo is not { } last || date <= last);

    public Utf8Text FullBasicStatisticalUnitNumber { get; set; }
    public Utf8Text BasicStatisticalUnitName { get; set; }
    public Utf8Text UrbanDistrictCode { get; set; }
    public Utf8Text UrbanDistrictName { get; set; }
    public Utf8Text GeographicalUrbanDistrictCode { get; set; }
    public Utf8Text GeographicalUrbanDistrictName { get; set; }

    /// <summary>The unit that today's Matrikkelen gives the address: beside FREG's own of another time, and where it can't be the row's own number.</summary>
    public Utf8Text UnitToday { get; set; }

    public MatchRule MatchRule { get; set; }
    public int? MatchCandidates { get; set; }
    public MatchReason MatchReason { get; set; }

    /// <summary>What Matrikkelen says of FREG's own unit of today.</summary>
    public MatrikkelCheck MatrikkelCheck { get; set; }

    /// <summary>The Norwegian date of validFrom, and the first on which the row no longer holds: the start of the next row of its kind that is shown beside it.</summary>
    public DateOnly? ValidFromDate { get; set; }
    public DateOnly? EndsOn { get; set; }
}
