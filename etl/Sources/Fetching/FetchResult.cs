namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>What a fetch left in the landing folder: a new delivery, or the last one confirmed.</summary>
internal sealed record FetchResult(Delivery Delivery, bool IsNew, DateTimeOffset CheckedAt)
{
    /// <summary>What a change feed held; null when the source has none.</summary>
    public FeedCounts? Feed { get; init; }
}
