using System.Globalization;

namespace PersonEtl.Etl.Database;

/// <summary>Finds server binaries that this machine already has.</summary>
internal static class MachineBinaries
{
    /// <summary>Where distributions and installers put one folder a version: root, what stands before the version, folder below it.</summary>
    private static readonly (string Root, string Before, string Below)[] Versioned =
    [
        ("/usr/lib/postgresql", "", "bin"),
        ("/usr", "pgsql-", "bin"),
        ("/opt/homebrew/opt", "postgresql@", "bin"),
        ("/usr/local/opt", "postgresql@", "bin"),
        ("/Library/PostgreSQL", "", "bin"),
        ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
        (@"C:\Program Files\PostgreSQL", "", "bin"),
    ];

    /// <summary>The folders to look into, best first: the one that was named, then versions from new to old, then PATH.</summary>
    /// <param name="under">The root of the file system.</param>
    public static IReadOnlyList<string> Folders(DatabaseSettings settings, string under = "/")
    {
        if (settings.BinariesFolder is { } named) return [named];
        var versioned = Versioned.SelectMany(p => Subfolders(Path.Combine(under, p.Root.TrimStart('/')), p.Before).Select(v => (v.Major, Folder: Path.Combine(v.Folder, p.Below))))
            .OrderByDescending(v => v.Major).Select(v => v.Folder);
        return [.. versioned.Concat(OnPath(settings.SearchPath)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The first usable binaries, of one major version if it must be that; null with the reasons when there are none.</summary>
    /// <exception cref="NoDatabaseException">A folder was named, and it can't be used.</exception>
    public static async Task<(ServerBinaries? Binaries, string Reason)> FindAsync(DatabaseSettings settings, ServerUser? user, int? major, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var folder in Folders(settings).Where(Directory.Exists))
        {
            var (binaries, reason) = await ServerBinaries.TryAsync(folder, user, cancellationToken);
            if (binaries is null) reasons.Add(reason);
            else if (major is null || binaries.Major == major) return (binaries, "");
            else reasons.Add($"{folder} is PostgreSQL {binaries.Major}, and the cluster needs {major}");
        }
        if (settings.BinariesFolder is { } named) throw new NoDatabaseException($"PERSONETL_PG_BIN: expected a folder with usable server programs, found none: {(reasons.Count == 0 ? named + " is no folder" : reasons[0])}.");
        return (null, reasons.Count == 0 ? "none found" : string.Join("; ", reasons));
    }

    private static IEnumerable<(int Major, string Folder)> Subfolders(string root, string before)
    {
        if (!Directory.Exists(root)) yield break;
        foreach (var folder in Directory.EnumerateDirectories(root, before + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder).AsSpan(before.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var major)) yield return (major, folder);
        }
    }

    private static IEnumerable<string> OnPath(string searchPath)
        => ProgramOnPath.All(OperatingSystem.IsWindows() ? "pg_ctl.exe" : "pg_ctl", searchPath)
            .Select(p => File.ResolveLinkTarget(p, returnFinalTarget: true)?.FullName ?? p)
            .Select(p => Path.GetDirectoryName(p)!);
}
