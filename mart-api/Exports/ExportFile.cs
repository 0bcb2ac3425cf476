namespace PersonEtl.MartApi.Exports;

/// <summary>A file of an export, as its manifest describes it.</summary>
/// <param name="Path">Below the export's folder, with slashes: <c>analysis/person/part-000.parquet</c>, or <c>changes-12.parquet</c>.</param>
/// <param name="Table">The table whose rows it holds.</param>
/// <param name="Variant"><c>analysis</c> or <c>identified</c>; of a change file whatever its manifest says.</param>
/// <param name="Rows">How many.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">The hash of its content, in hexadecimal.</param>
internal sealed record ExportFile(string Path, string Table, string? Variant, long Rows, long Bytes, string Sha256)
{
    /// <summary>The changes of a generation: events and names of parts, without a value.</summary>
    public bool Changes => NamesChanges(Path);

    /// <summary>Whether the scope <c>exports</c> may have it. The folder decides, not what the manifest calls it.</summary>
    public bool Analysis => Changes || Path.StartsWith("analysis/", StringComparison.Ordinal);

    public static bool NamesChanges(string path) => path.StartsWith("changes-", StringComparison.Ordinal) && path.EndsWith(".parquet", StringComparison.Ordinal) && !path.Contains('/', StringComparison.Ordinal);
}
