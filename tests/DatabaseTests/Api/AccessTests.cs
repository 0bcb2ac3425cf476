using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Access;

namespace PersonEtl.DatabaseTests.Api;

public sealed class AccessTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData("GET", "/v1/mart")]
    [InlineData("GET", "/v1/exports")]
    [InlineData("GET", "/v1/exports/latest/manifest.json")]
    [InlineData("GET", "/v1/exports/latest")]
    [InlineData("GET", "/v1/changes")]
    [InlineData("GET", "/v1/persons/5eed0000-0000-8000-8000-000000000001")]
    [InlineData("POST", "/v1/persons/lookup")]
    [InlineData("GET", "/v1/reference/counties")]
    public async Task Nothing_of_v1_is_open_without_a_token(string method, string path)
    {
        using var client = api.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("urn:personetl:problem:token-missing", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["type"]);
    }

    [Theory]
    [InlineData("exports", "/v1/persons/5eed0000-0000-8000-8000-000000000001")]
    [InlineData("full-access", "/v1/exports")]
    [InlineData("restricted-access", "/v1/exports/latest/manifest.json")]
    [InlineData("another", "/v1/mart")]
    public async Task A_token_with_another_scope_is_refused(string scope, string path)
    {
        await Refused(TestToken.Make(api.Data, scope), path, HttpStatusCode.Forbidden, "scope-missing");
    }

    [Fact]
    public async Task A_token_without_a_client_is_refused_since_there_is_nobody_to_account_to() =>
        await Refused(TestToken.Make(api.Data, client: null), "/v1/mart", HttpStatusCode.Forbidden, "scope-missing");

    [Fact]
    public async Task A_token_of_another_key_time_audience_or_issuer_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var secret = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32));
        foreach (var token in new[]
        {
            TestToken.Make(api.Data, credentials: new(new ECDsaSecurityKey(other), SecurityAlgorithms.EcdsaSha256)),
            TestToken.Make(api.Data, credentials: new(secret, SecurityAlgorithms.HmacSha256)),
            TestToken.Make(api.Data, from: TimeSpan.FromHours(-1)),
            TestToken.Make(api.Data, from: TimeSpan.FromHours(1)),
            TestToken.Make(api.Data, audience: "another"),
            TestToken.Make(api.Data, issuer: "another"),
            "eyJhbGciOiJub25lIn0.eyJzY29wZSI6ImZ1bGwtYWNjZXNzIn0.",
        })
        {
            await Refused(token, "/v1/mart", HttpStatusCode.Unauthorized, "token-missing");
        }
    }

    [Fact]
    public void The_key_is_made_once_and_only_its_owner_may_read_it()
    {
        var data = new DataFolder(Path.Combine(api.Data, "another"));

        Assert.Equal(TokenKey.Load(data).KeyId, TokenKey.Load(data).KeyId);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data.TokenKey));

        File.WriteAllText(data.TokenKey, "no key");
        Assert.Contains("expected a P-256 private key", Assert.Throws<SetupException>(() => TokenKey.Load(data)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30m", 0.5)]
    [InlineData("8h", 8)]
    [InlineData("31d", 744)]
    public void A_lifetime_is_a_number_with_a_unit(string text, double hours) => Assert.Equal(TimeSpan.FromHours(hours), TokenVerb.Lifetime(text));

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("0h")]
    [InlineData("-1h")]
    [InlineData("32d")]
    [InlineData("8w")]
    public void A_lifetime_that_is_none_or_too_long_is_refused(string text) => Assert.Throws<SetupException>(() => TokenVerb.Lifetime(text));

    [Fact]
    public void A_scope_that_nobody_knows_is_refused_when_a_token_is_made() =>
        Assert.Throws<SetupException>(() => TokenVerb.Make(["everything"], "x", TimeSpan.FromHours(1), new DataFolder(api.Data), TimeProvider.System));

    [Theory]
    [InlineData("http://issuer.example", "mart", "Api:Issuer")]
    [InlineData("issuer", "mart", "Api:Issuer")]
    [InlineData("https://issuer.example", "", "Api:Audience")]
    public void An_issuer_without_https_or_audience_stops_the_start(string issuer, string audience, string named)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Api:Issuer", issuer), new("Api:Audience", audience)]).Build();

        Assert.StartsWith(named, Assert.Throws<SetupException>(() => ApiOptions.From(settings)).Message, StringComparison.Ordinal);
    }

    private async Task Refused(string token, string path, HttpStatusCode status, string problem)
    {
        using var client = api.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var response = await client.GetAsync(path);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("urn:personetl:problem:" + problem, (string?)answer["type"]);
    }
}
