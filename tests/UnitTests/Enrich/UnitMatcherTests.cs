using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallGeography;

namespace PersonEtl.UnitTests.Enrich;

public sealed class UnitMatcherTests
{
    private const int Rådhuset = 3010101;
    private const int Tøyen = 3010102;
    private const int Vannavalen = 55340208;

    private readonly UnitMatcher units = new(Made, Register(), AsOf);

    [Fact]
    public void A_residential_address_has_FREGs_own_unit_with_its_districts()
    {
        var address = Match(Street(AddressKind.Residential, "0301", id: "2", unit: 101));
        Assert.Equal("freg | 03010101 Rådhuset", Told(address));
        Assert.Equal("030105 Frogner, 030116 Sentrum", $"{address.UrbanDistrictCode} {address.UrbanDistrictName}, {address.GeographicalUrbanDistrictCode} {address.GeographicalUrbanDistrictName}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9999)]
    [InlineData(-1)]
    [InlineData(10_000)]
    public void A_unit_that_FREG_leaves_open_is_looked_for_and_without_an_answer_that_is_why(int unit)
    {
        Assert.Equal("- unit-unspecified |  ", Told(Match(Street(AddressKind.Residential, "0301", unit: unit))));
        Assert.Equal("- unit-unspecified |  ", Told(Match(Street(AddressKind.Residential, "0301", code: "99", house: "1", unit: unit))));
        Assert.Equal("address-id | 03010101 Rådhuset", Told(Match(Street(AddressKind.Residential, "0301", "10", "10", "5", "A", unit))));
        Assert.Equal("- ambiguous |  ", Told(Match(Street(AddressKind.Residential, "0301", code: "10", unit: unit))));
        Assert.Equal("- id-conflict |  ", Told(Match(Street(AddressKind.Residential, "0301", "10", "10", "6", "A", unit))));
    }

    [Theory]
    [InlineData(777, "freg unit-not-in-klass 03010777 ")]
    public void FREGs_unit_stands_as_it_is_when_KLASS_does_not_know_it(int unit, string expected)
        => Assert.Equal(Cleaned(expected), Told(Match(Street(AddressKind.Residential, "0301", unit: unit))));

    [Fact]
    public void A_historical_unit_of_FREG_has_the_name_of_its_time_or_the_latest()
    {
        Assert.Equal("freg | 54230208 Vannareid", Told(Match(Street(AddressKind.Residential, "5423", unit: 208, validFrom: "2022-01-01"))));
        Assert.Equal("freg | 54230208 Vannareid", Told(Match(Street(AddressKind.Residential, "5423", unit: 208, validFrom: "1990-01-01"))));
        Assert.Equal("freg | 54230208 Vannareid", Told(Match(Street(AddressKind.Residential, "5423", unit: 208))));
    }

    [Theory]
    [InlineData("10", "010", "5", "b")]
    [InlineData("11", null, "5", "B")]
    [InlineData("11", "10", null, null)]
    public void An_id_that_nothing_contradicts_decides(string id, string? code, string? house, string? letter)
        => Assert.Equal("address-id | " + (id == "10" ? "03010101 Rådhuset" : "03010102 Tøyen"), Told(Match(Street(AddressKind.Present, "0301", id, code, house, id == "10" ? "A" : letter))));

    [Theory]
    [InlineData("0301", "10", "6", "A")]
    [InlineData("0301", "10", "5", "B")]
    [InlineData("0301", "10", "5", null)]
    [InlineData("0301", "11", "5", "A")]
    [InlineData("1806", "10", "5", "A")]
    public void An_id_that_the_rest_contradicts_gives_no_unit_even_if_a_later_rule_would(string municipality, string code, string house, string? letter)
        => Assert.Equal("- id-conflict |  ", Told(Match(Street(AddressKind.Present, municipality, "10", code, house, letter))));

    [Fact]
    public void An_id_of_another_form_conflicts()
    {
        Assert.Equal("- id-conflict |  ", Told(Match(Street(AddressKind.Present, "0301", "20", "10", "5", "A"))));
        Assert.Equal("- id-conflict |  ", Told(Match(Cadastral("0301", "20", land: 33, title: 2, sub: 2))));
        Assert.Equal("address-id | 03010101 Rådhuset", Told(Match(Cadastral("0301", "20", land: 33, title: 2, sub: 1))));
    }

    [Fact]
    public void A_street_key_compares_numbers_as_numbers_and_letters_in_upper_case()
    {
        Assert.Equal("street-key | 03010101 Rådhuset", Told(Match(Street(AddressKind.Present, "0301", null, "00010", "5", "a"))));
        Assert.Equal("street-key | 03010102 Tøyen", Told(Match(Street(AddressKind.Shared, "0301", "99", "10", "5", "B"))));
        Assert.Equal("- no-such-address |  ", Told(Match(Street(AddressKind.Present, "0301", null, "10", "5", "C"))));
        Assert.Equal("- no-such-address |  ", Told(Match(Street(AddressKind.Present, "0301", null, "10", "fem", null))));
        Assert.Equal("- no-such-address |  ", Told(Match(Street(AddressKind.Present, "0301", "99", null, "5", null))));
        Assert.Equal("- no-key |  ", Told(Match(Street(AddressKind.Present, "0301", null, null, "5", null))));
    }

    [Fact]
    public void A_street_without_house_number_is_found_when_it_lies_in_one_unit()
    {
        var found = Match(Street(AddressKind.Present, "0301", null, "12"));
        Assert.Equal(("street-key | 03010102 Tøyen", 2), (Told(found), found.MatchCandidates));
        var crossing = Match(Street(AddressKind.Present, "0301", null, "10"));
        Assert.Equal(("- ambiguous |  ", 2), (Told(crossing), crossing.MatchCandidates));
    }

    [Fact]
    public void A_cadastral_number_without_sub_number_is_found_when_all_lie_in_one_unit()
    {
        Assert.Equal("cadastral-key | 03010102 Tøyen", Told(Match(Cadastral("0301", null, 33, 2, 2))));
        Assert.Equal("- ambiguous |  ", Told(Match(Cadastral("0301", null, 33, 2, null))));
        Assert.Equal("cadastral-key | 03010101 Rådhuset", Told(Match(Cadastral("0301", null, 33, 3, null))));
        Assert.Equal("- no-such-address |  ", Told(Match(Cadastral("0301", null, 33, 9, 0))));
        Assert.Equal("- no-key |  ", Told(Match(Cadastral("0301", null, null, 9, 0))));
    }

    [Fact]
    public void A_register_row_without_unit_gives_none()
        => Assert.Equal("- unit-unspecified |  ", Told(Match(Street(AddressKind.Present, "0301", "30", "13", "1"))));

    [Theory]
    [InlineData(AddressForm.Foreign, MatchReason.Foreign)]
    [InlineData(AddressForm.UnknownResidence, MatchReason.UnknownResidence)]
    [InlineData(AddressForm.AddressUnknown, MatchReason.AddressUnknown)]
    [InlineData(AddressForm.None, MatchReason.NoKey)]
    internal void Addresses_that_can_have_no_unit_say_why(AddressForm form, MatchReason reason)
        => Assert.Equal(reason, Match(new Address { Kind = AddressKind.Present, Form = form, IsValid = true }).MatchReason);

    [Theory]
    [InlineData("2100")]
    [InlineData("2211")]
    public void Svalbard_and_Jan_Mayen_have_no_municipality_to_look_under(string municipality)
    {
        Assert.Equal("- svalbard |  ", Told(Match(Street(AddressKind.Present, municipality, "10", "10", "5", "A"))));
        Assert.Equal($"freg unit-not-in-klass | {municipality}0101 ", Told(Match(Street(AddressKind.Residential, municipality, "10", "10", "5", "A", unit: 101))));
    }

    [Fact]
    public void A_house_letter_that_is_left_out_is_any_letter_where_there_is_no_house_without()
    {
        Assert.Equal("- ambiguous |  ", Told(Match(Street(AddressKind.Present, "0301", null, "10", "5"))));
        var found = Match(Street(AddressKind.Present, "0301", null, "14", "007"));
        Assert.Equal(("street-key | 03010102 Tøyen", 2), (Told(found), found.MatchCandidates));
        Assert.Equal("street-key | 03010101 Rådhuset", Told(Match(Street(AddressKind.Present, "0301", null, "14", "9"))));
    }

    [Theory]
    [InlineData("SKOLE-VEIEN", "7", null, "0150", "name-key | 03010102 Tøyen")]
    [InlineData("Skolevegen", "9", null, null, "name-key | 03010101 Rådhuset")]
    [InlineData("Skolevegen", "9", "c", null, "name-key | 03010102 Tøyen")]
    [InlineData("Skolevegen", "9", "C", "0151", "- no-such-address |  ")]
    [InlineData("Skolevegen", "9", "C", "oslo", "- no-such-address |  ")]
    [InlineData("Skolegata", "9", "C", null, "- no-such-address |  ")]
    [InlineData("Tvillinggata", "1", null, null, "- ambiguous |  ")]
    [InlineData("Tvillinggata", "1", null, "0154", "name-key | 03010102 Tøyen")]
    [InlineData("Skolevegen", null, null, null, "- no-key |  ")]
    [InlineData(" - ", "9", null, null, "- no-key |  ")]
    public void A_name_with_a_number_is_a_key_of_its_own(string name, string? house, string? letter, string? postalCode, string expected)
        => Assert.Equal(expected, Told(Match(Street(AddressKind.Present, "0301", null, null, house, letter, name: name, postalCode: postalCode))));

    [Fact]
    public void A_code_whose_street_bears_another_name_decides_nothing_where_the_name_leads_elsewhere()
    {
        Assert.Equal("- ambiguous |  ", Told(Match(Street(AddressKind.Present, "0301", null, "15", "9", "C", name: "Skoleveien"))));
        Assert.Equal("street-key | 03010101 Rådhuset", Told(Match(Street(AddressKind.Present, "0301", null, "15", "9", "C", name: "Skoleveen"))));
        Assert.Equal("street-key | 03010101 Rådhuset", Told(Match(Street(AddressKind.Present, "0301", null, "15", "9", "C", name: "Kirkegata"))));
        // the same unit by both
        Assert.Equal("street-key | 03010101 Rådhuset", Told(Match(Street(AddressKind.Present, "0301", null, "15", "9", name: "Skoleveien"))));
    }

    [Fact]
    public void Under_a_former_number_streets_must_agree_in_name_and_properties_have_got_nothing_but_a_new_number()
    {
        var byCode = Match(Street(AddressKind.Present, "5423", null, "1060", "2108", validFrom: "2022-03-23", name: "Nord-Fugløyveien"));
        Assert.Equal(("street-key municipality-lag |  ", "55340208", 1), (Told(byCode), byCode.UnitToday.ToString(), byCode.MatchCandidates));
        var byName = Match(Street(AddressKind.Present, "5423", null, "1061", "2108", validFrom: "2022-03-23", name: "Nord Fugløyvegen"));
        Assert.Equal(("name-key municipality-lag |  ", "55340208"), (Told(byName), byName.UnitToday.ToString()));
        Assert.Equal("- municipality-lag |  ", Told(Match(Street(AddressKind.Present, "5423", null, "1060", "2108", validFrom: "2022-03-23"))));
        Assert.Equal("- municipality-lag |  ", Told(Match(Street(AddressKind.Present, "5423", null, "1060", "2108", validFrom: "2022-03-23", name: "Sør-Fugløyveien"))));
        var byTitle = Match(Cadastral("5423", null, 44, 1, null));
        Assert.Equal(("cadastral-key municipality-lag |  ", "55340208"), (Told(byTitle), byTitle.UnitToday.ToString()));
        // 1930 and 1931 were merged into 5501
        Assert.Equal("- municipality-lag |  ", Told(Match(Cadastral("1931", null, 44, 1, null))));
        Assert.Equal("name-key municipality-lag |  ", Told(Match(Street(AddressKind.Present, "1931", null, null, "3", name: "Storgata"))));
    }

    [Fact]
    public void An_id_counts_in_the_municipalities_that_followed_the_rows_own_and_in_no_other()
    {
        Assert.Equal("- id-conflict |  ", Told(Match(Street(AddressKind.Present, "1931", "40", "1060", "2108", name: "Nord-Fugløyveien"))));
        // KLASS knows nothing of what became of 1902
        Assert.Equal("address-id municipality-lag |  ", Told(Match(Street(AddressKind.Present, "1902", "40", "1060", "2108", name: "Nord-Fugløyveien"))));
    }

    [Fact]
    public void A_former_unit_of_FREG_has_todays_beside_it_and_nothing_is_said_where_there_is_none()
    {
        var former = Match(Street(AddressKind.Residential, "5423", "40", "99", "2108", unit: 208, validFrom: "2022-03-23", name: "Nord-Fugløyveien"));
        Assert.Equal(("freg | 54230208 Vannareid", "55340208"), (Told(former), former.UnitToday.ToString()));
        var conflicting = Match(Street(AddressKind.Residential, "5423", "40", "99", "2107", unit: 208, validFrom: "2022-03-23", name: "Nord-Fugløyveien"));
        Assert.Equal(("freg | 54230208 Vannareid", true, (int?)null), (Told(conflicting), conflicting.UnitToday.IsAbsent, conflicting.MatchCandidates));
        var lagging = Match(Street(AddressKind.Residential, "5423", "40", "99", "2108", unit: 208, name: "Nord-Fugløyveien"));
        Assert.Equal(("freg | 54230208 Vannareid", "55340208", MatrikkelCheck.NotChecked), (Told(lagging), lagging.UnitToday.ToString(), lagging.MatrikkelCheck));
    }

    [Theory]
    [InlineData("10", 101, MatrikkelCheck.Agrees)]
    [InlineData("11", 101, MatrikkelCheck.NotFound)]
    [InlineData("10", 102, MatrikkelCheck.Disagrees)]
    [InlineData(null, 101, MatrikkelCheck.Agrees)]
    internal void Matrikkelen_is_asked_whether_it_agrees_with_FREGs_unit_of_today(string? id, int unit, MatrikkelCheck expected)
    {
        var address = Match(Street(AddressKind.Residential, "0301", id, "10", "5", "A", unit));
        Assert.Equal((expected, true), (address.MatrikkelCheck, address.UnitToday.IsAbsent));
        Assert.Equal(MatrikkelCheck.NotChecked, Match(Street(AddressKind.Residential, "0301", id, "10", "5", "A", unit, "2015-01-01")).MatrikkelCheck);
    }

    [Fact]
    public void Under_a_former_number_an_id_whose_name_agrees_gives_todays_unit_only()
    {
        var address = Match(Street(AddressKind.Present, "5423", "40", "99", "2108", validFrom: "2022-03-23", name: "NORD FUGLØYVEIEN"));
        Assert.Equal("address-id municipality-lag |  ", Told(address));
        Assert.Equal("55340208", address.UnitToday.ToString());
        Assert.Equal("- id-conflict |  ", Told(Match(Street(AddressKind.Present, "5423", "40", "1060", "2108", validFrom: "2022-03-23", name: "Sør-Fugløyveien"))));
        Assert.Equal("- id-conflict |  ", Told(Match(Street(AddressKind.Present, "5423", "40", "1060", "2107", validFrom: "2022-03-23", name: "Nord-Fugløyveien"))));
    }

    [Fact]
    public void An_id_needs_a_name_that_agrees_where_no_street_code_speaks_for_it()
    {
        Assert.Equal("- id-conflict |  ", Told(Match(Street(AddressKind.Present, "5534", "40", null, "2108", name: "Sør-Fugløyveien"))));
        Assert.Equal("address-id | 55340208 Vannavalen", Told(Match(Street(AddressKind.Present, "5534", "40", null, "2108", name: "NORD FUGLØYVEIEN"))));
        Assert.Equal("- id-conflict |  ", Told(Match(Street(AddressKind.Present, "5423", "41", "1061", "3", validFrom: "2022-03-23"))));
    }

    [Fact]
    public void Todays_unit_is_a_historical_rows_own_only_if_it_was_in_KLASS_then()
    {
        Assert.Equal("address-id | 03010101 Rådhuset", Told(Match(Street(AddressKind.Present, "0301", "10", "10", "5", "A", validFrom: "2012-01-01"))));
        var before = Match(Street(AddressKind.Present, "0301", "10", "10", "5", "A", validFrom: "2009-01-01"));
        Assert.Equal(("address-id unit-not-in-klass |  ", "03010101"), (Told(before), before.UnitToday.ToString()));
    }

    private static AddressRegister Register()
    {
        var register = new AddressRegisterBuilder();
        register.Add(new(10, 301, 10, 5, 'A', false, 1, 1, 0, 0, Rådhuset));
        register.Add(new(11, 301, 10, 5, 'B', false, 1, 1, 0, 0, Tøyen));
        register.Add(new(12, 301, 12, 1, '\0', false, 1, 2, 0, 0, Tøyen));
        register.Add(new(13, 301, 12, 2, '\0', false, 1, 2, 0, 0, Tøyen));
        register.Add(new(20, 301, 0, 0, '\0', true, 33, 2, 0, 1, Rådhuset));
        register.Add(new(21, 301, 0, 0, '\0', true, 33, 2, 0, 2, Tøyen));
        register.Add(new(22, 301, 0, 0, '\0', true, 33, 3, 0, 1, Rådhuset));
        register.Add(new(23, 301, 0, 0, '\0', true, 33, 3, 0, 2, Rådhuset));
        register.Add(new(14, 301, 14, 7, 'A', false, 1, 2, 0, 0, Tøyen, StreetName.Key("Skoleveien"u8), 150));
        register.Add(new(15, 301, 14, 7, 'B', false, 1, 2, 0, 0, Tøyen, StreetName.Key("Skoleveien"u8), 150));
        register.Add(new(16, 301, 14, 9, '\0', false, 1, 2, 0, 0, Rådhuset, StreetName.Key("Skoleveien"u8), 150));
        register.Add(new(17, 301, 14, 9, 'C', false, 1, 2, 0, 0, Tøyen, StreetName.Key("Skoleveien"u8), 150));
        register.Add(new(18, 301, 15, 9, 'C', false, 1, 2, 0, 0, Rådhuset, StreetName.Key("Kirkegata"u8), 150));
        register.Add(new(19, 301, 16, 1, '\0', false, 1, 2, 0, 0, Rådhuset, StreetName.Key("Tvillinggata"u8), 153));
        register.Add(new(24, 301, 17, 1, '\0', false, 1, 2, 0, 0, Tøyen, StreetName.Key("Tvilling-gata"u8), 154));
        register.Add(new(30, 301, 13, 1, '\0', false, 1, 3, 0, 0, 0));
        register.Add(new(40, 5534, 1060, 2108, '\0', false, 1, 1, 0, 0, Vannavalen, StreetName.Key("Nord-Fugløyveien"u8)));
        register.Add(new(41, 5534, 1061, 3, '\0', false, 1, 2, 0, 0, Vannavalen));
        register.Add(new(50, 5534, 0, 0, '\0', true, 44, 1, 0, 0, Vannavalen));
        register.Add(new(51, 5501, 0, 0, '\0', true, 44, 1, 0, 0, 55010101));
        register.Add(new(52, 5501, 1, 3, '\0', false, 44, 1, 0, 0, 55010101, StreetName.Key("Storgata"u8), 9000));
        return register.Build();
    }

    private static Address Street(AddressKind kind, string municipality, string? id = null, string? code = null, string? house = null, string? letter = null, int? unit = null, string? validFrom = null, string? name = null, string? postalCode = null) => new()
    {
        Kind = kind,
        Form = AddressForm.Street,
        IsValid = validFrom is null,
        Place = new() { MunicipalityNumber = Text(municipality) },
        CadastralIdentifier = Text(id),
        AddressCode = Text(code),
        AddressName = Text(name),
        PostalCode = Text(postalCode),
        HouseNumber = Text(house),
        HouseLetter = Text(letter),
        BasicStatisticalUnit = unit,
        ValidFrom = validFrom is null ? null : At(validFrom),
    };

    private static Address Cadastral(string municipality, string? id, int? land, int title, int? sub) => new()
    {
        Kind = AddressKind.Present,
        Form = AddressForm.Cadastral,
        IsValid = true,
        Place = new() { MunicipalityNumber = Text(municipality) },
        CadastralIdentifier = Text(id),
        LandNumber = land,
        TitleNumber = title,
        LeaseholdNumber = 0,
        SubNumber = sub,
    };

    private Address Match(Address address)
    {
        units.Match(address);
        return address;
    }

    private static string Told(Address address)
    {
        var rule = address.MatchRule == MatchRule.None ? "-" : Terms.Of(address.MatchRule).ToString();
        var reason = address.MatchReason == MatchReason.None ? "" : " " + Terms.Of(address.MatchReason);
        return $"{rule}{reason} | {address.FullBasicStatisticalUnitNumber} {address.BasicStatisticalUnitName}";
    }

    private static string Cleaned(string expected) => expected.StartsWith('-') ? expected + " |  " : expected.Replace("klass ", "klass | ", StringComparison.Ordinal);
}
