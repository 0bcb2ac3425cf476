namespace PersonEtl.MartApi.Changes;

/// <summary>A place in the feed: after a change, or after all changes of a generation.</summary>
/// <param name="Generation">The generation it lies in.</param>
/// <param name="PublishedAt">When that generation was published, which tells it from one of the same number in another mart; null where nobody has said.</param>
/// <param name="PersonId">The person of the change.</param>
/// <param name="Event">The event of the change; empty at a generation's end.</param>
internal sealed record ChangePosition(int Generation, DateTime? PublishedAt, Guid PersonId, string Event)
{
    /// <summary>Before every change that is kept.</summary>
    public static readonly ChangePosition Beginning = EndOf(0, null);

    /// <summary>After every change of a generation: no person has the greatest id there is.</summary>
    public static ChangePosition EndOf(int generation, DateTime? publishedAt) => new(generation, publishedAt, Guid.AllBitsSet, "");
}
