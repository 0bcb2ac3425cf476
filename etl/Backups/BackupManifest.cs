using System.Text.Json;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Backups;

/// <summary>What a backup says of itself. It is written last: a folder without it is no backup.</summary>
/// <param name="Format">1.</param>
/// <param name="TakenAt">When, by the clock of the program that took it.</param>
/// <param name="Program">The version of that program.</param>
/// <param name="SchemaVersion">The last migration of its database.</param>
/// <param name="Generation">The last generation that its readers may have seen.</param>
/// <param name="PersonKeyFingerprint">Of the key behind <c>person_id</c>.</param>
/// <param name="PersonKey">Where that key is: <c>person.key</c> among the files here, or <c>PERSONETL_KEY</c>, whose value is not here.</param>
/// <param name="Tables">What stood in the tables.</param>
/// <param name="Keys">Files of the data folder's <c>keys</c>.</param>
internal sealed record BackupManifest(
    int Format, DateTimeOffset TakenAt, string Program, int SchemaVersion, int Generation, string PersonKeyFingerprint, string PersonKey,
    IReadOnlyList<BackedUpTable> Tables, IReadOnlyList<BackedUpFile> Keys)
{
    public const int ThisFormat = 1;
    public const string FileName = "manifest.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Reads a backup's manifest, and makes sure that it names what a backup has and no file elsewhere.</summary>
    /// <exception cref="BadInputException">There is none, or it is another's.</exception>
    public static async Task<BackupManifest> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new BadInputException("no-backup", $"Expected a folder that `backup` made, found one without {FileName}.");
        BackupManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<BackupManifest>(await File.ReadAllBytesAsync(path, cancellationToken), Json);
        }
        catch (JsonException)
        {
            manifest = null;
        }
        if (manifest is null || manifest.Generation < 0) throw new BadInputException("backup-damaged", $"{FileName}: expected the manifest of a backup, found something else.");
        if (manifest.Format != ThisFormat) throw new BadInputException("backup-format", $"{FileName}: expected format {ThisFormat}, found {manifest.Format}. Restore with the program that made it (version {manifest.Program}).");
        if (!manifest.Tables.Select(t => (t.Table, t.File.Name)).SequenceEqual(KeptTable.All.Select(t => (t.Name, t.FileName))) || manifest.Keys.Any(k => !KeyFiles.IsOne(k.Name)))
            throw new BadInputException("backup-damaged", $"{FileName}: expected the tables {string.Join(", ", KeptTable.All.Select(t => t.Name))} and key files, found others.");
        return manifest;
    }
}
