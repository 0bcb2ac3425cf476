using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>The signed word by which a client asks for a token: a JWT (RS256) of a hundred seconds.</summary>
internal static class TokenGrant
{
    // Maskinporten takes at most 120, and no claim beyond these
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(100);

    /// <exception cref="BadInputException">There is no private RSA key in the file.</exception>
    public static async Task<string> SignAsync(TokenOptions options, string scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var key = await KeyAsync(options.KeyPath, cancellationToken);
        var header = options.KeyId is { } id
            ? JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", typ = "JWT", kid = id })
            : JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", typ = "JWT" });
        var claims = JsonSerializer.SerializeToUtf8Bytes(new
        {
            aud = options.Audience,
            iss = options.ClientId,
            scope,
            iat = now.ToUnixTimeSeconds(),
            exp = (now + Lifetime).ToUnixTimeSeconds(),
            jti = Guid.NewGuid().ToString(),
        });
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        try
        {
            return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }
        catch (CryptographicException)
        {
            // a public key
            throw NoKey();
        }
    }

    private static async Task<RSA> KeyAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw NoKey();
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(await File.ReadAllTextAsync(path, cancellationToken));
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            key.Dispose();
            throw NoKey();
        }
    }

    // without the cause, which may quote the file
    private static BadInputException NoKey() => new("client-key", $"{TokenOptions.KeyVariable}: expected the path of a PEM file with a private RSA key that is not encrypted, found another or none that can be read.");
}
