using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.People;

/// <summary>Bends a right row by a flaw; what can still be found of it is the <see cref="TruthTeller"/>'s to say.</summary>
internal sealed class AddressFlaws(SeenLand seen)
{
    /// <summary>Ids in the file begin well above this.</summary>
    private const long UnknownIds = 30_000_000;

    private readonly Land land = seen.Land;
    private readonly TruthTeller truth = new(seen);

    public static AddressFlaw Roll(Dice dice) => dice.Below(100) switch
    {
        < 34 => AddressFlaw.None,
        < 44 => AddressFlaw.IdMissing,
        < 48 => AddressFlaw.IdUnknown,
        < 52 => AddressFlaw.IdOfAnother,
        < 56 => AddressFlaw.NameOnly,
        < 63 => AddressFlaw.Spelling,
        < 68 => AddressFlaw.NameDamaged,
        < 70 => AddressFlaw.StreetUnknown,
        < 73 => AddressFlaw.NumberUnknown,
        < 76 => AddressFlaw.NumberPadded,
        < 78 => AddressFlaw.NumberMissing,
        < 80 => AddressFlaw.NumberMissingWithId,
        < 83 => AddressFlaw.LetterMissing,
        < 85 => AddressFlaw.KeysMissing,
        < 88 => AddressFlaw.PostalCodeMissing,
        < 90 => AddressFlaw.PostalCodeWrong,
        < 95 => AddressFlaw.StreetCodeOfBefore,
        < 97 => AddressFlaw.TitleOfStreet,
        _ => AddressFlaw.SubMissing,
    };

    /// <summary>The row as the flaw leaves it, with its truth. A flaw that the row can't have leaves it as it is.</summary>
    public AddressRow Bend(AddressRow row, AddressFlaw flaw, Dice dice)
    {
        var bent = (row.Form == AddressForm.Street ? BendStreet(row, flaw, dice) : BendCadastral(row, flaw, dice)) ?? row;
        bent = bent with { Flaw = ReferenceEquals(bent, row) ? AddressFlaw.None : flaw };
        return bent with { Truth = truth.Of(bent) };
    }

    private AddressRow? BendStreet(AddressRow row, AddressFlaw flaw, Dice dice)
    {
        ref readonly var place = ref land.Address(row.Address);
        var street = land.Streets[place.Street];
        var isToday = string.Equals(row.Municipality, street.Municipality.Code, StringComparison.Ordinal);
        return flaw switch
        {
            AddressFlaw.IdMissing => row with { MatrikkelId = null },
            AddressFlaw.IdUnknown => row with { MatrikkelId = UnknownIds + row.Address },
            AddressFlaw.IdOfAnother when Another(row.Address, dice) is { } other => row with { MatrikkelId = land.Address(other).Id },
            AddressFlaw.NameOnly => row with { MatrikkelId = null, StreetCode = null },
            AddressFlaw.Spelling => WithoutSomeKeys(row with { StreetName = StreetSpelling.Vary(row.StreetName!, dice) }, dice),
            AddressFlaw.NameDamaged => WithoutSomeKeys(row with { StreetName = StreetSpelling.Damage(row.StreetName!), BearsStreetName = false }, dice),
            AddressFlaw.StreetUnknown => row with { MatrikkelId = null, StreetName = "Ukjentfaret", StreetCode = "99990", BearsStreetName = false },
            AddressFlaw.NumberUnknown => row with { MatrikkelId = null, HouseNumber = 9000 + dice.Below(900), HouseLetter = null },
            AddressFlaw.NumberPadded => row with { MatrikkelId = null, PadsHouseNumber = true },
            AddressFlaw.NumberMissing => row with { MatrikkelId = null, HouseNumber = null, HouseLetter = null },
            AddressFlaw.NumberMissingWithId => row with { HouseNumber = null, HouseLetter = null },
            AddressFlaw.LetterMissing when row.HouseLetter is not null => row with { MatrikkelId = null, HouseLetter = null, StreetCode = dice.PerMille(500) ? row.StreetCode : null },
            AddressFlaw.KeysMissing => row with { MatrikkelId = null, StreetCode = null, HouseNumber = null, HouseLetter = null },
            // under a former number there may be two municipalities with such a street
            AddressFlaw.PostalCodeMissing when isToday => row with { MatrikkelId = null, StreetCode = null, PostalCode = null },
            AddressFlaw.PostalCodeWrong => row with { MatrikkelId = null, StreetCode = null, PostalCode = "9990" },
            AddressFlaw.StreetCodeOfBefore when isToday && street.FormerCode != 0 => row with { MatrikkelId = null, StreetCode = AddressWriting.CodeText(street.FormerCode, dice) },
            AddressFlaw.TitleOfStreet when !place.SharesTitleAcrossKinds =>
                row with { Form = AddressForm.Cadastral, MatrikkelId = null, StreetName = null, StreetCode = null, HouseNumber = null, HouseLetter = null },
            _ => null,
        };
    }

    private AddressRow? BendCadastral(AddressRow row, AddressFlaw flaw, Dice dice) => flaw switch
    {
        AddressFlaw.IdMissing or AddressFlaw.NameOnly or AddressFlaw.Spelling or AddressFlaw.StreetCodeOfBefore => row with { MatrikkelId = null },
        AddressFlaw.IdUnknown => row with { MatrikkelId = UnknownIds + row.Address },
        AddressFlaw.IdOfAnother when Another(row.Address, dice) is { } other => row with { MatrikkelId = land.Address(other).Id },
        AddressFlaw.SubMissing or AddressFlaw.NumberMissing or AddressFlaw.LetterMissing or AddressFlaw.NameDamaged when land.Address(row.Address).Sub > 0 => row with { MatrikkelId = null, HasSub = false },
        _ => null,
    };

    private static AddressRow WithoutSomeKeys(AddressRow row, Dice dice) => dice.Below(3) switch
    {
        0 => row,
        1 => row with { MatrikkelId = null },
        _ => row with { MatrikkelId = null, StreetCode = null },
    };

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
