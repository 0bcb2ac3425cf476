using System.Globalization;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.Places;
using Unit = PersonEtl.Etl.World.Places.Unit;

namespace PersonEtl.Etl.World.People;

/// <summary>Tells where an address truly lies and whether the deliveries suffice to find it, from what the row says and the land itself.</summary>
internal sealed class TruthTeller(SeenLand seen)
{
    /// <summary>KLASS is delivered from here on; before it, nothing proves that a unit existed.</summary>
    private static readonly DateOnly FirstEvidence = new(2010, 1, 1);

    private readonly Land land = seen.Land;

    /// <summary>The truth of a row for which FREG says no unit, or says that it is unspecified.</summary>
    /// <param name="row">As it will be written.</param>
    public Truth Of(AddressRow row)
    {
        var unit = land.UnitOf(row.Address);
        var (rule, why) = Find(row);
        var (isOfRow, isToday) = (IsUnder(row, row.Municipality!), IsUnder(row, seen.Today(unit)));
        var existed = row.HistoricalFrom(seen.AsOf) is not { } from || (from >= FirstEvidence && string.Equals(unit.Lineage.CodeOn(from), row.Municipality, StringComparison.Ordinal));
        var then = isOfRow && existed ? rule : Findable.None;
        return Of(unit, row, then, isToday ? rule : Findable.None, then != Findable.None ? null : rule == Findable.None ? why : isOfRow ? "unit-not-in-klass" : "municipality-lag");
    }

    /// <summary>The truth of a row for which FREG says the unit: <paramref name="said"/>, which is the right one by definition.</summary>
    public Truth OfFreg(AddressRow row, Unit said)
    {
        if (row.HistoricalFrom(seen.AsOf) is null && IsToday(row)) return Of(said, row, Findable.Freg, Findable.Freg, null);
        // today's is Matrikkelen's word, also where FREG said another
        var place = land.UnitOf(row.Address);
        var today = IsUnder(row, seen.Today(place)) ? Find(row).Findable : Findable.None;
        return Of(said, row, Findable.Freg, today, null) with { UnitToday = place.NumberUnder(seen.Today(place)) };
    }

    private Truth Of(Unit unit, AddressRow row, Findable then, Findable today, string? why)
        => new(unit.NumberUnder(row.Municipality!), unit.NumberUnder(seen.Today(unit)), unit.DistrictUnder(row.Municipality!), unit.ServiceDistrictUnder(row.Municipality!), then, today, why, TrapOf(row));

    /// <summary>Whether the row bears the number that its place has on the as-of date.</summary>
    private bool IsToday(AddressRow row) => string.Equals(row.Municipality, seen.Today(land.UnitOf(row.Address)), StringComparison.Ordinal);

    /// <summary>Whether the row's address is known under a municipality number.</summary>
    private bool IsUnder(AddressRow row, string municipality) => string.Equals(seen.Address(row.Address).Municipality, municipality, StringComparison.Ordinal);

    /// <summary>The rule that leads to the row's address, or why none does.</summary>
    private (Findable Findable, string? Why) Find(AddressRow row)
    {
        if (row.MatrikkelId is not null && row.Flaw != AddressFlaw.IdUnknown) return AgreesWithId(row) ? Answer(row, Findable.Id, [row.Address]) : (Findable.None, "id-conflict");
        if (row.Form == AddressForm.Cadastral) return Answer(row, Findable.Cadastral, ByTitle(row));
        if (row.StreetCode is null && row.HouseNumber is null) return Unfound(row, "no-key");
        var isTold = IsToday(row) || Renumbering.IsTold(row.Municipality!, seen.AsOf);
        var (byCode, byName) = isTold ? (ByCode(row), ByName(row)) : ([], []);
        if (byCode.Count == 0) return Answer(row, Findable.Name, byName);
        // the code is another street's than the name, and they lie apart
        var apart = !BearsNameOf(row, byCode[0]) && byName.Count > 0 && byCode.Concat(byName).Select(SeenUnit).Distinct().Count() > 1;
        return apart ? (Findable.None, "ambiguous") : Answer(row, Findable.Street, byCode);
    }

    private bool AgreesWithId(AddressRow row)
    {
        ref readonly var place = ref land.Address(row.Address);
        if (row.MatrikkelId != place.Id) return false;
        var address = seen.Address(row.Address);
        var isSame = string.Equals(address.Municipality, row.Municipality, StringComparison.Ordinal);
        // a number in use is no other's former one, and what became of one out of use is known
        if (!isSame && (IsToday(row) || (Renumbering.IsTold(row.Municipality!, seen.AsOf) && !IsUnder(row, seen.Today(land.UnitOf(row.Address)))))) return false;
        if (row.Form == AddressForm.Cadastral) return row.Title == address.Title;
        if (isSame && address.StreetCode != 0 && row.StreetCode is { } code ? Number(code) != address.StreetCode : !row.BearsStreetName) return false;
        return row.HouseNumber is null || LetterOf(row) == place.Letter;
    }

