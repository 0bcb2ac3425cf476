using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>Tokens for the closed registers, asked for as Maskinporten wants it.</summary>
public sealed class AccessTokenTests : IDisposable
{
    private readonly FetchedLanding landing = new();
    private readonly KrrRegister register = new() { Latest = 21 };
    private readonly RSA key = RSA.Create(2048);
    private readonly string path = Path.GetTempFileName();
    private int given;

    public AccessTokenTests() => File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem());

    [Fact]
    public async Task A_token_is_asked_for_with_a_signed_grant_and_sent_with_each_question()
    {
        register.Latest = 24;
        await using var issuer = new LoopbackServer(Give);
        await using var server = new LoopbackServer(register.Answer);

        Assert.True((await FetchAsync(server, Tokens(issuer))).IsNew);

        var asked = Assert.Single(issuer.Requests);
        Assert.Equal(("POST", "/token"), (asked.Method, asked.Path));
        var form = HttpUtility.ParseQueryString(asked.Body);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var parts = form["assertion"]!.Split('.');
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var header = JsonSerializer.Deserialize<Dictionary<string, string>>(Base64Url.DecodeFromChars(parts[0]))!;
        Assert.Equal(("RS256", "key-1"), (header["alg"], header["kid"]));
        var claims = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal(["aud", "exp", "iat", "iss", "jti", "scope"], claims.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((issuer.Address.AbsoluteUri, "client-1", "krr:global/kontaktinformasjon.read krr:global/digitalpost.read"), (claims["aud"].GetString(), claims["iss"].GetString(), claims["scope"].GetString()));
        Assert.Equal(landing.Time.GetUtcNow().ToUnixTimeSeconds(), claims["iat"].GetInt64());
        Assert.InRange(claims["exp"].GetInt64() - claims["iat"].GetInt64(), 1, 120);
        Assert.Equal(["Bearer t1", "Bearer t1"], server.Requests.Select(r => r.Headers["authorization"]));
    }

    [Fact]
    public async Task A_token_is_kept_until_shortly_before_it_expires()
    {
        await using var issuer = new LoopbackServer(Give);
        await using var server = new LoopbackServer(register.Answer);
        var tokens = Tokens(issuer);

        await FetchAsync(server, tokens);
        landing.Time.Advance(TimeSpan.FromSeconds(99));
        await FetchAsync(server, tokens);
        landing.Time.Advance(TimeSpan.FromSeconds(2));
        await FetchAsync(server, tokens);

        Assert.Equal(["Bearer t1", "Bearer t1", "Bearer t2"], server.Requests.Select(r => r.Headers["authorization"]));
    }

    [Fact]
    public async Task A_token_that_is_refused_is_made_anew_once()
    {
        await using var issuer = new LoopbackServer(Give);
        await using var server = new LoopbackServer(r => r.Headers["authorization"] == "Bearer t1" ? Reply.Of(401) : register.Answer(r));

        Assert.True((await FetchAsync(server, Tokens(issuer))).IsNew);

        Assert.Equal(["Bearer t1", "Bearer t2"], server.Requests.Select(r => r.Headers["authorization"]));
    }

    [Fact]
    public async Task A_new_token_that_is_refused_too_ends_it()
    {
        await using var issuer = new LoopbackServer(Give);
        await using var server = new LoopbackServer(_ => Reply.Of(401));

        var told = await TellAsync(server, Tokens(issuer));

        Assert.Contains("found status 401. Nothing was landed. Check the address, and that the client may read krr. (fetch-refused)", told.Said, StringComparison.Ordinal);
        Assert.Equal((2, 2), (server.Requests.Count, issuer.Requests.Count));
    }

    /// <summary>What the token endpoint says, the code it ends with, and how often it is asked.</summary>
    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"hemmelig"}""", "token-refused", 1)]
    [InlineData(302, "hemmelig", "token-refused", 1)]
    [InlineData(503, "hemmelig", "fetch-failed", 3)]
    [InlineData(200, "<html>hemmelig</html>", "fetch-failed", 3)]
    [InlineData(200, """{"token_type":"hemmelig"}""", "fetch-failed", 3)]
    [InlineData(200, """{"access_token":"hemmelig\r\nX: 1","expires_in":120}""", "fetch-failed", 3)]
    [InlineData(200, """{"access_token":"","expires_in":120}""", "fetch-failed", 3)]
    public async Task Without_a_token_nothing_is_asked_and_nothing_is_told_of_what_came(int status, string answer, string code, int attempts)
    {
        await using var issuer = new LoopbackServer(_ => Reply.Json(answer) with { Status = status });
        await using var server = new LoopbackServer(register.Answer);

        var told = await TellAsync(server, Tokens(issuer));

        Assert.Equal((ExitCode.BadInput, true), (told.Code, told.Said.Contains($"({code})", StringComparison.Ordinal)));
        Assert.DoesNotContain("hemmelig", told.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("client-1", told.Said, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Equal(attempts, issuer.Requests.Count);
    }

    [Fact]
    public async Task A_file_without_a_private_key_is_told_without_what_is_in_it()
    {
        await using var issuer = new LoopbackServer(Give);
        await using var server = new LoopbackServer(register.Answer);
        foreach (var content in new[] { "-----BEGIN PRIVATE KEY-----\nhemmelig\n-----END PRIVATE KEY-----", "hemmelig", key.ExportRSAPublicKeyPem(), null })
        {
            if (content is null) File.Delete(path);
            else await File.WriteAllTextAsync(path, content);
            var told = await TellAsync(server, Tokens(issuer));
            Assert.Contains("(client-key)", told.Said, StringComparison.Ordinal);
            Assert.DoesNotContain("hemmelig", told.Said, StringComparison.Ordinal);
        }
        Assert.Empty(issuer.Requests);
    }

    public void Dispose()
    {
        landing.Dispose();
        key.Dispose();
        File.Delete(path);
    }

    private Reply Give(Request request) => Reply.Json(string.Create(CultureInfo.InvariantCulture, $$"""{"access_token":"t{{++given}}","token_type":"Bearer","expires_in":120,"scope":"x"}"""));

    private AccessTokens Tokens(LoopbackServer issuer) => new(new(new(issuer.Address, "token"), "client-1", path, "key-1"), new FixedTime(landing.Time.GetUtcNow));

    private async Task<FetchResult> FetchAsync(LoopbackServer server, AccessTokens tokens)
    {
        if (landing.Landing.Find(SourceName.Krr).Count == 0) await landing.DeliverAsync(SourceName.Krr, 20, "{}");
        return await landing.FetchAsync(SourceName.Krr, FetchedLanding.Feeds(server.Address, tokens));
    }

    private async Task<(int Code, string Said)> TellAsync(LoopbackServer server, AccessTokens tokens)
    {
        if (landing.Landing.Find(SourceName.Krr).Count == 0) await landing.DeliverAsync(SourceName.Krr, 20, "{}");
        return await landing.TellAsync(SourceName.Krr, FetchedLanding.Feeds(server.Address, tokens));
    }
}
