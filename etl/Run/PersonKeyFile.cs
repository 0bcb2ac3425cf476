using System.Security.Cryptography;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>The key behind <c>person_id</c>: <c>PERSONETL_KEY</c> (base64, at least 32 bytes), else a file of this installation that is made on first use.</summary>
internal static class PersonKeyFile
{
    private const int KeyBytes = 32;
    public const string FileName = "person.key";
    public const string Variable = "PERSONETL_KEY";

    /// <exception cref="BadInputException">The key is set but is none.</exception>
    public static byte[] Read(Folders folders) => Find(folders)?.Key ?? Make(folders);

    /// <summary>The key and what holds it, file or variable; null when there is none yet.</summary>
    /// <exception cref="BadInputException">The key is set but is none.</exception>
    public static (byte[] Key, string Place)? Find(Folders folders)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set) return (Parse(set, Variable), Variable);
        var path = Path.Combine(folders.Keys, FileName);
        return File.Exists(path) ? (Parse(File.ReadAllText(path), FileName), FileName) : null;
    }

    /// <exception cref="BadInputException">The text is no key.</exception>
    public static byte[] Parse(string text, string from)
    {
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.Trim(), key, out var length) || length < KeyBytes)
            throw new BadInputException("bad-key", $"{from}: expected at least {KeyBytes} bytes in base64, found something else.");
        return key[..length];
    }

    private static byte[] Make(Folders folders)
    {
        var path = Path.Combine(folders.Keys, FileName);
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
}
