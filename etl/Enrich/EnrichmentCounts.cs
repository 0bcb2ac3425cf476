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

    /// <summary>How many public rows name a municipality that comes into use after the as-of date.</summary>
    public long CodesFromTheFuture { get; private set; }

    /// <summary>The slots of the contacts that were joined to persons.</summary>
    public List<int> ContactsJoined { get; } = [];

    /// <summary>The slots of contacts of further numbers, of persons who have one already.</summary>
    public List<int> ContactsOfFurtherNumbers { get; } = [];

    public void Count(Person person)
    {
        CountFuture(person);
        foreach (var address in person.PublicAddresses) counts[(((int)address.Kind * Rules) + (int)address.MatchRule) * Reasons + (int)address.MatchReason]++;
    }

    public void Add(EnrichmentCounts other)
    {
        for (var i = 0; i < counts.Length; i++) counts[i] += other.counts[i];
        StrictlyConfidentialDropped += other.StrictlyConfidentialDropped;
        CodesFromTheFuture += other.CodesFromTheFuture;
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

    private void CountFuture(Person person)
    {
        foreach (var address in person.PublicAddresses) CountFuture(address.Place);
        if (person.Grading != Grading.Unclassified) return;
        foreach (var status in person.MaritalStatuses) CountFuture(status.Place);
        foreach (var birth in person.Births) CountFuture(birth.Place);
    }

    private void CountFuture(in Place place)
    {
        if (place.CodeState == CodeState.Future) CodesFromTheFuture++;
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
