using System.Globalization;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.People;

/// <summary>Writes an address into a row the way FREG does when everything is known.</summary>
internal sealed class AddressWriting(Land land)
{
    /// <summary>The row of a stay's version at an address, with all keys and without truth about what can be found.</summary>
    public AddressRow Row(AddressKind kind, int address, StayVersion version, bool current, Dice dice)
    {
        var row = new AddressRow
        {
            Kind = kind,
            Form = land.Address(address).IsStreet ? AddressForm.Street : AddressForm.Cadastral,
            Address = address,
            Municipality = version.Municipality,
            MatrikkelId = land.Address(address).Id,
            PostalCode = land.PostalCode(address),
            Title = land.TitleUnder(address, version.Municipality),
            ValidFrom = version.ValidFrom,
            Registered = version.Registered,
            Current = current,
            Source = version.Source,
            Reason = version.Reason,
            Truth = Truth.Nowhere("untold"),
        };
        if (land.StreetOf(address) is not { } street) return row;
        ref readonly var place = ref land.Address(address);
        return row with
        {
            StreetName = street.Name,
            StreetCode = CodeText(land.CodeUnder(street, version.Municipality), dice),
            HouseNumber = place.Number,
            HouseLetter = place.Letter == 0 ? null : dice.PerMille(80) ? char.ToLowerInvariant((char)place.Letter) : (char)place.Letter,
        };
    }

    /// <summary>A street code, padded to five digits now and then.</summary>
    public static string CodeText(int code, Dice dice) => code.ToString(dice.PerMille(300) ? "00000" : "0", CultureInfo.InvariantCulture);

    /// <summary>Some address; none of Oslo's specially served units before the table about them begins.</summary>
    public int Any(DateOnly from, Dice dice)
    {
        while (true)
        {
            var address = dice.Below(land.AddressCount);
            if (from >= ServiceDistricts.Since || !ServiceDistricts.IsElsewhere(land.UnitOf(address))) return address;
        }
    }
}
