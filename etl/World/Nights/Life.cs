using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Nights;

/// <summary>A person to whom something happened after the first night: all that happened, and how the person stands after it.</summary>
internal sealed class Life(SyntheticPerson person, int since)
{
    private readonly List<LifeEvent> events = [];

    /// <summary>As the first night had it; of a newcomer, as the register would have had it then.</summary>
    public SyntheticPerson Person => person;

    public IReadOnlyList<LifeEvent> Events => events;

    public PersonKind Kind { get; set; } = person.Kind;

    public Grading Grading { get; set; } = person.Grading;

    public string Number { get; set; } = person.Number;

    public List<string> Earlier { get; } = [.. person.Earlier];

    /// <summary>Was merged into another, or vanished.</summary>
    public bool IsGone { get; set; }

    /// <summary>Index of the person merged into this one last, or -1.</summary>
    public int Duplicate { get; set; } = -1;

    public int LastNight { get; private set; }

    public void Add(int night, NightChange change, params IReadOnlyList<string> numbers)
    {
        events.Add(new(night, change, numbers));
        LastNight = Math.Max(LastNight, night);
    }

    /// <summary>What happened up to a night that shows in FREG's document; a merger that was undone never happened.</summary>
    public List<LifeEvent> Told(int night)
    {
        var told = events.FindAll(e => e.Night <= night && !e.IsContact);
        var last = told.FindLastIndex(e => e.Change == NightChange.Return);
        return last < 0 ? told : [.. told.Where((e, i) => i > last || e.Change is not (NightChange.MergedAway or NightChange.MergedSilently))];
    }

    /// <summary>Whether a full delivery of that night has the person.</summary>
    public bool IsDelivered(int night) => since <= night && Told(night).TrueForAll(e => e.Change is not (NightChange.MergedSilently or NightChange.Vanish));

    /// <summary>What happened last to the contact data of each number, up to a night.</summary>
    public IEnumerable<LifeEvent> Contacts(int night)
        => events.Where(e => e.IsContact && e.Night <= night).GroupBy(e => e.Numbers[0], StringComparer.Ordinal).Select(g => g.Last());

    /// <summary>Where the contact data of a verified record came from: the event, or null for those of the first night.</summary>
    public LifeEvent? Origin(LifeEvent contact)
        => events.LastOrDefault(e => e.Night <= contact.Night && e.Change is NightChange.Contact or NightChange.ContactAhead && string.Equals(e.Numbers[0], contact.Numbers[0], StringComparison.Ordinal));
}
