using System.Security.Cryptography;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>The key behind <c>person_id</c>: <c>PERSONETL_KEY</c> (base64, at least 32 bytes), else a file of this installation that is made on first use.</summary>
internal static class PersonKeyFile
{
    private const int KeyBytes = 32;
    private const string FileName = "person.key";

    /// <exception cref="BadInputException">The key is set but is none.</exception>
    public static byte[] Read(Folders folders)
    {
        if (Environment.GetEnvironmentVariable("PERSONETL_KEY") is { Length: > 0 } set) return Parse(set, "PERSONETL_KEY");
        var path = Path.Combine(folders.Keys, FileName);
        if (File.Exists(path)) return Parse(File.ReadAllText(path), FileName);
        Directory.CreateDirectory(folders.Keys);
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var temporary = path + "." + Guid.NewGuid().ToString("N");
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key)));
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, path);
        return key;
    }

    private static byte[] Parse(string text, string from)
    {
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.Trim(), key, out var length) || length < KeyBytes)
            throw new BadInputException("bad-key", $"{from}: expected at least {KeyBytes} bytes in base64, found something else.");
        return key[..length];
    }
}
