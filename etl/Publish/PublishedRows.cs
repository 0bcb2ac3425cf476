namespace PersonEtl.Etl.Publish;

/// <summary>What a publication wrote, by table, and what its checks found.</summary>
internal sealed record PublishedRows(IReadOnlyDictionary<string, long> ChangedByTable, IReadOnlyDictionary<string, long> Checks)
{
    public long Changed => ChangedByTable.Values.Sum();
}
