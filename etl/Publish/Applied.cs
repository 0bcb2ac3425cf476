namespace PersonEtl.Etl.Publish;

/// <summary>What applying the differences wrote, and the rows that each table has since, by table as <c>schema.name</c>.</summary>
internal sealed record Applied(IReadOnlyDictionary<string, long> Written, IReadOnlyDictionary<string, long> Rows)
{
    public long Changed => Written.Values.Sum();

    /// <summary>Rows of each public table, by its name.</summary>
    public SortedDictionary<string, long> Counts => new(Staging.Tables.Where(t => t.IsPublic).ToDictionary(t => t.Name, t => Rows[t.FullName], StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Tables that the planner knows already.</summary>
    public IReadOnlyCollection<string> Analyzed { get; init; } = [];
}
