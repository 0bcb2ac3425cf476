using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Access;

namespace PersonEtl.DatabaseTests.Api;

/// <summary>Tokens that the verb wouldn't make: other scopes, keys, times, without a client.</summary>
internal static class TestToken
{
    public static string Make(string data, string scope = "full-access", string? client = "test-client", TimeSpan? from = null, string audience = TokenKey.Audience, string issuer = TokenKey.Issuer, SigningCredentials? credentials = null)
    {
        var begins = TimeProvider.System.GetUtcNow().UtcDateTime + (from ?? TimeSpan.Zero);
        var claims = new Dictionary<string, object> { ["scope"] = scope };
        if (client is not null) claims["client_id"] = client;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = begins,
            NotBefore = begins,
            Expires = begins.AddMinutes(5),
            Claims = claims,
            SigningCredentials = credentials ?? new(TokenKey.Load(new DataFolder(data)), SecurityAlgorithms.EcdsaSha256),
        });
    }
}
