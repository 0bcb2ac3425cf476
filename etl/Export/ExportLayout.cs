namespace PersonEtl.Etl.Export;

/// <summary>How many persons go into a row group and into a file; a file's number is a multiple of a row group's.</summary>
internal sealed record ExportLayout(int PersonsPerRowGroup = 100_000, int PersonsPerPart = 1_000_000);
