using PersonEtl.MartApi.Mart;

namespace PersonEtl.MartApi.Changes;

/// <summary>The changes after a place, as many as were asked for; none and not kept when some between are no longer there.</summary>
internal sealed record ChangePage(Snapshot Snapshot, bool Kept, IReadOnlyList<Change> Changes, bool More)
{
    /// <summary>Where the next page begins: after the last change, or after the whole generation when all was told.</summary>
    public ChangePosition Next => More && Changes[^1] is { } last
        ? new(last.Generation, last.PublishedAt, last.PersonId, last.Event)
        : ChangePosition.EndOf(Snapshot.Generation, Snapshot.PublishedAt);
}
