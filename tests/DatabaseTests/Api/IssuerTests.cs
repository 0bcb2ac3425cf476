using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace PersonEtl.DatabaseTests.Api;

public sealed class IssuerTests(ApiServer api) : IClassFixture<ApiServer>
{
    private const string Audience = "our-mart";

    [Fact]
    public async Task Tokens_of_a_configured_issuer_open_the_api_and_local_ones_no_longer_do()
    {
        using var rsa = RSA.Create(2048);
        var key = new RsaSecurityKey(rsa) { KeyId = "k1" };
        await using var issuer = await IssuerAsync(key);
        var address = issuer.Urls.Single();
        await using var factory = Trusting(address);

        string Token(string scope, string audience = Audience) => TestToken.Make(api.Data, scope, audience: audience, issuer: address, credentials: new(key, SecurityAlgorithms.RsaSha256));

        Assert.Equal((HttpStatusCode.OK, null), await AskAsync(factory, Token("openid nhn:hgd-persontjenesten-api/restricted-access")));
        Assert.Equal((HttpStatusCode.Unauthorized, "urn:personetl:problem:token-missing"), await AskAsync(factory, Token("full-access", "another")));
        Assert.Equal((HttpStatusCode.Forbidden, "urn:personetl:problem:scope-missing"), await AskAsync(factory, Token("openid")));
        Assert.Equal((HttpStatusCode.Unauthorized, "urn:personetl:problem:token-missing"), await AskAsync(factory, api.Token("full-access")));
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_opens_nothing()
    {
        await using var factory = Trusting("http://127.0.0.1:9");

        var (status, problem) = await AskAsync(factory, api.Token("full-access"));

        Assert.Equal((HttpStatusCode.Unauthorized, "urn:personetl:problem:token-missing"), (status, problem));
    }

    private WebApplicationFactory<MartApi.Program> Trusting(string issuer) => ApiServer.Factory(api.ConnectionString, api.Data).WithWebHostBuilder(host =>
    {
        host.UseSetting("Api:Issuer", issuer);
        host.UseSetting("Api:Audience", Audience);
    });

    private static async Task<(HttpStatusCode Status, string? Problem)> AskAsync(WebApplicationFactory<MartApi.Program> factory, string token)
    {
        using var client = factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var response = await client.GetAsync($"/v1/persons/{ApiWorld.Seed}");
        return (response.StatusCode, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["type"]);
    }

    /// <summary>An issuer as OpenID Connect Discovery describes it, on loopback.</summary>
    private static async Task<WebApplication> IssuerAsync(RsaSecurityKey key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var issuer = builder.Build();
        var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new(key.Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = key.KeyId });
        issuer.MapGet("/.well-known/openid-configuration", (HttpRequest r) => new { issuer = $"http://{r.Host}", jwks_uri = $"http://{r.Host}/keys" });
        issuer.MapGet("/keys", () => new { keys = new[] { new { kty = jwk.Kty, kid = jwk.Kid, use = "sig", alg = "RS256", n = jwk.N, e = jwk.E } } });
        await issuer.StartAsync();
        return issuer;
    }
}
