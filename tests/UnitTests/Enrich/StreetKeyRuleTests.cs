using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallMatrikkel;

namespace PersonEtl.UnitTests.Enrich;

public sealed class StreetKeyRuleTests
{
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
    public void A_house_letter_that_is_left_out_is_any_letter_where_there_is_no_house_without()
    {
        Assert.Equal("- ambiguous |  ", Told(Match(Street(AddressKind.Present, "0301", null, "10", "5"))));
        var found = Match(Street(AddressKind.Present, "0301", null, "14", "007"));
        Assert.Equal(("street-key | 03010102 Tøyen", 2), (Told(found), found.MatchCandidates));
        Assert.Equal("street-key | 03010101 Rådhuset", Told(Match(Street(AddressKind.Present, "0301", null, "14", "9"))));
    }

    [Fact]
    public void A_code_whose_street_bears_another_name_decides_nothing_where_the_name_leads_elsewhere()
    {
        Assert.Equal("- ambiguous |  ", Told(Match(Street(AddressKind.Present, "0301", null, "15", "9", "C", name: "Skoleveien"))));
        Assert.Equal("street-key | 03010101 Rådhuset", Told(Match(Street(AddressKind.Present, "0301", null, "15", "9", "C", name: "Skoleveen"))));
        Assert.Equal("street-key | 03010101 Rådhuset", Told(Match(Street(AddressKind.Present, "0301", null, "15", "9", "C", name: "Kirkegata"))));
        // the same unit by both
        Assert.Equal("street-key | 03010101 Rådhuset", Told(Match(Street(AddressKind.Present, "0301", null, "15", "9", name: "Skoleveien"))));
    }
}
