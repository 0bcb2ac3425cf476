using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>How many public addresses of a kind and a municipality a rule found, or a reason left without a unit.</summary>
/// <param name="Kind">The kind of address.</param>
/// <param name="IsCurrent">Whether they hold.</param>
/// <param name="Municipality">Their municipality number as an integer; null when they name none.</param>
/// <param name="Rule">The rule that found them.</param>
/// <param name="Reason">What the rule, or the lack of one, left to say.</param>
/// <param name="Addresses">How many.</param>
internal sealed record MatchCount(AddressKind Kind, bool IsCurrent, int? Municipality, MatchRule Rule, MatchReason Reason, long Addresses)
{
    /// <summary>Whether such addresses can have a unit at all: those abroad and those that are unknown cannot.</summary>
    public bool CanHaveUnit => Reason is not (MatchReason.Foreign or MatchReason.UnknownResidence or MatchReason.AddressUnknown or MatchReason.Svalbard);

    /// <summary>
    /// Whether there is a unit: the row's own, or today's for a row that holds and only bears a number out of use, as every other row does for hours after a reform.
    /// Today's on a row of another time, or one that only Matrikkelen names, is none.
    /// </summary>
    public bool HasUnit => Rule == MatchRule.Freg || (Rule != MatchRule.None && (Reason == MatchReason.MunicipalityLag ? IsCurrent : Reason != MatchReason.UnitNotInKlass));
}
