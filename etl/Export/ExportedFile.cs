namespace PersonEtl.Etl.Export;

/// <summary>A file of an export, as the manifest names it: its path below the export's folder, with slashes.</summary>
internal sealed record ExportedFile(string Path, string Table, string Variant, long Rows, long Bytes, string Sha256)
{
    /// <summary>The hash of each column that it has, by name; null in a manifest of before there were any.</summary>
    public IReadOnlyDictionary<string, ulong>? ColumnHashes { get; init; }
}
