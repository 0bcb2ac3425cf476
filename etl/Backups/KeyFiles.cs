using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Backups;

/// <summary>The keys of an installation as files: that behind <c>person_id</c>, and the API's token key.</summary>
internal static class KeyFiles
{
    private static readonly string[] Extensions = [".key", ".pem"];

    /// <summary>Whether a name is a key's; a name with a folder in it never is.</summary>
    public static bool IsOne(string name) => string.Equals(name, Path.GetFileName(name), StringComparison.Ordinal) && Extensions.Contains(Path.GetExtension(name), StringComparer.Ordinal);

    /// <summary>The names of those of a data folder, in order.</summary>
    public static IReadOnlyList<string> Of(Folders folders)
        => Directory.Exists(folders.Keys) ? [.. Directory.EnumerateFiles(folders.Keys).Select(f => Path.GetFileName(f)).Where(IsOne).Order(StringComparer.Ordinal)] : [];
}
