namespace PersonEtl.Etl.Mart;

/// <summary>Of the public addresses of a kind that can have a unit, how many have one, by rule.</summary>
internal sealed record MatchRate(string Kind, long CanHaveUnit, long WithUnit, IReadOnlyDictionary<string, long> ByRule);
