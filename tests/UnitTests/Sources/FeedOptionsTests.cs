using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.UnitTests.Sources;

public sealed class FeedOptionsTests
{
    private static readonly Dictionary<string, string> Token = new(StringComparer.Ordinal)
    {
        ["PERSONETL_TOKEN_URL"] = "https://tokens.example/token",
        ["PERSONETL_CLIENT_ID"] = "client-1",
        ["PERSONETL_CLIENT_KEY"] = "/keys/client.pem",
    };

    [Fact]
    public void Without_variables_the_registers_own_servers_are_asked_without_a_token()
    {
        var options = From([]);
        Assert.Equal((new("https://kontaktregisteret.no/"), new("https://folkeregisteret.api.skatteetaten.no/"), null), (options.Krr, options.Freg, options.Tokens));
    }

    [Fact]
    public void A_tokens_endpoint_stays_as_it_is_and_its_server_is_the_audience()
    {
        var options = From(Token).Tokens!.Options;
        Assert.Equal((new("https://tokens.example/token"), "https://tokens.example/", null), (options.Address, options.Audience, options.KeyId));
    }

    [Fact]
    public void Scopes_may_be_others()
    {
        var options = From(new(Token, StringComparer.Ordinal) { ["PERSONETL_KRR_SCOPE"] = "krr:other ", ["PERSONETL_FREG_SCOPE"] = " " });
        Assert.Equal(("krr:other", "folkeregister:deling/offentligmedhjemmel"), (options.KrrScope, options.FregScope));
    }

    [Theory]
    [InlineData("PERSONETL_TOKEN_URL")]
    [InlineData("PERSONETL_CLIENT_ID")]
    [InlineData("PERSONETL_CLIENT_KEY")]
    public void What_belongs_together_is_there_or_none_of_it(string missing)
    {
        var e = Assert.Throws<BadInputException>(() => From(new(Token.Where(v => v.Key != missing), StringComparer.Ordinal)));
        Assert.Equal("token-settings", e.Code);
        Assert.Contains($"{missing} is not set", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("client-1", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://krr.example/", "https://tokens.example/token")]
    [InlineData("https://krr.example/", "http://tokens.example/token")]
    public void No_token_travels_in_the_clear(string krr, string tokens)
    {
        var options = From(new(Token, StringComparer.Ordinal) { ["PERSONETL_KRR_URL"] = krr, ["PERSONETL_TOKEN_URL"] = tokens });
        Assert.Equal("bad-address", Assert.Throws<BadInputException>(() => options.Closed(options.Krr)).Code);
    }

    [Fact]
    public void A_proxy_that_adds_the_token_may_be_asked_in_the_clear()
    {
        var options = From(new(StringComparer.Ordinal) { ["PERSONETL_KRR_URL"] = "http://proxy:8080/krr" });
        Assert.Equal(new Uri("http://proxy:8080/krr/"), options.Closed(options.Krr));
    }

    private static FeedOptions From(Dictionary<string, string> variables) => FeedOptions.From(variables.GetValueOrDefault, TimeProvider.System);
}
