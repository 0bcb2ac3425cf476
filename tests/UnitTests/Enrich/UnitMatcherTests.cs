using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallMatrikkel;

namespace PersonEtl.UnitTests.Enrich;

public sealed class UnitMatcherTests
{
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

    [Fact]
    public void FREGs_unit_stands_as_it_is_when_KLASS_does_not_know_it()
        => Assert.Equal("freg unit-not-in-klass | 03010777 ", Told(Match(Street(AddressKind.Residential, "0301", unit: 777))));

    [Fact]
    public void A_historical_unit_of_FREG_has_the_name_of_its_time_or_the_latest()
    {
        Assert.Equal("freg | 54230208 Vannareid", Told(Match(Street(AddressKind.Residential, "5423", unit: 208, validFrom: "2022-01-01"))));
        Assert.Equal("freg | 54230208 Vannareid", Told(Match(Street(AddressKind.Residential, "5423", unit: 208, validFrom: "1990-01-01"))));
        Assert.Equal("freg | 54230208 Vannareid", Told(Match(Street(AddressKind.Residential, "5423", unit: 208))));
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
    public void Todays_unit_is_a_historical_rows_own_only_if_it_was_in_KLASS_then()
    {
        Assert.Equal("address-id | 03010101 Rådhuset", Told(Match(Street(AddressKind.Present, "0301", "10", "10", "5", "A", validFrom: "2012-01-01"))));
        var before = Match(Street(AddressKind.Present, "0301", "10", "10", "5", "A", validFrom: "2009-01-01"));
        Assert.Equal(("address-id unit-not-in-klass |  ", "03010101"), (Told(before), before.UnitToday.ToString()));
    }
}
