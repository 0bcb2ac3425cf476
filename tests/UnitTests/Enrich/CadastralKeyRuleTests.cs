using static PersonEtl.UnitTests.Enrich.SmallMatrikkel;

namespace PersonEtl.UnitTests.Enrich;

public sealed class CadastralKeyRuleTests
{
    [Fact]
    public void A_cadastral_number_without_sub_number_is_found_when_all_lie_in_one_unit()
    {
        Assert.Equal("cadastral-key | 03010102 Tøyen", Told(Match(Cadastral("0301", null, 33, 2, 2))));
        Assert.Equal("- ambiguous |  ", Told(Match(Cadastral("0301", null, 33, 2, null))));
        Assert.Equal("cadastral-key | 03010101 Rådhuset", Told(Match(Cadastral("0301", null, 33, 3, null))));
        Assert.Equal("- no-such-address |  ", Told(Match(Cadastral("0301", null, 33, 9, 0))));
        Assert.Equal("- no-key |  ", Told(Match(Cadastral("0301", null, null, 9, 0))));
    }
}
