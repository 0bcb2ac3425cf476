using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>The rows of a table that a load made, how many of them were to be staged (of persons that differ from what is published), and those that were.</summary>
internal sealed record TableRows(long Made, long Differing, long Staged)
{
    /// <summary>Rows made of each public table, by its name.</summary>
    /// <param name="rows">By table, as <c>schema.name</c>.</param>
    public static SortedDictionary<string, long> Counts(IReadOnlyDictionary<string, TableRows> rows)
        => new(Staging.Tables.Where(t => t.IsPublic && rows.ContainsKey(t.FullName)).ToDictionary(t => t.Name, t => rows[t.FullName].Made, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Of a table that is staged whole.</summary>
    public static TableRows Whole(long made, long staged) => new(made, made, staged);

    /// <summary>With rows that were staged as they had been published.</summary>
    public TableRows With(long kept) => new(Made + kept, Differing + kept, Staged + kept);
}
