using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// How many public addresses each rule found a unit for, and why the others have none. Graded rows never count.
/// Of one thread; added up at the end.
/// </summary>
internal sealed class EnrichmentCounts
{
    /// <summary>Fewer addresses than this would tell of single persons.</summary>
    private const long Fewest = 10;

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

    /// <summary>The match rate of each kind of address; none of fewer than ten.</summary>
    public IReadOnlyList<MatchRate> Rates()
        => [.. All().Where(c => c.CanHaveUnit).GroupBy(c => c.Kind)
            .Select(kind => new MatchRate(
                Terms.Of(kind.Key).ToString(),
                kind.Sum(c => c.Addresses),
                kind.Where(c => c.HasUnit).Sum(c => c.Addresses),
                kind.Where(c => c.HasUnit).GroupBy(c => c.Rule).Where(r => r.Sum(c => c.Addresses) >= Fewest)
                    .ToDictionary(r => Terms.Of(r.Key).ToString(), r => r.Sum(c => c.Addresses), StringComparer.Ordinal)))
            .Where(rate => rate.CanHaveUnit >= Fewest)];

    /// <summary>Every combination that occurred.</summary>
    public IEnumerable<MatchCount> All()
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0) yield return new((AddressKind)(i / (Rules * Reasons)), (MatchRule)(i / Reasons % Rules), (MatchReason)(i % Reasons), counts[i]);
        }
    }
}
