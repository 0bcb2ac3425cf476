using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.People;

/// <summary>Plans present addresses and shared residences, where FREG says no unit and keys may be missing, unknown or at odds.</summary>
internal sealed class PresentPlanner(Land land, WorldOptions options)
{
    private readonly AddressWriting writing = new(land);
    private readonly AddressFlaws flaws = new(SeenLand.Planned(land, options));
    private readonly DateOnly asOf = options.PeopleDay;

    public (List<AddressRow> Present, List<AddressRow> Shared) Plan(SyntheticPerson person)
    {
        List<AddressRow> present = [], shared = [];
        if (person.Kind is PersonKind.Discontinued or PersonKind.AtBirth || person.Grading == Grading.StrictlyConfidential) return (present, shared);
        var dice = new Dice(options.Seed, DiceSubject.Present, person.Index);
        var until = person.Until(asOf);
        var share = person.Kind switch { PersonKind.DNumber => 550, PersonKind.NotResident => 500, PersonKind.Resident => 35, PersonKind.Dead => 10, _ => 40 };
        if (dice.PerMille(share)) PlanPresent(present, person, until, dice);
        var age = (asOf.DayNumber - person.Born.DayNumber) / 365;
        if (person.Kind == PersonKind.Resident && age is >= 1 and < 18 && dice.PerMille(35)) PlanShared(shared, person, until, dice);
        return (present, shared);
    }

    private void PlanPresent(List<AddressRow> rows, SyntheticPerson person, DateOnly until, Dice dice)
    {
        var earliest = person.Born.AddDays(1) > new DateOnly(2008, 1, 1) ? person.Born.AddDays(1) : new(2008, 1, 1);
        if (earliest >= until.AddDays(-2)) return;
        var from = dice.Between(earliest, until.AddDays(-2));
        var reason = person.HasDNumber ? "Tildele d-nummer" : "Oppholdsadresse";
        var roll = dice.Below(1000);
        var grading = person.Grading is Grading.Confidential ? Grading.Confidential : Grading.Unclassified;
        var isCurrent = person.Left is null || (person.Kind == PersonKind.Emigrated && dice.PerMille(500));
        if (roll < 120 || person.Kind == PersonKind.Emigrated) AddPlaceless(rows, AddressForm.Foreign, "foreign", null, from, reason, grading, isCurrent, dice);
        else if (roll < 160) AddPlaceless(rows, AddressForm.AddressUnknown, "address-unknown", null, from, reason, grading, isCurrent, dice);
        else if (roll < 180) AddPlaceless(rows, AddressForm.Street, "svalbard", "2100", from, reason, grading, isCurrent, dice);
        else AddStay(rows, AddressKind.Present, new(from, isCurrent ? null : person.Left, reason), isCurrent, flawed: true, grading, null, dice);
        // an earlier one that was replaced
        if (dice.PerMille(250) && from > earliest.AddDays(40))
            AddStay(rows, AddressKind.Present, new(dice.Between(earliest, from.AddDays(-30)), from, reason), current: false, flawed: false, grading, null, dice);
    }

    private void PlanShared(List<AddressRow> rows, SyntheticPerson person, DateOnly until, Dice dice)
    {
        var from = dice.Between(person.Born.AddDays(100), until.AddDays(-10));
        var ended = dice.PerMille(200) ? dice.Between(from, until) : (DateOnly?)null;
        var grading = person.Grading is Grading.Confidential ? Grading.Confidential : Grading.Unclassified;
        AddStay(rows, AddressKind.Shared, new(from, null, "Delt bosted"), current: true, flawed: true, grading, ended, dice);
    }

    private void AddStay(List<AddressRow> rows, AddressKind kind, Stay stay, bool current, bool flawed, Grading grading, DateOnly? contractEnd, Dice dice)
    {
        var address = writing.Any(stay.From, dice);
        if (dice.PerMille(200))
        {
            var municipality = land.UnitOf(address).Municipality;
            address = dice.Between(municipality.FirstCadastral, municipality.FirstAddress + municipality.AddressCount - 1);
            if (stay.From < ServiceDistricts.Since && ServiceDistricts.IsElsewhere(land.UnitOf(address))) address = municipality.FirstAddress;
        }
        var flaw = flawed ? AddressFlaws.Roll(dice) : dice.PerMille(150) ? AddressFlaw.IdMissing : AddressFlaw.None;
        var versions = stay.Versions(land.UnitOf(address).Lineage, asOf, dice);
        var elsewhere = kind == AddressKind.Present && dice.PerMille(300) ? dice.Pick<string>(["pendler", "militaer"]) : null;
        for (var v = 0; v < versions.Count; v++)
        {
            var isCurrent = current && v == 0;
            var row = writing.Row(kind, address, versions[v], isCurrent, dice) with
            {
                Grading = grading,
                MovedOn = stay.From,
                StayElsewhere = elsewhere,
                ContractEnd = contractEnd,
            };
            if (v == 0 && !current && rows.Count == 0 && stay.To is { } left) row = row with { Ceased = Moment.Midnight(left) };
            rows.Add(flaws.Bend(row, flaw, dice));
        }
    }

    private void AddPlaceless(List<AddressRow> rows, AddressForm form, string why, string? municipality, DateOnly from, string reason, Grading grading, bool current, Dice dice)
    {
        var version = new Stay(from, null, reason).Versions(null, asOf, dice)[0];
        rows.Add(new()
        {
            Kind = AddressKind.Present,
            Form = form,
            Municipality = municipality,
            StreetName = municipality is null ? null : "Vei 230",
            StreetCode = municipality is null ? null : "1230",
            HouseNumber = municipality is null ? null : dice.Between(1, 40),
            PostalCode = municipality is null ? null : "9170",
            Grading = grading,
            MovedOn = from,
            ValidFrom = version.ValidFrom,
            Registered = version.Registered,
            Current = current,
            Source = version.Source,
            Reason = version.Reason,
            StayElsewhere = form == AddressForm.Foreign ? "utenriks" : municipality is null ? null : "paaSvalbard",
            Truth = Truth.Nowhere(why),
        });
    }
}
