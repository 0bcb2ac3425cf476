using System.Text.Json;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>What an export says of itself in <c>manifest.json</c>; what that doesn't list isn't there.</summary>
/// <param name="Generation">The generation.</param>
/// <param name="AsOfDate">Its as-of date.</param>
/// <param name="Kind">What published it: <c>full</c>, <c>small</c>, <c>hide</c> or <c>rollback</c>.</param>
/// <param name="Base">The generation of the full export that the changes build on; null in a full one.</param>
/// <param name="Cursor">Where in the change feed to go on.</param>
/// <param name="Withdrawn">Whether files of persons were here and are gone.</param>
/// <param name="ColumnHash">How the hashes of columns are made.</param>
/// <param name="Files">Its files, by path.</param>
/// <param name="Tables">What the columns of its tables mean.</param>
internal sealed record ExportManifest(
    int Generation,
    DateOnly AsOfDate,
    string? Kind,
    int? Base,
    string? Cursor,
    bool Withdrawn,
    string? ColumnHash,
    IReadOnlyList<ExportedFile> Files,
    IReadOnlyList<ExportedTable> Tables)
{
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new HexConverter() } };

    /// <summary>Whether it has the tables themselves, not their changes alone.</summary>
    public bool IsFull => Files.Any(f => !ChangeExport.Is(f));

    public static ExportManifest Of(ExportOf of, IEnumerable<ExportedFile> files, IEnumerable<ITable> tables) => new(
        of.Generation, of.AsOf, of.Kind, of.Base, of.Cursor, Withdrawn: false, Export.ColumnHash.Meaning,
        [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)],
        [.. tables.Select(ExportedTable.Of)]);

    /// <summary>The same without the tables.</summary>
    public ExportManifest WithoutTables() => this with
    {
        Withdrawn = true,
        Files = [.. Files.Where(ChangeExport.Is)],
        Tables = [.. Tables.Where(t => string.Equals(t.Name, ChangeTable.Table.Name, StringComparison.Ordinal))],
    };

    /// <summary>The manifest of a folder, or null when it has none that can be read.</summary>
    public static ExportManifest? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<ExportManifest>(File.ReadAllBytes(path), Json) is { Files: not null, Tables: not null } manifest ? manifest : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes it in one step, forced to disk: a reader sees the whole of it, or of the one before.</summary>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        var unfinished = path + ".new";
        await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            await JsonSerializer.SerializeAsync(stream, this, Json, cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path, overwrite: true);
        Disk.SyncFolder(folder);
    }
}
