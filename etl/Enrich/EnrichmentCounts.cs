using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// How many public addresses each rule found a unit for, and why the others have none. Graded rows never count.
/// Of one thread; added up at the end.
/// </summary>
internal sealed class EnrichmentCounts
{
    private static readonly int Rules = Enum.GetValues<MatchRule>().Length;
    private static readonly int Reasons = Enum.GetValues<MatchReason>().Length;
    private readonly long[] counts = new long[2 * Rules * Reasons];

    public long StrictlyConfidentialDropped { get; set; }

    public void Count(Person person)
    {
        foreach (var address in person.PublicAddresses) counts[(((int)address.Kind * Rules) + (int)address.MatchRule) * Reasons + (int)address.MatchReason]++;
    }

    public void Add(EnrichmentCounts other)
    {
        for (var i = 0; i < counts.Length; i++) counts[i] += other.counts[i];
        StrictlyConfidentialDropped += other.StrictlyConfidentialDropped;
    }

    /// <summary>Every combination that occurred.</summary>
    public IEnumerable<MatchCount> All()
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0) yield return new((AddressKind)(i / (Rules * Reasons)), (MatchRule)(i / Reasons % Rules), (MatchReason)(i % Reasons), counts[i]);
        }
    }
}
