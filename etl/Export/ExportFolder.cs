using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>
/// The folder of Parquet exports. An export is built under a name nobody reads, gets its manifest last, and is renamed to its generation's number
/// before the generation is published; what a crash leaves behind is swept by the next run.
/// </summary>
internal sealed class ExportFolder(string root)
{
    public const string ManifestName = "manifest.json";
    private const string BuildingPrefix = ".building-";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Removes unfinished exports and those of generations that were never published.</summary>
    public void Sweep(int served)
    {
        if (!Directory.Exists(root)) return;
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            if (Path.GetFileName(folder).StartsWith(BuildingPrefix, StringComparison.Ordinal) || GenerationOf(folder) > served) Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A new empty folder to build in.</summary>
    public string Begin() => Directory.CreateDirectory(Path.Combine(root, BuildingPrefix + Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>Writes the manifest, forces everything to disk and gives the folder its generation's name.</summary>
    public async Task CompleteAsync(string building, int generation, DateOnly asOf, IEnumerable<ExportedFile> files, IEnumerable<ITable> tables, CancellationToken cancellationToken)
    {
        var manifest = new
        {
            Generation = generation,
            AsOfDate = asOf,
            Files = files.OrderBy(f => f.Path, StringComparer.Ordinal),
            Tables = tables.Select(t => new
            {
                t.Name,
                t.Meaning,
                Columns = t.Descriptions.Select((c, i) => new { c.Name, Type = c.Type.ToString().ToLowerInvariant(), c.Nullable, FieldId = i + 1, Class = c.Class.ToString().ToLowerInvariant(), c.Meaning }),
            }),
        };
        await using (var stream = new FileStream(Path.Combine(building, ManifestName), FileMode.CreateNew, FileAccess.Write))
        {
            await JsonSerializer.SerializeAsync(stream, manifest, Json, cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        foreach (var folder in Directory.EnumerateDirectories(building, "*", SearchOption.AllDirectories).Append(building)) Disk.SyncFolder(folder);
        var final = FolderOf(generation);
        if (Directory.Exists(final)) Directory.Delete(final, recursive: true);
        Directory.Move(building, final);
        Disk.SyncFolder(root);
    }

    /// <summary>Whether the whole export of a generation is there.</summary>
    public bool Holds(int? generation) => generation is { } of && File.Exists(Path.Combine(FolderOf(of), ManifestName));

    public string FolderOf(int generation) => Path.Combine(root, generation.ToString(CultureInfo.InvariantCulture));

    /// <summary>Keeps the newest exports and removes older ones; the served one is always among the newest.</summary>
    public void Retain(int newest)
    {
        foreach (var folder in Directory.EnumerateDirectories(root).Where(d => GenerationOf(d) > 0).OrderByDescending(GenerationOf).Skip(newest)) Directory.Delete(folder, recursive: true);
    }

    public static void Discard(string building)
    {
        if (Directory.Exists(building)) Directory.Delete(building, recursive: true);
    }

    private static int GenerationOf(string folder) => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var generation) ? generation : 0;
}
