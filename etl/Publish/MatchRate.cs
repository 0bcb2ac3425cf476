using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>Of the public addresses of a kind that can have a unit, how many have one, by rule.</summary>
internal sealed record MatchRate(string Kind, long CanHaveUnit, long WithUnit, IReadOnlyDictionary<string, long> ByRule)
{
    /// <summary>Fewer addresses than this would tell of single persons.</summary>
    private const long Fewest = 10;

    public static IReadOnlyList<MatchRate> Of(EnrichmentCounts counts)
        => [.. counts.All().Where(c => c.CanHaveUnit).GroupBy(c => c.Kind)
            .Select(kind => new MatchRate(
                Terms.Of(kind.Key).ToString(),
                kind.Sum(c => c.Addresses),
                kind.Where(c => c.Rule != MatchRule.None).Sum(c => c.Addresses),
                kind.Where(c => c.Rule != MatchRule.None).GroupBy(c => c.Rule).Where(r => r.Sum(c => c.Addresses) >= Fewest)
                    .ToDictionary(r => Terms.Of(r.Key).ToString(), r => r.Sum(c => c.Addresses), StringComparer.Ordinal)))
            .Where(rate => rate.CanHaveUnit >= Fewest)];
}
