using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.Places;
using Unit = PersonEtl.Etl.World.Places.Unit;

namespace PersonEtl.Etl.World.People;

/// <summary>Plans where a person has lived: moves, reforms in between, an end by death or emigration, unknown residence.</summary>
internal sealed class ResidencePlanner(Land land, WorldOptions options)
{
    private readonly AddressWriting writing = new(land);
    private readonly AddressFlaws flaws = new(SeenLand.Planned(land, options));
    private readonly TruthTeller truth = new(SeenLand.Planned(land, options));
    private readonly DateOnly asOf = options.PeopleDay;

    /// <summary>Newest first, as the register usually has it.</summary>
    public List<AddressRow> Plan(SyntheticPerson person)
    {
        List<AddressRow> rows = [];
        if (person.Kind is PersonKind.DNumber or PersonKind.Discontinued or PersonKind.NotResident or PersonKind.AtBirth) return rows;
        if (person.Grading == Grading.StrictlyConfidential) return rows;
        var dice = new Dice(options.Seed, DiceSubject.Residence, person.Index);
        var starts = Starts(person, dice);
        for (var k = starts.Count - 1; k >= 0; k--)
        {
            var newest = k == starts.Count - 1;
            var to = newest ? person.Left : starts[k + 1];
            var reason = k > 0 ? "Flytting innenlands" : starts[k] == person.Born ? "Fødsel" : dice.Pick<string>(["Grunnbefolkning", "Innvandring", "Historisk"]);
            var unknown = newest && (person.Kind == PersonKind.Disappeared || dice.PerMille(15));
            AddStay(rows, person, new(starts[k], to, reason), newest, unknown, dice);
        }
        return rows;
    }

    private List<DateOnly> Starts(SyntheticPerson person, Dice dice)
    {
        var until = person.Until(asOf);
        var first = person.Born >= new DateOnly(2004, 1, 1) ? person.Born
            : dice.PerMille(120) ? dice.Between(person.Born > new DateOnly(1971, 1, 1) ? person.Born : new DateOnly(1971, 1, 1), new DateOnly(2003, 12, 31))
            : dice.Between(new DateOnly(2004, 1, 1), new DateOnly(2019, 12, 31));
        if (first > until) first = person.Born < until ? dice.Between(person.Born, until) : person.Born;
        var moves = dice.Below(100) switch { < 52 => 0, < 80 => 1, < 93 => 2, < 98 => 3, _ => 4 };
        var starts = new SortedSet<DateOnly> { first };
        for (var m = 0; m < moves; m++)
        {
            if (first.AddDays(30) < until.AddDays(-1)) starts.Add(dice.Between(first.AddDays(30), until.AddDays(-1)));
        }
        return [.. starts];
    }

    private void AddStay(List<AddressRow> rows, SyntheticPerson person, Stay stay, bool newest, bool unknown, Dice dice)
    {
        var address = writing.Any(stay.From, dice);
        var unit = land.UnitOf(address);
        var versions = stay.Versions(unit.Lineage, asOf, dice);
        var grading = GradingOf(person, stay, newest, dice);
        var neverKnown = dice.PerMille(10);
        // what FREG says of the unit: nothing, 0 or 9999 for a few
        var silent = dice.PerMille(60);
        for (var v = 0; v < versions.Count; v++)
        {
            var current = newest && v == 0 && person.Left is null;
            var ended = newest && v == 0 && person.Left is not null;
            var row = writing.Row(AddressKind.Residential, address, versions[v], current, dice) with { Grading = grading, MovedOn = stay.From };
            if (ended) row = row with { Registered = Moment.During(person.Left!.Value.Year < 2017 ? Stay.Migrated : dice.Between(person.Left.Value, person.Left.Value.AddDays(12)), dice), Ceased = Moment.Midnight(person.Left.Value) };
            if (unknown)
            {
                rows.Add(row with { Form = AddressForm.UnknownResidence, Address = -1, MatrikkelId = null, Truth = Truth.Nowhere("unknown-residence") });
                continue;
            }
            if (neverKnown) row = row with { MatrikkelId = null };
            rows.Add(Tell(row, unit, silent, dice));
        }
    }

    private AddressRow Tell(AddressRow row, Unit unit, bool silent, Dice dice)
    {
        if (silent)
        {
            var bent = flaws.Bend(row with { Grunnkrets = dice.PerMille(400) ? dice.Pick<int>([0, 9999]) : null }, AddressFlaws.Roll(dice), dice);
            // where somebody lives now can be found, if not always by what FREG says of the unit
            if (!row.Current || bent.Truth.Findable != Findable.None) return bent;
        }
        // FREG and Matrikkelen disagree now and then; FREG is believed
        var said = row.Current && dice.PerMille(2) && unit.Municipality.Units.Find(u => u != unit && u.Lineage == unit.Lineage) is { } other ? other : unit;
        return row with { Grunnkrets = said.Suffix, Said = said, Truth = truth.OfFreg(row, said) };
    }

    /// <summary>A client address is one address only; a confidential person's addresses are graded from then on, and half of the time before.</summary>
    private static Grading GradingOf(SyntheticPerson person, Stay stay, bool newest, Dice dice) => person.Grading switch
    {
        Grading.ClientAddress => newest ? Grading.ClientAddress : Grading.Unclassified,
        Grading.Confidential => newest || stay.From >= person.GradedSince || dice.PerMille(500) ? Grading.Confidential : Grading.Unclassified,
        _ => Grading.Unclassified,
    };
}
