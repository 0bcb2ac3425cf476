using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>What a publication says of itself; counts and rates are of public rows alone.</summary>
internal sealed record GenerationRow(
    int Generation,
    DateTime PublishedAt,
    DateOnly AsOf,
    IReadOnlyDictionary<string, DateTimeOffset> Sources,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyList<MatchRate> MatchRates);
