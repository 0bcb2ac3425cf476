using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Changes;
using PersonEtl.MartApi.Mart;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi.Exports;

/// <summary><c>GET /v1/exports</c> and <c>/v1/exports/{generation}</c>: the exports and change files that are kept, with the files that the caller may download.</summary>
internal static class ExportsEndpoint
{
    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/exports", List).RequireAuthorization(AccessPolicy.Exports)
            .WithTags("Exports").WithName("listExports")
            .WithSummary("The Parquet exports and change files that are kept")
            .WithDescription("Newest first, each with its files, rows, bytes and SHA-256: `exports` are whole, `changes` are what a generation changed (the newest thousand; `base` is the whole export that they build on). `exports` sees the analysis set and the changes, `exports-identified` the identified set as well.")
            .Answers(StatusCodes.Status200OK, "The exports.", "Exports");
        routes.MapGet("/v1/exports/{generation}", One).RequireAuthorization(AccessPolicy.Exports)
            .WithTags("Exports").WithName("getExport")
            .WithSummary("An export, and where the changes go on after it")
            .WithDescription("`generation` is a number or `latest`, the whole export that belongs to the served generation. A copy made from its files goes on with GET /v1/changes from `changesCursor`. 410 when it was withdrawn, since somebody in it has been protected since, or is no longer kept.")
            .Answers(StatusCodes.Status200OK, "The export.", "Export", Problem.ExportNotFound, Problem.ExportWithdrawn, Problem.ExportGone, Problem.ExportDamaged);
        routes.MapExportFile();
    }

    private static async Task List(HttpContext http, MartDatabase database, ExportFolder folder, CursorSeal seal)
    {
        var ct = http.RequestAborted;
        var answer = new ExportAnswer(seal, Caller.Of(http));
        var onDisk = folder.Generations();
        await using var reading = await MartReading.Begin(database, ct);
        var kept = new List<(PublishedExport Published, ExportManifest Manifest)>();
        foreach (var published in await PublishedExports.Of(reading, onDisk, ct))
        {
            if (await folder.Manifest(published.Generation, ct) is { } manifest) kept.Add((published, manifest));
        }
        reading.Snapshot.WriteHeaders(http.Response);
        http.Response.Headers.CacheControl = "private, no-cache";
        await http.Response.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("exports");
            foreach (var (published, manifest) in kept.Where(k => k.Manifest.Whole && k.Published is { Named: true, Withdrawn: false })) answer.Write(json, published, manifest, manifest.Files);
            json.WriteEndArray();
            json.WriteStartArray("changes");
            foreach (var (published, manifest) in kept.Where(k => k.Manifest.Changes is not null)) answer.Write(json, published, manifest, [manifest.Changes!]);
            json.WriteEndArray();
            json.WriteEndObject();
        }, ct);
    }

    private static async Task One(HttpContext http, MartDatabase database, ExportFolder folder, CursorSeal seal, string generation)
    {
        var ct = http.RequestAborted;
        var found = await FoundExport.Find(http, database, folder, generation, ct);
        if ((found.Refusal ?? found.WithoutWhole) is { } problem)
        {
            await http.Response.WriteProblem(problem);
            return;
        }
        http.Response.Headers.CacheControl = "private, no-cache";
        await http.Response.WriteJson(json => new ExportAnswer(seal, Caller.Of(http)).Write(json, found.Published!, found.Manifest!, found.Manifest!.Files), ct);
    }
}
