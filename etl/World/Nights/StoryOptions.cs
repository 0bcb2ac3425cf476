using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.World.Nights;

/// <summary>How much happens between two nights, and what.</summary>
internal sealed record StoryOptions(double Changed)
{
    /// <summary>Parts in a thousand of all changes, about as a year in Norway has them, with more of what is hard.</summary>
    public static readonly IReadOnlyDictionary<NightChange, int> Usual = new Dictionary<NightChange, int>
    {
        [NightChange.MoveWithin] = 180,
        [NightChange.MoveBetween] = 120,
        [NightChange.CorrectAddress] = 60,
        [NightChange.Rename] = 65,
        [NightChange.Marital] = 60,
        [NightChange.Die] = 35,
        [NightChange.Emigrate] = 25,
        [NightChange.Citizenship] = 25,
        [NightChange.Birth] = 45,
        [NightChange.Arrive] = 30,
        [NightChange.NumberChange] = 30,
        [NightChange.Merge] = 12,
        [NightChange.Split] = 6,
        [NightChange.Grade] = 6,
        [NightChange.GradeStrictly] = 3,
        [NightChange.Ungrade] = 6,
        [NightChange.ClientAddress] = 4,
        [NightChange.ClientAddressGone] = 3,
        [NightChange.Contact] = 120,
        [NightChange.ContactDeleted] = 20,
        [NightChange.ContactVerified] = 80,
        [NightChange.ContactAhead] = 6,
        [NightChange.Unchanged] = 60,
        [NightChange.Vanish] = 3,
    };

    /// <summary>How the nights after the first are delivered.</summary>
    public DeliveryKind As { get; init; } = DeliveryKind.Delta;

    /// <summary>What happens how often; what is left out never happens.</summary>
    public IReadOnlyDictionary<NightChange, int> Weights { get; init; } = Usual;

    /// <summary>What happens in each night at least once, where there is somebody it can happen to.</summary>
    public IReadOnlyList<NightChange> Always { get; init; } = [];

    /// <summary>Documents in each night with a value that can't be read.</summary>
    public int Unreadable { get; init; }
}
