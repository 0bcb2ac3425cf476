using System.Text;
using PersonEtl.Etl.Enrich;

namespace PersonEtl.UnitTests.Enrich;

public sealed class StreetNameTests
{
    [Theory]
    [InlineData("Nord-Fugløyveien", "NORD FUGLØYVEIEN")]
    [InlineData("Ávjovárgeaidnu", "ÁVJOVÁRGEAIDNU")]
    [InlineData("St. Olavs gate", "ST OLAVS GATE")]
    [InlineData("Per O'Briens gate", "Per O’Briens  gate")]
    [InlineData("Nord–Fugløyveien", "Nord Fugløyveien")]
    public void Case_blanks_hyphens_dots_and_apostrophes_do_not_count(string one, string other) => Assert.Equal(Key(one), Key(other));

    [Theory]
    [InlineData("Skoleveg", "Skolevei")]
    [InlineData("Skolevegen", "Skoleveien")]
    [InlineData("Gamle Vegen", "Gamle Veien")]
    [InlineData("Kirkev.", "Kirkevei")]
    [InlineData("Kirke v. ", "Kirkevei")]
    [InlineData("Storgt.", "Storgate")]
    [InlineData("Kongens gt", "Kongens gate")]
    [InlineData("Kongens gt.", "Kongens gate")]
    [InlineData("Åsveien", "Åsveien")]
    [InlineData("Čáhppesluodda", "Čáhppesluodda")]
    public void Endings_abbreviations_and_composed_letters_have_one_spelling(string one, string other) => Assert.Equal(Key(one), Key(other));

    [Theory]
    [InlineData("Kirkegata", "Kirkevegen")]
    [InlineData("Storgata", "Storgate")]
    [InlineData("Storgata", "Storgåta")]
    [InlineData("Storgt", "Storgate")]
    [InlineData("Haakon V", "Haakonvei")]
    [InlineData("Vegardstien", "Veiardstien")]
    [InlineData("Skoleveg", "Skolevegen")]
    [InlineData("Vei 1", "Vei 2")]
    [InlineData("Vei 1/2", "Vei 12")]
    [InlineData("ab", "ba")]
    public void Other_names_have_other_keys(string one, string other) => Assert.NotEqual(Key(one), Key(other));

    [Fact]
    public void No_name_is_zero()
    {
        Assert.Equal(0UL, Key(""));
        Assert.Equal(0UL, Key(" - "));
        Assert.Equal(0UL, Key(new string('x', 300)));
        Assert.NotEqual(0UL, Key(new string('x', 256)));
        Assert.NotEqual(0UL, StreetName.Key([0xC3, (byte)'x']));
    }

    [Fact]
    public void What_is_no_character_is_no_obstacle() => Assert.NotEqual(0UL, Key("Åsveien ￾"));

    private static ulong Key(string name) => StreetName.Key(Encoding.UTF8.GetBytes(name));
}
