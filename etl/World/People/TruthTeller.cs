using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.People;

/// <summary>Tells where an address truly lies and whether the deliveries suffice to find it.</summary>
internal static class TruthTeller
{
    /// <summary>KLASS is delivered from here on; before it, nothing proves that a unit existed.</summary>
    private static readonly DateOnly FirstEvidence = new(2010, 1, 1);

    /// <param name="unit">Where it lies.</param>
    /// <param name="municipality">The number the row bears.</param>
    /// <param name="keys">The first rule that the row's own keys let succeed.</param>
    /// <param name="why">Why there is no such rule.</param>
    /// <param name="historicalFrom">Start of a historical row, null for a current one.</param>
    public static Truth Of(Unit unit, string municipality, Findable keys, string? why, DateOnly? historicalFrom)
    {
        var isToday = string.Equals(municipality, unit.Municipality.Code, StringComparison.Ordinal);
        var today = keys == Findable.Id || isToday ? keys : Findable.None;
        var then = today;
        if (keys == Findable.Freg) then = Findable.Freg;
        else if (historicalFrom is { } from && !(isToday && from >= FirstEvidence && string.Equals(unit.Lineage.CodeOn(from), municipality, StringComparison.Ordinal)))
            then = Findable.None;
        var reason = then != Findable.None ? null : keys == Findable.None ? why : isToday ? "unit-not-in-klass" : "municipality-lag";
        return new(unit.NumberUnder(municipality), unit.Number, unit.DistrictUnder(municipality), unit.ServiceDistrictUnder(municipality), then, today, reason);
    }
}
