using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Nights;

/// <summary>Decides to whom what happens, night after night. Only those to whom something happened are held in memory.</summary>
internal sealed class NightPlan(WorldOptions options, StoryOptions nights, Population population, NightDays days)
{
    /// <summary>How many persons are looked at for one that a change can happen to.</summary>
    private const int Attempts = 300;

    private readonly Dictionary<int, Life> lives = [];
    private readonly List<NightWork> planned = [];
    private readonly List<Life> survivors = [];
    private readonly Newcomers newcomers = new(options, population, days);
    private readonly (NightChange Change, int UpTo)[] rolls = Rolls(nights);
    private List<Life> ahead = [];

    // the night in the making
    private List<Life> documents = [];
    private List<(Life, LifeEvent)> contacts = [];
    private int vanished;
    private int night;

    /// <summary>What a night brings, from 1.</summary>
    public NightWork Night(int number)
    {
        while (planned.Count < number) planned.Add(Next());
        return planned[number - 1];
    }

    /// <summary>Everybody's life up to a night.</summary>
    public Lives Lives(int number) => new(lives, number, Night(number).Newcomers);

    private NightWork Next()
    {
        night = planned.Count + 1;
        (documents, contacts) = (ahead, []);
        (ahead, vanished) = ([], 0);
        var dice = new Dice(options.Seed, DiceSubject.NightPlan, night);
        foreach (var change in nights.Always) TryAny(change, dice);
        for (var n = 0; n < nights.Unreadable; n++) TryAny(NightChange.Unreadable, dice);
        var wanted = Math.Max(1, (int)Math.Round(options.Persons * nights.Changed));
        // a kind that nobody is left for is rolled again, but not for ever
        for (var rolled = 0; rolls.Length > 0 && documents.Count + contacts.Count + vanished < wanted && rolled < 3 * wanted; rolled++)
        {
            var roll = dice.Below(rolls[^1].UpTo);
            TryAny(Array.Find(rolls, r => roll < r.UpTo).Change, dice);
        }
        var before = planned.Count == 0 ? null : planned[^1];
        return new(night, documents, contacts, before?.FregAfter ?? options.Persons, before?.KrrAfter ?? options.Persons, newcomers.Count);
    }

    private void TryAny(NightChange change, Dice dice)
    {
        switch (change)
        {
            case NightChange.Birth or NightChange.Arrive or NightChange.ContactAhead: Welcome(change, dice); break;
            case NightChange.Merge: Merge(dice); break;
            case NightChange.Split: Split(dice); break;
            default:
                if (Somebody(change, dice) is { } life) Happen(life, change, dice);
                break;
        }
    }

    private void Welcome(NightChange change, Dice dice)
    {
        var isChild = change == NightChange.Birth;
        if ((isChild ? newcomers.Child(night, dice) : newcomers.Adult(dice)) is not { } person) return;
        var from = change == NightChange.ContactAhead ? night + 1 : night;
        var life = lives[person.Index] = new(person, from);
        if (change == NightChange.ContactAhead) Contact(life, change, life.Number);
        life.Add(from, isChild ? NightChange.Birth : NightChange.Arrive);
        if (life.Kind == PersonKind.NotResident) life.Kind = PersonKind.Resident;
        (from == night ? documents : ahead).Add(life);
    }

    private void Merge(Dice dice)
    {
        if (Somebody(NightChange.Merge, dice) is not { } survivor) return;
        if (Somebody(NightChange.MergedAway, dice, survivor) is not { } duplicate) return;
        Document(survivor, NightChange.Merge, [duplicate.Number, .. duplicate.Earlier]);
        survivor.Duplicate = duplicate.Person.Index;
        if (!survivors.Contains(survivor)) survivors.Add(survivor);
        duplicate.IsGone = true;
        if (dice.PerMille(500)) Document(duplicate, NightChange.MergedAway);
        else Keep(duplicate).Add(night, NightChange.MergedSilently);
    }

