using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Mart;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi.Exports;

/// <summary><c>GET</c> and <c>HEAD /v1/exports/{generation}/{**file}</c>: a file of an export, whole or in ranges, with the manifest's hash as its ETag.</summary>
internal static class ExportFileEndpoint
{
    private const string ReprDigest = "Repr-Digest";

    public static void MapExportFile(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/v1/exports/{generation}/{**file}", ["GET", "HEAD"], Answer).RequireAuthorization(AccessPolicy.Exports)
            .WithTags("Exports").WithName("getExportFile")
            .WithSummary("A file of an export")
            .WithDescription("`generation` is a number or `latest`; `file` is a path of the manifest, or `manifest.json`. Ranges, If-Range and If-None-Match work with the strong ETag, so DuckDB and its like read in place; Repr-Digest is the SHA-256 of the whole file. Content-Location names the generation that `latest` meant.")
            .Answers(StatusCodes.Status200OK, "The file.", "file", Problem.ExportNotFound, Problem.ExportWithdrawn, Problem.ExportGone, Problem.RangeNotSatisfiable, Problem.ExportDamaged);

    private static async Task Answer(HttpContext http, MartDatabase database, ExportFolder folder, string generation, string? file)
    {
        var found = await Find(http, database, folder, generation, file);
        await found.ExecuteAsync(http);
        if (http.Response is not { StatusCode: StatusCodes.Status416RangeNotSatisfiable, HasStarted: false }) return;
        http.Response.ContentLength = null;
        foreach (var header in new[] { HeaderNames.ETag, HeaderNames.ContentLocation, ReprDigest }) http.Response.Headers.Remove(header);
        await http.Response.WriteProblem(Problem.RangeNotSatisfiable);
    }

    private static async Task<IResult> Find(HttpContext http, MartDatabase database, ExportFolder folder, string generation, string? file)
    {
        var ct = http.RequestAborted;
        var caller = Caller.Of(http);
        var found = await FoundExport.Find(http, database, folder, generation, ct);
        if (found.Refusal is { } refusal) return new ProblemResult(refusal);
        var (kept, manifest) = (found.Published!.Generation, found.Manifest!);
        if (!ExportFile.NamesChanges(file ?? "") && found.WithoutWhole is { } problem) return new ProblemResult(problem);
        if (file == ExportFolder.ManifestName)
        {
            if (await folder.ManifestFor(caller, kept, ct) is not { } text) return new ProblemResult(Problem.ExportGone);
            var tag = Describe(http.Response, kept, file, SHA256.HashData(text));
            return TypedResults.Bytes(text, "application/json", entityTag: tag, enableRangeProcessing: true);
        }
        if (manifest.Files.FirstOrDefault(f => f.Path == file && (f.Analysis || caller.Identified)) is not { } listed) return new ProblemResult(found.Unlisted);
        var place = folder.Place(kept, listed);
        return TypedResults.PhysicalFile(place, "application/vnd.apache.parquet", entityTag: Describe(http.Response, kept, listed.Path, Convert.FromHexString(listed.Sha256)), enableRangeProcessing: true);
    }

    private static EntityTagHeaderValue Describe(HttpResponse response, int generation, string file, byte[] sha256)
    {
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ContentLocation = $"/v1/exports/{generation.ToString(CultureInfo.InvariantCulture)}/{file}";
        response.Headers[ReprDigest] = $"sha-256=:{Convert.ToBase64String(sha256)}:";
        return new($"\"{Convert.ToHexStringLower(sha256)}\"");
    }
}
