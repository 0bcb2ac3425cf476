using System.Globalization;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>
/// The folder of Parquet exports. An export is built under a name nobody reads, gets its manifest last, and is renamed to its generation's number
/// before the generation is published; what a crash leaves behind is swept by the next run. An export is full, with the tables, or has the changes alone.
/// </summary>
internal sealed class ExportFolder(string root)
{
    private const string BuildingPrefix = ".building-";

    /// <summary>Removes unfinished exports, those of generations that were never published, and what an interrupted withdrawal left.</summary>
    public void Sweep(int served)
    {
        if (!Directory.Exists(root)) return;
        foreach (var folder in Directory.EnumerateDirectories(root).ToList())
        {
            if (Path.GetFileName(folder).StartsWith(BuildingPrefix, StringComparison.Ordinal) || GenerationOf(folder) > served) Directory.Delete(folder, recursive: true);
            else if (GenerationOf(folder) > 0 && ExportManifest.Read(folder) is { Withdrawn: true }) RemoveTables(folder);
        }
    }

    /// <summary>A new empty folder to build in.</summary>
    public string Begin() => Directory.CreateDirectory(Path.Combine(root, BuildingPrefix + Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>
    /// Writes the manifest, forces everything to disk and gives the folder its generation's name. May be called as late as in the transaction that publishes:
    /// until it commits nobody is told of the generation.
    /// </summary>
    public async Task CompleteAsync(string building, ExportOf of, IEnumerable<ExportedFile> files, IEnumerable<ITable> tables, CancellationToken cancellationToken)
    {
        await ExportManifest.Of(of, files, tables).WriteAsync(building, cancellationToken);
        foreach (var folder in Directory.EnumerateDirectories(building, "*", SearchOption.AllDirectories).Append(building)) Disk.SyncFolder(folder);
        var final = FolderOf(of.Generation);
        if (Directory.Exists(final)) Remove(final);
        Directory.Move(building, final);
        Disk.SyncFolder(root);
    }

    /// <summary>Whether the whole export of a generation is there, with its tables.</summary>
    public bool Holds(int? generation) => generation is { } of && Manifest(of) is { IsFull: true };

    /// <summary>The manifest of a generation's export, or null when it has none.</summary>
    public ExportManifest? Manifest(int generation) => ExportManifest.Read(FolderOf(generation));

    /// <summary>Whether a generation has anything here, without reading what.</summary>
    public bool Has(int generation) => File.Exists(Path.Combine(FolderOf(generation), ExportManifest.FileName));

    public string FolderOf(int generation) => Path.Combine(root, generation.ToString(CultureInfo.InvariantCulture));

    /// <summary>The generations that have a full export, newest first.</summary>
    public IReadOnlyList<int> Full() => [.. Generations().Where(g => Holds(g)).OrderDescending()];

    /// <summary>
    /// Keeps the newest full exports, and of older ones the changes; the served one is always among the newest.
    /// Changes stay as long as the feed has their generation.
    /// </summary>
    /// <param name="newest">How many full exports.</param>
    /// <param name="oldestChanges">The oldest generation that the change feed still has.</param>
    /// <param name="cancellationToken">Stops it between two exports.</param>
    public async Task RetainAsync(int newest, int oldestChanges, CancellationToken cancellationToken)
    {
        var full = Full();
        foreach (var generation in full.Skip(newest)) await WithdrawAsync(generation, cancellationToken);
        foreach (var generation in Generations().Except(full.Take(newest)).Where(g => g < oldestChanges)) Remove(FolderOf(generation));
    }

    /// <summary>
    /// Takes an export's tables away, for good: first out of the manifest, so that readers find all of it or nothing, then from disk.
    /// What is left are its changes, which name no values; nothing when it has none. Repeat it after a crash.
    /// </summary>
    public async Task WithdrawAsync(int generation, CancellationToken cancellationToken)
    {
        var folder = FolderOf(generation);
        if (!Directory.Exists(folder)) return;
        if (ExportManifest.Read(folder)?.WithoutTables() is not { Files.Count: > 0 } changes)
        {
            Remove(folder);
            return;
        }
        await changes.WriteAsync(folder, cancellationToken);
        RemoveTables(folder);
    }

    /// <summary>The same of every export of an earlier generation than one that hides.</summary>
    public async Task WithdrawAllAsync(int before, CancellationToken cancellationToken)
    {
        foreach (var generation in Full().Where(g => g < before)) await WithdrawAsync(generation, cancellationToken);
    }

    public static void Discard(string building)
    {
        if (Directory.Exists(building)) Directory.Delete(building, recursive: true);
    }

    /// <summary>Away under its name in one step: a reader never sees half of it, and a crash leaves what is swept.</summary>
    private void Remove(string folder)
    {
        var away = Path.Combine(root, BuildingPrefix + Guid.NewGuid().ToString("N"));
        Directory.Move(folder, away);
        Disk.SyncFolder(root);
        Directory.Delete(away, recursive: true);
    }

    private static void RemoveTables(string folder)
    {
        if (Directory.GetDirectories(folder) is not { Length: > 0 } tables) return;
        foreach (var of in tables) Directory.Delete(of, recursive: true);
        Disk.SyncFolder(folder);
    }

    private List<int> Generations() => Directory.Exists(root) ? [.. Directory.EnumerateDirectories(root).Select(GenerationOf).Where(g => g > 0)] : [];

    private static int GenerationOf(string folder) => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var generation) ? generation : 0;
}
