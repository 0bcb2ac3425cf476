using PersonEtl.MartApi.Mart;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi.Exports;

/// <summary>What an address below <c>/v1/exports</c> leads to: a published generation with its folder, or why there is nothing to be had.</summary>
internal sealed record FoundExport(PublishedExport? Published, ExportManifest? Manifest, bool Superseded)
{
    /// <summary>Why nothing of it is served; null when at least its changes may be.</summary>
    public Problem? Refusal => this switch
    {
        { Published: null } => Problem.ExportNotFound,
        { Superseded: true } or { Manifest: null } => Missing,
        { Manifest.Changes: null } => WithoutWhole,
        _ => null,
    };

    /// <summary>Why its whole tables and its manifest aren't served, whether or not its changes are; a folder of changes alone has a manifest that tells of nothing else.</summary>
    public Problem? WithoutWhole => Manifest is { Whole: true } && Published is not { Named: true, Withdrawn: false } ? Missing : null;

    /// <summary>What a file is that isn't listed: never there, or gone with the whole export it was of.</summary>
    public Problem Unlisted => Manifest is { Whole: false } ? Missing : Problem.ExportNotFound;

    private Problem Missing => Published switch
    {
        { Named: true, Withdrawn: true } => Problem.ExportWithdrawn,
        { Named: true } => Problem.ExportGone,
        { Changed: true } when Manifest is null => Problem.ExportGone,
        _ => Problem.ExportNotFound,
    };

    public static async Task<FoundExport> Find(HttpContext http, MartDatabase database, ExportFolder folder, string name, CancellationToken ct)
    {
        await using var reading = await MartReading.Begin(database, ct);
        reading.Snapshot.WriteHeaders(http.Response);
        if (await PublishedExports.Named(reading, name, ct) is not { } published) return new(null, null, false);
        var superseded = name == PublishedExports.LatestName && !published.Latest;
        return new(published, superseded ? null : await folder.Manifest(published.Generation, ct), superseded);
    }
}
