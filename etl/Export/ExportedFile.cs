namespace PersonEtl.Etl.Export;

/// <summary>A file of an export, as the manifest names it: its path below the export's folder, with slashes.</summary>
internal sealed record ExportedFile(string Path, string Table, string Variant, long Rows, long Bytes, string Sha256);
