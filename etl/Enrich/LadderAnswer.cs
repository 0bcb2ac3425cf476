using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>What the rules find in Matrikkelen for an address: the rule that decided, what it found, and why that is no unit.</summary>
internal readonly record struct LadderAnswer(MatchRule Rule, AddressMatch Match, MatchReason Reason)
{
    /// <summary>The eight-digit unit of today, 0 where there is none.</summary>
    public int Unit => Reason == MatchReason.None ? Match.Unit : 0;

    /// <summary>The answer of a rule that found addresses: a unit only if all lie in one, and it is specified.</summary>
    public static LadderAnswer Of(MatchRule rule, AddressMatch match)
        => new(rule, match, match.Ambiguous ? MatchReason.Ambiguous : UnitNumber.IsSpecified(match.Unit) ? MatchReason.None : MatchReason.UnitUnspecified);

    /// <summary>The answer when no rule found an address.</summary>
    public static LadderAnswer None(MatchReason reason) => new(MatchRule.None, default, reason);
}
