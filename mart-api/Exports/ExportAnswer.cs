using System.Text.Json;
using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Changes;

namespace PersonEtl.MartApi.Exports;

/// <summary>Writes an export or a generation's change file as JSON: where its files are, and where the feed goes on after it.</summary>
internal sealed class ExportAnswer(CursorSeal seal, Caller caller)
{
    public void Write(Utf8JsonWriter json, PublishedExport published, ExportManifest manifest, IEnumerable<ExportFile> files)
    {
        json.WriteStartObject();
        json.WriteNumber("generation", manifest.Generation);
        json.WriteBoolean("latest", published.Latest);
        json.WriteString("asOfDate", manifest.AsOfDate);
        if (manifest.Base is { } full) json.WriteNumber("base", full);
        else json.WriteNull("base");
        json.WriteString("manifest", $"/v1/exports/{manifest.Generation}/{ExportFolder.ManifestName}");
        json.WriteString("changesCursor", seal.Write(ChangePosition.EndOf(published.Generation, published.PublishedAt)));
        json.WriteStartArray("files");
        foreach (var file in files.Where(f => f.Analysis || caller.Identified))
        {
            json.WriteStartObject();
            json.WriteString("href", $"/v1/exports/{manifest.Generation}/{file.Path}");
            json.WriteString("table", file.Table);
            json.WriteString("variant", file.Changes ? "changes" : file.Variant);
            json.WriteNumber("rows", file.Rows);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
