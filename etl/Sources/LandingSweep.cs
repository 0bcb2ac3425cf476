namespace PersonEtl.Etl.Sources;

/// <summary>
/// Takes away what killed verbs left in the landing folder, for it holds persons' data: half deliveries, trials of mended records, standard input.
/// What was written to within the hour may be at work.
/// </summary>
internal static class LandingSweep
{
    public const string IncomingPrefix = ".incoming-";
    public const string ReplayPrefix = ".replay-";
    public const string InputPrefix = ".input-";
    public const string GoingPrefix = ".going-";

    /// <summary>How long nothing may have been written to what is at work.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    private static readonly string[] Prefixes = [IncomingPrefix, ReplayPrefix, InputPrefix, GoingPrefix];

    /// <summary>Returns how many there were.</summary>
    public static int Run(string landing, DateTimeOffset now)
    {
        if (!Directory.Exists(landing)) return 0;
        var left = Directory.EnumerateDirectories(landing).Prepend(landing).SelectMany(folder => new DirectoryInfo(folder).EnumerateFileSystemInfos())
            .Where(e => Array.Exists(Prefixes, p => e.Name.StartsWith(p, StringComparison.Ordinal)) && LastWrite(e) < (now - Quiet).UtcDateTime).ToList();
        foreach (var entry in left)
        {
            if (entry is DirectoryInfo folder) folder.Delete(recursive: true);
            else entry.Delete();
        }
        return left.Count;
    }

    private static DateTime LastWrite(FileSystemInfo entry)
        => entry is DirectoryInfo folder ? folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Prepend(entry).Max(e => e.LastWriteTimeUtc) : entry.LastWriteTimeUtc;
}
