using System.Text;
using PersonEtl.Etl.Enrich;

namespace PersonEtl.UnitTests.Enrich;

public sealed class StreetNameTests
{
    [Theory]
    [InlineData("Nord-Fugløyveien", "NORD FUGLØYVEIEN")]
    [InlineData("Ávjovárgeaidnu", "ÁVJOVÁRGEAIDNU")]
    [InlineData("St. Olavs gate", "ST OLAVS GATE")]
    public void Case_blanks_hyphens_and_dots_do_not_count(string one, string other) => Assert.Equal(Hash(one), Hash(other));

    [Theory]
    [InlineData("Kirkegata", "Kirkevegen")]
    [InlineData("Storgata", "Storgåta")]
    [InlineData("Vei 1", "Vei 2")]
    [InlineData("ab", "ba")]
    public void Other_names_have_other_numbers(string one, string other) => Assert.NotEqual(Hash(one), Hash(other));

    [Fact]
    public void No_name_is_zero()
    {
        Assert.Equal(0, Hash(""));
        Assert.Equal(0, Hash(" - "));
        Assert.NotEqual(0, StreetName.Hash([0xC3, (byte)'x']));
    }

    private static int Hash(string name) => StreetName.Hash(Encoding.UTF8.GetBytes(name));
}
