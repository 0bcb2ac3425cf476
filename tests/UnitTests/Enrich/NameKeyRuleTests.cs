using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallMatrikkel;

namespace PersonEtl.UnitTests.Enrich;

public sealed class NameKeyRuleTests
{
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
}
