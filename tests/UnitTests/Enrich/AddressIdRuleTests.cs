using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallMatrikkel;

namespace PersonEtl.UnitTests.Enrich;

public sealed class AddressIdRuleTests
{
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
    public void An_id_counts_in_the_municipalities_that_followed_the_rows_own_and_in_no_other()
    {
        Assert.Equal("- id-conflict |  ", Told(Match(Street(AddressKind.Present, "1931", "40", "1060", "2108", name: "Nord-Fugløyveien"))));
        // KLASS knows nothing of what became of 1902
        Assert.Equal("address-id municipality-lag |  ", Told(Match(Street(AddressKind.Present, "1902", "40", "1060", "2108", name: "Nord-Fugløyveien"))));
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
}
