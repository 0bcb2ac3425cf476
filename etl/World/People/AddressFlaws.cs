using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.People;

/// <summary>Bends a right row by a flaw and tells what can still be found.</summary>
internal sealed class AddressFlaws(Land land)
{
    /// <summary>Ids in the file begin well above this.</summary>
    private const long UnknownIds = 30_000_000;

    public static AddressFlaw Roll(Dice dice) => dice.Below(100) switch
    {
        < 60 => AddressFlaw.None,
        < 72 => AddressFlaw.IdMissing,
        < 77 => AddressFlaw.IdUnknown,
        < 82 => AddressFlaw.IdOfAnother,
        < 85 => AddressFlaw.NameOnly,
        < 88 => AddressFlaw.StreetUnknown,
        < 91 => AddressFlaw.NumberUnknown,
        < 93 => AddressFlaw.NumberMissing,
        < 95 => AddressFlaw.NumberMissingWithId,
        < 97 => AddressFlaw.TitleOfStreet,
        _ => AddressFlaw.SubMissing,
    };

    public AddressRow Bend(AddressRow row, AddressFlaw flaw, DateOnly? historicalFrom, Dice dice)
    {
        var bent = row.Form == AddressForm.Street ? BendStreet(row, flaw, historicalFrom, dice) : BendCadastral(row, flaw, historicalFrom, dice);
        var hasId = flaw == AddressFlaw.IdOfAnother || bent.MatrikkelId == land.Address(row.Address).Id;
        var isToday = string.Equals(row.Municipality, land.UnitOf(row.Address).Municipality.Code, StringComparison.Ordinal);
        if (hasId || isToday || bent.Truth is not { Findable: Findable.None, FindableToday: Findable.None }) return bent;
        // under a former number nothing but the id can be looked up, whatever else is wrong
        return bent with { Truth = bent.Truth with { Why = "municipality-lag" } };
    }

    private AddressRow BendStreet(AddressRow row, AddressFlaw flaw, DateOnly? historicalFrom, Dice dice)
    {
        ref readonly var place = ref land.Address(row.Address);
        switch (flaw)
        {
            case AddressFlaw.IdMissing:
                return Known(row with { MatrikkelId = null }, Findable.Street, historicalFrom);
            case AddressFlaw.IdUnknown:
                return Known(row with { MatrikkelId = UnknownIds + row.Address }, Findable.Street, historicalFrom);
            case AddressFlaw.IdOfAnother when Another(row.Address, dice) is { } other:
                return row with { MatrikkelId = land.Address(other).Id, Truth = Truth.Nowhere("id-conflict") };
            case AddressFlaw.NameOnly:
                return Known(row with { MatrikkelId = null, StreetCode = null }, Findable.Name, historicalFrom);
            case AddressFlaw.StreetUnknown:
                return row with { MatrikkelId = null, StreetName = "Ukjentfaret", StreetCode = "99990", Truth = Truth.Nowhere("no-such-address") };
            case AddressFlaw.NumberUnknown:
                return row with { MatrikkelId = null, HouseNumber = 9000 + dice.Below(900), HouseLetter = null, Truth = Truth.Nowhere("no-such-address") };
            case AddressFlaw.NumberMissing:
                // a street in one unit needs no number
                var street = land.Streets[place.Street];
                var units = Enumerable.Range(street.First, street.Count).Select(a => land.Address(a).UnitWithheld ? -1 : land.Address(a).Unit).Distinct().Count();
                return Known(row with { MatrikkelId = null, HouseNumber = null, HouseLetter = null }, units == 1 ? Findable.Street : Findable.None, historicalFrom, "ambiguous");
            case AddressFlaw.NumberMissingWithId:
                return Known(row with { HouseNumber = null, HouseLetter = null }, Findable.Id, historicalFrom);
            case AddressFlaw.TitleOfStreet when !place.SharesTitleAcrossKinds:
                return Known(row with { Form = AddressForm.Cadastral, MatrikkelId = null, StreetName = null, StreetCode = null, HouseNumber = null, HouseLetter = null }, Findable.None, historicalFrom, "no-such-address");
            default:
                return Known(row, Findable.Id, historicalFrom);
        }
    }

    private AddressRow BendCadastral(AddressRow row, AddressFlaw flaw, DateOnly? historicalFrom, Dice dice)
    {
        switch (flaw)
        {
            case AddressFlaw.IdMissing or AddressFlaw.NameOnly or AddressFlaw.NumberMissing or AddressFlaw.StreetUnknown:
                return Known(row with { MatrikkelId = null }, Findable.Cadastral, historicalFrom);
            case AddressFlaw.IdUnknown:
                return Known(row with { MatrikkelId = UnknownIds + row.Address }, Findable.Cadastral, historicalFrom);
            case AddressFlaw.IdOfAnother when Another(row.Address, dice) is { } other:
                return row with { MatrikkelId = land.Address(other).Id, Truth = Truth.Nowhere("id-conflict") };
            case AddressFlaw.SubMissing or AddressFlaw.NumberUnknown or AddressFlaw.TitleOfStreet when land.Address(row.Address).Sub > 0:
                var (from, to) = land.OnSameTitle(row.Address);
                var one = Enumerable.Range(from, to - from).All(a => land.Address(a).Unit == land.Address(row.Address).Unit && !land.Address(a).UnitWithheld);
                return Known(row with { MatrikkelId = null, HasSub = false }, one ? Findable.Cadastral : Findable.None, historicalFrom, "ambiguous");
            default:
                return Known(row, Findable.Id, historicalFrom);
        }
    }

    private AddressRow Known(AddressRow row, Findable keys, DateOnly? historicalFrom, string? why = null)
    {
        var withheld = land.Address(row.Address).UnitWithheld && keys != Findable.None;
        return row with { Truth = TruthTeller.Of(land.UnitOf(row.Address), row.Municipality!, withheld ? Findable.None : keys, withheld ? "unit-unspecified" : why, historicalFrom) };
    }

    /// <summary>An address of the same sort in the same municipality that shares neither the key nor the unit.</summary>
    private int? Another(int address, Dice dice)
    {
        var municipality = land.UnitOf(address).Municipality;
        ref readonly var here = ref land.Address(address);
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var other = municipality.FirstAddress + dice.Below(municipality.AddressCount);
            ref readonly var there = ref land.Address(other);
            if (there.Unit == here.Unit || there.IsStreet != here.IsStreet) continue;
            var sameKey = here.IsStreet
                ? here.Street == there.Street && here.Number == there.Number && here.Letter == there.Letter
                : here.Land == there.Land && here.Title == there.Title;
            if (!sameKey) return other;
        }
        return null;
    }
}
