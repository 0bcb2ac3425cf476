using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>Whether an address of Matrikkelen that an id led to is the one the rest of the row describes.</summary>
internal static class AddressAgreement
{
    /// <summary>
    /// Form, house number and letter, or cadastral number, must be the same, and so must the municipality and the street code.
    /// Where a reform has given the place another municipality since (<paramref name="reformed"/>), the street's name must be the same instead:
    /// its code may be another street's today. So must a name that stands without a code.
    /// </summary>
    public static bool Agrees(Address address, int municipality, in AddressEntry entry, bool reformed)
    {
        if (municipality >= 0 && municipality != entry.Municipality && !reformed) return false;
        return address.Form == AddressForm.Street ? StreetAgrees(address, entry, reformed) : CadastralAgrees(address, entry);
    }

    /// <summary>The house number, 0 when the row has none, -1 when it is no number.</summary>
    public static int HouseNumber(Address address) => address.HouseNumber.IsAbsent ? 0 : CodeText.Number(address.HouseNumber.Span);

    /// <summary>The house letter in upper case, '\0' when the row has none.</summary>
    public static char HouseLetter(Address address)
    {
        if (address.HouseLetter.IsAbsent) return '\0';
        if (address.HouseLetter.Length > LongestLetter) return '?';
        Span<char> text = stackalloc char[address.HouseLetter.Length];
        var length = System.Text.Encoding.UTF8.GetChars(address.HouseLetter.Span, text);
        return length == 1 ? char.ToUpperInvariant(text[0]) : '?';
    }

    private const int LongestLetter = 4;

    private static bool StreetAgrees(Address address, in AddressEntry entry, bool reformed)
    {
        if (entry.IsCadastral) return false;
        var code = CodeText.Number(address.AddressCode.Span);
        var name = StreetName.Hash(address.AddressName.Span);
        if (reformed && (name == 0 || name != entry.NameHash)) return false;
        if (!reformed && (code > 0 ? code != entry.AddressCode : name != 0 && name != entry.NameHash)) return false;
        var house = HouseNumber(address);
        return house == 0 || (house == entry.HouseNumber && HouseLetter(address) == entry.HouseLetter);
    }

    private static bool CadastralAgrees(Address address, in AddressEntry entry)
    {
        if (address.LandNumber is not { } land) return true;
        return land == entry.LandNumber && (address.TitleNumber ?? 0) == entry.TitleNumber && (address.LeaseholdNumber ?? 0) == entry.LeaseholdNumber
            && (address.SubNumber is not { } sub || sub == entry.SubNumber);
    }
}