    private List<int> ByCode(AddressRow row)
    {
        if (row.StreetCode is not { } written) return [];
        var (own, code) = (land.StreetOf(row.Address)!, Number(written));
        // under a former number the code speaks for a street of the same name only
        var streets = IsToday(row) ? land.StreetsWithCode(own.Municipality, row.Municipality!, code) : row.BearsStreetName ? [own] : [];
        return [.. streets.SelectMany(street => InStreet(street, row, a => seen.Address(a).StreetCode == code && IsAsked(row, a)))];
    }

    private List<int> ByName(AddressRow row) => !row.BearsStreetName || row.HouseNumber is null ? []
        : InStreet(land.StreetOf(row.Address)!, row, a => IsAsked(row, a) && (row.PostalCode is null || string.Equals(land.PostalCode(a), row.PostalCode, StringComparison.Ordinal)));

    /// <summary>Whether an address is known under a number in which the row is looked for: its own while in use, else those that followed.</summary>
    private bool IsAsked(AddressRow row, int address)
        => string.Equals(seen.Address(address).Municipality, IsToday(row) ? row.Municipality : seen.Today(land.UnitOf(address)), StringComparison.Ordinal);

    private List<int> InStreet(Street street, AddressRow row, Func<int, bool> isMeant)
    {
        var all = Enumerable.Range(street.First, street.Count).Where(a => row.HouseNumber is not { } number || land.Address(a).Number == number).Where(isMeant).ToList();
        if (row.HouseNumber is null) return all;
        var exact = all.FindAll(a => land.Address(a).Letter == LetterOf(row));
        return exact.Count == 0 && row.HouseLetter is null ? all : exact;
    }

    private List<int> ByTitle(AddressRow row)
    {
        if (!IsToday(row) && !Renumbering.IsOneToOne(row.Municipality!, seen.AsOf)) return [];
        var sub = land.Address(row.Address).Sub;
        return [.. OnTitleOf(row, a => seen.Address(a).Title).Where(a => IsAsked(row, a) && (!row.HasSub || land.Address(a).Sub == sub))];
    }

    /// <summary>The cadastral addresses of the place's municipality that have the row's cadastral number.</summary>
    private IEnumerable<int> OnTitleOf(AddressRow row, Func<int, (int Land, int Title)> titleOf)
    {
        var municipality = land.UnitOf(row.Address).Municipality;
        return Enumerable.Range(municipality.FirstCadastral, municipality.FirstAddress + municipality.AddressCount - municipality.FirstCadastral)
            .Where(a => land.Address(a).Leasehold == land.Address(row.Address).Leasehold && titleOf(a) == row.Title);
    }

    private bool BearsNameOf(AddressRow row, int found) => row.BearsStreetName && land.Address(found).Street == land.Address(row.Address).Street;

    private (Findable, string?) Answer(AddressRow row, Findable rule, List<int> found)
    {
        if (found.Count == 0) return Unfound(row, IsToday(row) ? "no-such-address" : "municipality-lag");
        if (found.Select(SeenUnit).Distinct().ToList() is not [var unit]) return (Findable.None, "ambiguous");
        if (unit < 0) return (Findable.None, "unit-unspecified");
        return unit == land.Address(row.Address).Unit ? (rule, null) : throw new InvalidOperationException("By the rules an address of the world would be found elsewhere than it is.");
    }

    /// <summary>Where FREG itself says that the unit is unspecified, that is why.</summary>
    private static (Findable, string?) Unfound(AddressRow row, string why) => (Findable.None, row.Grunnkrets is not null ? "unit-unspecified" : why);

    /// <summary>The unit as Matrikkelen's file has it: -1 where it is left empty.</summary>
    private int SeenUnit(int address) => land.Address(address).UnitWithheld ? -1 : land.Address(address).Unit;

    private Trap TrapOf(AddressRow row)
    {
        ref readonly var place = ref land.Address(row.Address);
        if (row.Form == AddressForm.Cadastral) return row.Title != (place.Land, place.Title) && OnTitleOf(row, a => (land.Address(a).Land, land.Address(a).Title)).Any() ? Trap.Title : Trap.None;
        var own = land.StreetOf(row.Address)!;
        return row.StreetCode is { } code && land.StreetWithCode(own.Municipality, Number(code)) is { } street && street != own && InStreet(street, row, _ => true).Count > 0 ? Trap.Street : Trap.None;
    }

    private static int LetterOf(AddressRow row) => row.HouseLetter is { } letter ? char.ToUpperInvariant(letter) : 0;

    private static int Number(string code) => int.Parse(code, NumberStyles.None, CultureInfo.InvariantCulture);
}
