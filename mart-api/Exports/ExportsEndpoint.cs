using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Mart;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi.Exports;

/// <summary><c>GET /v1/exports</c>: the exports that are kept, newest first, with the files that the caller may download.</summary>
internal static class ExportsEndpoint
{
    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/exports", List).RequireAuthorization(AccessPolicy.Exports)
            .WithTags("Exports").WithName("listExports")
            .WithSummary("The Parquet exports that are kept")
            .WithDescription("Newest first, each with its files, rows, bytes and SHA-256. `exports` sees the analysis set, `exports-identified` the identified one as well.")
            .Answers(StatusCodes.Status200OK, "The exports.", "Exports");
        routes.MapExportFile();
    }

    private static async Task List(HttpContext http, MartDatabase database, ExportFolder folder)
    {
        var ct = http.RequestAborted;
        var caller = Caller.Of(http);
        await using var reading = await MartReading.Begin(database, ct);
        var published = await PublishedExports.Read(reading, ct);
        var manifests = new List<ExportManifest>();
        foreach (var generation in published.Generations)
        {
            if (await folder.Manifest(generation, ct) is { } manifest) manifests.Add(manifest);
        }
        reading.Snapshot.WriteHeaders(http.Response);
        http.Response.Headers.CacheControl = "private, no-cache";
        await http.Response.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("exports");
            foreach (var manifest in manifests)
            {
                json.WriteStartObject();
                json.WriteNumber("generation", manifest.Generation);
                json.WriteBoolean("latest", manifest.Generation == published.Latest);
                json.WriteString("asOfDate", manifest.AsOfDate);
                json.WriteString("manifest", $"/v1/exports/{manifest.Generation}/{ExportFolder.ManifestName}");
                json.WriteStartArray("files");
                foreach (var file in manifest.Files.Where(f => f.Analysis || caller.Identified))
                {
                    json.WriteStartObject();
                    json.WriteString("href", $"/v1/exports/{manifest.Generation}/{file.Path}");
                    json.WriteString("table", file.Table);
                    json.WriteString("variant", file.Variant);
                    json.WriteNumber("rows", file.Rows);
                    json.WriteNumber("bytes", file.Bytes);
                    json.WriteString("sha256", file.Sha256);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }, ct);
    }
}
