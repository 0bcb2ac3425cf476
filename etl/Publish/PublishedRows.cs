namespace PersonEtl.Etl.Publish;

/// <summary>What a publication wrote, by table.</summary>
internal sealed record PublishedRows(IReadOnlyDictionary<string, long> ChangedByTable)
{
    public long Changed => ChangedByTable.Values.Sum();
}
