using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PersonEtl.MartApi.Access;

namespace PersonEtl.MartApi.Exports;

/// <summary>The exports on disk: <c>exports/{generation}/manifest.json</c> and what it lists. What it doesn't list isn't there.</summary>
internal sealed class ExportFolder(ApiOptions options)
{
    public const string ManifestName = "manifest.json";

    /// <summary>How many generations are looked at to list them; older ones are served by name.</summary>
    private const int MostListed = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The generations that have a folder, newest first.</summary>
    public IReadOnlyList<int> Generations() => !Directory.Exists(options.Data.Exports) ? [] :
        [.. Directory.EnumerateDirectories(options.Data.Exports)
            .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var generation) ? generation : 0)
            .Where(g => g > 0).OrderDescending().Take(MostListed)];

    /// <summary>The manifest of an export, or null when it is no longer kept.</summary>
    /// <exception cref="DamagedExportException">It can't be read as one.</exception>
    public async Task<ExportManifest?> Manifest(int generation, CancellationToken ct)
    {
        if (await Text(generation, ct) is not { } text) return null;
        try
        {
            var manifest = JsonSerializer.Deserialize<ExportManifest>(text, Json);
            if (manifest is { Files: not null } && manifest.Generation == generation) return manifest;
        }
        catch (JsonException)
        {
            // said below
        }
        throw new DamagedExportException($"Export {generation}: expected a manifest of this generation, found something else.");
    }

    /// <summary>The manifest as a caller may see it: whole, or without what is said of identified files.</summary>
    public async Task<byte[]?> ManifestFor(Caller caller, int generation, CancellationToken ct)
    {
        var text = await Text(generation, ct);
        if (text is null || caller.Identified) return text;
        var manifest = JsonNode.Parse(text)!.AsObject();
        foreach (var list in manifest.Select(p => p.Value).OfType<JsonArray>())
        {
            list.RemoveAll(e => e is JsonObject entry && entry["variant"]?.GetValue<string>() is { } variant && variant != "analysis" && !(entry["path"]?.GetValue<string>() is { } path && ExportFile.NamesChanges(path)));
        }
        return JsonSerializer.SerializeToUtf8Bytes(manifest, Json);
    }

    /// <summary>Where a listed file lies.</summary>
    /// <exception cref="DamagedExportException">It isn't there with the length that the manifest gives, or would lie outside the export.</exception>
    public string Place(int generation, ExportFile file)
    {
        var place = Path.GetFullPath(Path.Combine(Folder(generation), file.Path));
        if (!place.StartsWith(Folder(generation) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new DamagedExportException($"Export {generation}: expected files inside its folder, found one outside.");
        if (new FileInfo(place) is not { Exists: true } found || found.Length != file.Bytes) throw new DamagedExportException($"Export {generation}: expected a file of the length in the manifest, found another or none.");
        return place;
    }

    private async Task<byte[]?> Text(int generation, CancellationToken ct)
    {
        var path = Path.Combine(Folder(generation), ManifestName);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, ct) : null;
    }

    private string Folder(int generation) => Path.Combine(options.Data.Exports, generation.ToString(CultureInfo.InvariantCulture));
}
