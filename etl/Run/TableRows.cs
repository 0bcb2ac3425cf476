namespace PersonEtl.Etl.Run;

/// <summary>The rows of a table that a load made, and those that COPY took.</summary>
internal sealed record TableRows(long Made, long Staged);
