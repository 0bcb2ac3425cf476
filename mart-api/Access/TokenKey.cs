using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace PersonEtl.MartApi.Access;

/// <summary>The key pair of an installation without an issuer of its own: P-256 in <c>keys/token.pem</c>, made when it is first wanted, readable by its owner only.</summary>
internal static class TokenKey
{
    public const string Issuer = "personetl-local";
    public const string Audience = "personetl-mart-api";

    /// <summary>The key of this installation.</summary>
    /// <exception cref="SetupException">The file is no P-256 key.</exception>
    public static ECDsaSecurityKey Load(DataFolder data)
    {
        if (!File.Exists(data.TokenKey)) Make(data.TokenKey);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(data.TokenKey));
            if (key.KeySize == 256) return new(key) { KeyId = Thumbprint(key) };
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // said below
        }
        key.Dispose();
        throw new SetupException($"{data.TokenKey}: expected a P-256 private key in PEM, found something else. Delete the file to have a new one made; tokens of the old one are refused from then on.");
    }

    /// <summary>A secret of 32 bytes for one purpose, which whoever has the key can make again and nobody else.</summary>
    /// <exception cref="SetupException">The file is no P-256 key.</exception>
    public static byte[] Derive(DataFolder data, string purpose)
    {
        using var key = Load(data).ECDsa;
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, key.ExportParameters(includePrivateParameters: true).D!, 32, info: Encoding.UTF8.GetBytes(purpose));
    }

    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(own, options)) writer.Write(key.ExportPkcs8PrivateKeyPem());
        try
        {
            File.Move(own, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(own); // another process was first: its key is the key
        }
    }

    private static string Thumbprint(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];
}
