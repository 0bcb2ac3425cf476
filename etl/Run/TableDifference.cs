namespace PersonEtl.Etl.Run;

/// <summary>How a table differs between two generations: rows, and of those that both have, how many differ in a column.</summary>
internal sealed record TableDifference(string Table, long Added, long Changed, long Removed, IReadOnlyDictionary<string, long> Columns);