    private void Split(Dice dice)
    {
        for (var attempt = 0; attempt < Attempts && survivors.Count > 0; attempt++)
        {
            var survivor = survivors[dice.Below(survivors.Count)];
            var duplicate = lives[survivor.Duplicate];
            if (survivor.IsGone || survivor.LastNight >= night || duplicate.LastNight >= night) continue;
            Document(survivor, NightChange.Split, [duplicate.Number, .. duplicate.Earlier]);
            Document(duplicate, NightChange.Return);
            duplicate.IsGone = false;
            survivor.Duplicate = -1;
            survivors.Remove(survivor);
            return;
        }
    }

    private void Happen(Life life, NightChange change, Dice dice)
    {
        switch (change)
        {
            case NightChange.Contact: Contact(life, change, life.Number); break;
            case NightChange.ContactDeleted or NightChange.ContactVerified:
                var known = KnownContact(life);
                Contact(life, known is null ? NightChange.Contact : change, known ?? life.Number);
                break;
            case NightChange.NumberChange:
                if (life.Person.Index >= options.Persons) break;
                var next = life.Kind == PersonKind.DNumber ? population.AfterDNumber(life.Person.Index) : population.SpareOf(life.Person.Index, SpareBlock.Changed, dNumber: false);
                if (next is null) break;
                Document(life, change, next);
                life.Earlier.Insert(0, life.Number);
                (life.Number, life.Kind) = (next, PersonKind.Resident);
                break;
            case NightChange.Vanish:
                Keep(life).Add(night, change);
                life.IsGone = true;
                vanished++;
                break;
            default:
                Document(life, change);
                life.Kind = change switch { NightChange.Die => PersonKind.Dead, NightChange.Emigrate => PersonKind.Emigrated, _ => life.Kind };
                life.Grading = change switch
                {
                    NightChange.Grade => Grading.Confidential,
                    NightChange.GradeStrictly => Grading.StrictlyConfidential,
                    NightChange.ClientAddress => Grading.ClientAddress,
                    NightChange.Ungrade or NightChange.ClientAddressGone => Grading.Unclassified,
                    NightChange.MoveWithin or NightChange.MoveBetween or NightChange.CorrectAddress when life.Grading == Grading.ClientAddress => Grading.Unclassified,
                    _ => life.Grading,
                };
                break;
        }
    }

    /// <summary>The number under which there are contact data that weren't deleted.</summary>
    private string? KnownContact(Life life)
    {
        var last = life.Contacts(night).ToList();
        if (last.FindLast(e => e.Change != NightChange.ContactDeleted) is { } alive) return alive.Numbers[0];
        if (life.Person.Index >= options.Persons) return null;
        var number = Writing.KrrRecord.NumberOf(life.Person, options.PeopleDay, new(options.Seed, DiceSubject.Contact, life.Person.Index));
        return last.Exists(e => string.Equals(e.Numbers[0], number, StringComparison.Ordinal)) ? null : number;
    }

    private Life? Somebody(NightChange change, Dice dice, Life? other = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var index = dice.Below(options.Persons + newcomers.Count);
            if (index >= options.Persons) index += Nights.Lives.FirstNewcomer(options.Persons) - options.Persons;
            var life = lives.GetValueOrDefault(index) ?? new(population[index], 0);
            if (!life.IsGone && life.LastNight < night && life != other && change.Fits(life)) return life;
        }
        return null;
    }

    private void Document(Life life, NightChange change, params IReadOnlyList<string> numbers)
    {
        Keep(life).Add(night, change, numbers);
        documents.Add(life);
    }

    private void Contact(Life life, NightChange change, string number)
    {
        Keep(life).Add(night, change, number);
        contacts.Add((life, life.Events[^1]));
    }

    private Life Keep(Life life) => lives[life.Person.Index] = life;

    private static (NightChange, int)[] Rolls(StoryOptions nights)
    {
        var upTo = 0;
        // deltas can't say that somebody is missing
        return [.. nights.Weights.Where(w => w.Value > 0 && (w.Key != NightChange.Vanish || nights.As == DeliveryKind.Full)).OrderBy(w => w.Key).Select(w => (w.Key, upTo += w.Value))];
    }
}
