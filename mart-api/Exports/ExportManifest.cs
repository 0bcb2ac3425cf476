namespace PersonEtl.MartApi.Exports;

/// <summary>What an export consists of: as much of <c>manifest.json</c> as serving needs.</summary>
internal sealed record ExportManifest(int Generation, string AsOfDate, IReadOnlyList<ExportFile> Files);
