using static PersonEtl.Etl.Mart.Column<PersonEtl.Etl.Mart.Address>;
using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary>
/// The columns of an address, one line each. They stand in <c>mart.person_address</c> and <c>protected.person_address</c> as they are,
/// and in <c>mart.person</c> with <c>residential_</c> or <c>present_</c> before their names.
/// </summary>
internal static class AddressColumns
{
    public static readonly IReadOnlyList<Column<Address>> All =
    [
        Text("form", a => Terms.Of(a.Form), Open, "How the address is written: `street` (vegadresse), `cadastral` (matrikkeladresse), `unknown-residence` (ukjent bosted), `foreign` (utenlandsk adresse) or `address-unknown`. FREG."),
        .. PlaceColumns.Of<Address>("", "kommunenummer", a => a.Place),
        Text("separately_occupied_unit_number", a => a.UnitNumber, Identifying, "Dwelling number (bruksenhetsnummer), such as H0101. FREG."),
        Text("separately_occupied_unit_type", a => a.UnitType, Open, "Kind of dwelling (bruksenhetstype). FREG."),
        Text("address_name", a => a.AddressName, Identifying, "Street name (adressenavn). FREG."),
        Text("house_number", a => a.HouseNumber, Identifying, "House number (husnummer). FREG."),
        Text("house_letter", a => a.HouseLetter, Identifying, "House letter (husbokstav). FREG."),
        Text("address_code", a => a.AddressCode, Identifying, "Street code within the municipality (adressekode), as FREG pads it. FREG."),
        Text("address_additional_name", a => a.AdditionalName, Identifying, "Farm or other further name (adressetilleggsnavn). FREG."),
        Text("city_name", a => a.CityName, Open, "Postal place (poststedsnavn). FREG."),
        Text("postal_code", a => a.PostalCode, Open, "Postal code (postnummer, or postkode abroad). FREG."),
        Text("co_address_name", a => a.CoAddressName, Identifying, "Care-of name (c/o adressenavn). FREG."),
        Integer("municipality_land_number", a => a.LandNumber, Identifying, "Cadastral unit: land number (gårdsnummer). FREG."),
        Integer("title_number", a => a.TitleNumber, Identifying, "Cadastral unit: title number (bruksnummer). FREG."),
        Integer("leasehold_number", a => a.LeaseholdNumber, Identifying, "Cadastral unit: leasehold number (festenummer); 0 is none. FREG."),
        Integer("sub_number", a => a.SubNumber, Identifying, "Cadastral address: sub number (undernummer); 0 is none. FREG."),
        Text("foreign_building", a => a.ForeignBuilding, Identifying, "Abroad: building (bygning). FREG."),
        Text("foreign_floor_number", a => a.ForeignFloorNumber, Identifying, "Abroad: floor (etasjenummer). FREG."),
        Text("foreign_unit", a => a.ForeignUnit, Identifying, "Abroad: dwelling (boenhet). FREG."),
        Text("foreign_post_office_box", a => a.ForeignPostOfficeBox, Identifying, "Abroad: post office box (postboks). FREG."),
        Text("foreign_district", a => a.ForeignDistrict, Open, "Abroad: district (distriktsnavn). FREG."),
        Text("foreign_region", a => a.ForeignRegion, Open, "Abroad: region. FREG."),
        Text("foreign_country", a => a.ForeignCountry, Open, "Abroad: country (landkode), ISO 3166 alpha-2; YY is unknown. FREG."),
        Text("cadastral_identifier", a => a.CadastralIdentifier, Identifying, "The address's id in Matrikkelen (adresseIdentifikatorFraMatrikkelen). FREG."),
        Text("close_cadastral_identifier", a => a.CloseCadastralIdentifier, Identifying, "Id of a near address in Matrikkelen (nærAdresseIdentifikatorFraMatrikkelen). FREG."),
        Date("move_date", a => a.MoveDate, Open, "When the person moved there (flyttedato). FREG."),
        Date("present_address_date", a => a.PresentAddressDate, Open, "From when the present address holds (oppholdsadressedato). FREG."),
        Text("stay_elsewhere", a => a.StayElsewhere, Open, "Why the person stays elsewhere (oppholdAnnetSted). FREG."),
        Integer("basic_statistical_unit", a => a.BasicStatisticalUnit, Open, "Basic statistical unit within the municipality (grunnkrets): 401 means 0401. FREG, residential only."),
        Integer("constituency", a => a.Constituency, Open, "Constituency (stemmekrets). FREG."),
        Integer("school_district", a => a.SchoolDistrict, Open, "School district (skolekrets). FREG."),
        Integer("church_district", a => a.ChurchDistrict, Open, "Church district (kirkekrets). FREG."),
        .. Derived(
            Text("full_basic_statistical_unit_number", a => a.FullBasicStatisticalUnitNumber, Open, "Full number of the basic statistical unit (grunnkrets), eight digits. FREG for residential, Matrikkelen for the others."),
            Text("basic_statistical_unit_name", a => a.BasicStatisticalUnitName, Open, "Name of the basic statistical unit. SSB, KLASS 1."),
            Text("urban_district_code", a => a.UrbanDistrictCode, Open, "Urban district (bydel) that provides municipal services, six digits. The city; SSB, KLASS 103 where it is the same."),
            Text("urban_district_name", a => a.UrbanDistrictName, Open, "Name of the service-providing urban district."),
            Text("geographical_urban_district_code", a => a.GeographicalUrbanDistrictCode, Open, "Geographical urban district (bydel), six digits. SSB, KLASS 1 to 103."),
            Text("geographical_urban_district_name", a => a.GeographicalUrbanDistrictName, Open, "Name of the geographical urban district. SSB, KLASS 103."),
            Text("unit_today", a => a.UnitToday, Open, "Unit that today's Matrikkelen gives the address: beside FREG's own where that is of another time, and where it is not proved to be the row's own number. Matrikkelen."),
            Text("match_rule", a => Terms.Of(a.MatchRule), Open, "The rule that found the unit: `freg`, `address-id`, `street-key`, `cadastral-key` or `name-key`; null when none did. Ours."),
            Integer("match_candidates", a => a.MatchCandidates, Open, "How many addresses of Matrikkelen the deciding rule found; null when none found any. Ours."),
            Text("match_reason", a => Terms.Of(a.MatchReason), Open, "Why there is no unit, or what is doubtful about it. Ours.")),
    ];

    /// <summary>What only a row of its own needs: FREG's metadata stands in <see cref="VersionColumns"/>.</summary>
    public static readonly IReadOnlyList<Column<Address>> Validity =
    [
        .. Derived(
            Date("valid_from_date", a => a.ValidFromDate, Open, "The Norwegian date of valid_from. Ours."),
            Date("ends_on", a => a.EndsOn, Open, "The first Norwegian date on which the row no longer holds: where the next row begins, or where it ended. Ours.")),
    ];
}
