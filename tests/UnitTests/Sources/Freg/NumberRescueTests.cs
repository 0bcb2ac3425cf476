using System.Text;
using System.Text.Json;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.UnitTests.Sources.Freg;

public sealed class NumberRescueTests
{
    [Theory]
    [InlineData("""{"foedselsEllerDNummer":"01818012345","feil":{"a":[1]}}""", "1818012345")]
    [InlineData("""{"folkeregisterperson":{"navn":[{}],"identifikasjonsnummer":[{"status":7,"foedselsEllerDNummer":"01818012345"},{"foedselsEllerDNummer":"0281801234"},{"foedselsEllerDNummer":"03818012345"},8]},"foedselsEllerDNummer":"04818012345"}""", "1818012345 3818012345 4818012345")]
    [InlineData("""{"identifikasjonsnummer":{"foedselsEllerDNummer":11818012345}}""", "11818012345")]
    [InlineData("""{"identifikasjons\u006eummer":[{"foedselsEllerDNummer":"\u003011818012345"},{"foedselsEllerDNummer":"\u00301818012345"}]}""", "1818012345")]
    [InlineData("""{"\ud800":1,"identifikasjonsnummer":[{"foedselsEllerDNummer":"\ud800"},{"foedselsEllerDNummer":"01818012345"}]}""", "1818012345")]
    [InlineData("""{"verge":{"foedselsEllerDNummer":"01818012345"},"identifikasjonsnummer":[null,[],{"foedselsEllerDNummer":null}],"foedselsEllerDNummer":["02818012345"]}""", "")]
    [InlineData("7", "")]
    public void The_persons_own_numbers_are_found_and_no_other(string document, string expected)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(document));
        reader.Read();
        Assert.Equal(expected, string.Join(' ', NumberRescue.Find(reader).Order()));
    }
}
