namespace PersonEtl.Etl.Backups;

/// <summary>A table of a backup: its columns in the file's order, how many rows, and the file, CSV with a header line in gzip.</summary>
internal sealed record BackedUpTable(string Table, IReadOnlyList<string> Columns, long Rows, BackedUpFile File);
