namespace PersonEtl.MartApi.Persons.Parts;

/// <summary>The properties that the address parts have in common, in the order of the Person API.</summary>
internal static class AddressProperties
{
    public static readonly IReadOnlyList<Property> Municipality =
    [
        Property.Text("municipalityNumber", meaning: "Kommunenummer, four digits."), Property.Text("municipalityName", meaning: "Kommunenavn, with its Sámi and Kven parts."),
        Property.Text("countyNumber", meaning: "Fylkesnummer, two digits."), Property.Text("countyName", meaning: "Fylkesnavn."),
    ];

    private static readonly Property UnitNumber = Property.Text("separatelyOccupiedUnitNumber", meaning: "Bruksenhetsnummer.");

    private static readonly Property UnitType = Property.Text("separatelyOccupiedUnitType", meaning: "Bruksenhetstype.");

    private static readonly Property City = Property.Group("city", "city_name is not null or postal_code is not null", Property.Text("cityName"), Property.Text("postalCode"));

    public static readonly Property StreetAddress = Property.Group("streetAddress", "form = 'street'",
    [
        UnitNumber,
        UnitType,
        Property.Text("addressName"),
        Property.Group("addressNumber", "house_number is not null or house_letter is not null", Property.Text("houseNumber"), Property.Text("houseLetter")),
        Property.Text("addressCode"),
        Property.Text("addressAdditionalName"),
        City,
        Property.Text("coAddressName"),
        .. Municipality,
    ]);

    public static readonly Property CadastralAddress = Property.Group("cadastralAddress", "form = 'cadastral'",
    [
        UnitNumber,
        UnitType,
        Property.Group("cadastralNumber", "true",
        [
            .. Municipality,
            Property.Integer("municipalityLandNumber", meaning: "Gårdsnummer."), Property.Integer("titleNumber", meaning: "Bruksnummer."), Property.Integer("leaseholdNumber", meaning: "Festenummer."),
        ]),
        Property.Integer("subNumber", meaning: "Undernummer."),
        Property.Text("addressAdditionalName"),
        City,
        Property.Text("coAddressName"),
    ]);

    public static readonly Property UnknownResidence = Property.Group("unknownResidence", "form = 'unknown-residence'", Municipality);

    public static readonly Property ForeignAddress = Property.Group("foreignAddress", "form = 'foreign'",
        Property.Text("coAddressName"), Property.Text("addressName"), Property.Text("building", "foreign_building"), Property.Text("floorNumber", "foreign_floor_number"),
        Property.Text("housingUnit", "foreign_unit"), Property.Text("postBox", "foreign_post_office_box"), Property.Text("postCode", "postal_code"), Property.Text("cityOrPlaceName", "city_name"),
        Property.Text("districtName", "foreign_district"), Property.Text("region", "foreign_region"), Property.Text("countryCode", "foreign_country", "ISO 3166 alpha-2; YY unknown, XK Kosovo."));

    public static readonly Property Confidentiality = Property.Text("addressConfidentiality", meaning: "Unclassified, ClientAddress, Confidential or StrictlyConfidential; restricted-access sees Unclassified rows only.");

    public static readonly IReadOnlyList<Property> Unit =
    [
        Property.Integer("basicStatisticalUnit", meaning: "Grunnkrets within the municipality: 401 means 0401. Residential addresses only."),
        Property.Text("fullBasicStatisticalUnitNumber", meaning: "Eight digits: municipality and unit."), Property.Text("basicStatisticalUnitName", meaning: "Grunnkretsnavn."),
    ];

    public static readonly IReadOnlyList<Property> UrbanDistricts =
    [
        Property.Text("urbanDistrictCode", meaning: "Bydel that provides municipal health and social services; Oslo, Bergen, Stavanger and Trondheim."), Property.Text("urbanDistrictName"),
        Property.Text("geographicalUrbanDistrictCode", meaning: "Geographical bydel, as Statistics Norway has it."), Property.Text("geographicalUrbanDistrictName"),
    ];

    /// <summary>Public rows of a kind: ungraded by what they are.</summary>
    public static string Public(string kind) => $"(select *, 'Unclassified' as address_confidentiality from mart.person_address where kind = '{kind}') as r";

    /// <summary>
    /// Protected rows of a kind that full access may see. A strictly confidential person, or one graded as nobody has heard of,
    /// has none, whatever the table holds.
    /// </summary>
    public static string Protected(string kind) =>
        $"""
        (
            select *
            from protected.person_address a
            where kind = '{kind}'
                and address_confidentiality in ('Unclassified', 'ClientAddress', 'Confidential')
                and not exists (
                    select
                    from protected.person_address_protection s
                    where s.person_id = a.person_id
                        and coalesce(s.is_valid, s.valid_to is null)
                        and s.level not in ('Unclassified', 'ClientAddress', 'Confidential')
                )
        ) as r
        """;
}
