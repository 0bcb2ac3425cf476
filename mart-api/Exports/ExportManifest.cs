namespace PersonEtl.MartApi.Exports;

/// <summary>What an export consists of: as much of <c>manifest.json</c> as serving needs.</summary>
/// <param name="Generation">The generation whose folder it lies in.</param>
/// <param name="AsOfDate">The date that current addresses are resolved at.</param>
/// <param name="Files">Every file.</param>
/// <param name="Base">Of a folder that holds changes only: the full export that they build on.</param>
internal sealed record ExportManifest(int Generation, string AsOfDate, IReadOnlyList<ExportFile> Files, int? Base = null)
{
    /// <summary>Whether it has the whole tables, not only what changed.</summary>
    public bool Whole => Files.Any(f => !f.Changes);

    /// <summary>The file with the generation's changes, if it has one.</summary>
    public ExportFile? Changes => Files.FirstOrDefault(f => f.Changes);
}
