using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Nights;

namespace PersonEtl.DatabaseTests.Law;

/// <summary>A small world and what is done with it, by seed: equal seeds are equal sequences.</summary>
internal sealed record LawStory(WorldOptions World, StoryOptions Nights, IReadOnlyList<LawStep> Steps)
{
    /// <summary>Each is as likely as it stands here often.</summary>
    private static readonly IReadOnlyList<LawStep> Odds =
    [
        LawStep.Delta, LawStep.Delta, LawStep.Delta, LawStep.TwoDeltas, LawStep.Full, LawStep.Full, LawStep.Again, LawStep.Erase,
        LawStep.Small, LawStep.Small, LawStep.Small, LawStep.Rollback, LawStep.Rollback,
    ];

    /// <summary>What is hard happens often.</summary>
    private static readonly Dictionary<NightChange, int> Weights = new()
    {
        [NightChange.MoveWithin] = 80,
        [NightChange.MoveBetween] = 60,
        [NightChange.CorrectAddress] = 40,
        [NightChange.Rename] = 40,
        [NightChange.Marital] = 40,
        [NightChange.Die] = 30,
        [NightChange.Emigrate] = 30,
        [NightChange.Citizenship] = 20,
        [NightChange.Birth] = 40,
        [NightChange.Arrive] = 40,
        [NightChange.NumberChange] = 80,
        [NightChange.Merge] = 80,
        [NightChange.Split] = 60,
        [NightChange.Grade] = 40,
        [NightChange.GradeStrictly] = 20,
        [NightChange.Ungrade] = 40,
        [NightChange.ClientAddress] = 20,
        [NightChange.ClientAddressGone] = 20,
        [NightChange.Contact] = 60,
        [NightChange.ContactDeleted] = 30,
        [NightChange.ContactVerified] = 30,
        [NightChange.ContactAhead] = 40,
        [NightChange.Unchanged] = 30,
        [NightChange.Vanish] = 30,
    };

    public static LawStory Of(int seed)
    {
        var dice = new Dice(seed, DiceSubject.NightPlan, 0);
        var persons = 30 + dice.Below(51);
        var reform = dice.Below(4) == 0 ? new Reform(Reform.Days[dice.Below(Reform.Days.Count)], ReformStage.Before) : null;
        // history of codes is most of what a small world takes
        var world = new WorldOptions(persons, seed, reform?.AsOf ?? WorldOptions.DefaultAsOf) { Reform = reform, KlassHistory = reform is not null, ErrorLines = dice.Below(3) };
        var nights = new StoryOptions(0.05 + (dice.Below(30) / 100.0)) { As = DeliveryKind.Full, Weights = Weights, Unreadable = dice.Below(3) };
        return new(world, nights, [.. Enumerable.Range(0, 3 + dice.Below(5)).Select(_ => Odds[dice.Below(Odds.Count)])]);
    }
}
