using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.People;

/// <summary>A person at one address from a day until another, null while there; each reform in between makes a new version with the same start.</summary>
internal sealed record Stay(DateOnly From, DateOnly? To, string Reason)
{
    /// <summary>When what the old register knew came into the new one.</summary>
    public static readonly DateOnly Migrated = new(2020, 12, 22);

    /// <summary>Newest first.</summary>
    public List<StayVersion> Versions(Lineage? lineage, DateOnly asOf, Dice dice)
    {
        var end = To ?? asOf;
        var old = From.Year < 2004 || (From.Year < 2017 && dice.PerMille(400));
        var recorded = old ? Migrated : dice.Between(From, Earlier(From.AddDays(dice.PerMille(50) ? 120 : 12), asOf.AddDays(-2)));
        var first = new StayVersion(
            lineage?.CodeOn(Earlier(Later(From, recorded), end)) ?? "",
            old && dice.PerMille(30) ? null : old || dice.PerMille(800) ? Moment.Midnight(From) : Moment.During(From, dice),
            Moment.During(recorded, dice),
            old ? "KILDE_DSF" : "Synutopia",
            old ? dice.PerMille(400) ? null : "Årsakskode fra DSF: " : Reason,
            BeforeReform: false);
        List<StayVersion> versions = [first];
        if (lineage is null) return versions;
        foreach (var (code, from) in lineage.Steps.Reverse())
        {
            if (from <= Earlier(Later(From, recorded), end) || from >= end) continue;
            var registered = Moment.During(dice.Between(from, Earlier(from.AddDays(20), end.AddDays(-1))), dice);
            versions[^1] = versions[^1] with { BeforeReform = true };
            versions.Add(new(code, first.ValidFrom, registered, "Matrikkelen", "Kommuneregulering", BeforeReform: false));
        }
        versions.Reverse();
        return versions;
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
