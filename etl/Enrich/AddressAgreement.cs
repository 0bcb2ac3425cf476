using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>Whether an address of Matrikkelen that an id led to is the one the rest of the row describes.</summary>
internal static class AddressAgreement
{
    /// <summary>
    /// Form, house number and letter, or cadastral number, must be the same, and so must the municipality and the street code.
    /// Where a reform has given the place another municipality since (<paramref name="reformed"/>), the street's name must be the same instead:
    /// its code may be another street's today. So must a name that stands without a code, and that of a street whose code is not known.
    /// </summary>
    public static bool Agrees(Address address, int municipality, in AddressEntry entry, bool reformed)
    {
        if (municipality >= 0 && municipality != entry.Municipality && !reformed) return false;
        return address.Form == AddressForm.Street ? StreetAgrees(address, entry, reformed) : CadastralAgrees(address, entry, reformed);
    }

    private static bool StreetAgrees(Address address, in AddressEntry entry, bool reformed)
    {
        if (entry.IsCadastral) return false;
        var row = new StreetKeys(address);
        if (reformed || entry.AddressCode == 0 ? row.Name == 0 || row.Name != entry.Name : row.HasCode ? row.AddressCode != entry.AddressCode : row.Name != 0 && row.Name != entry.Name) return false;
        return row.HouseNumber == 0 || (row.HouseNumber == entry.HouseNumber && row.HouseLetter == entry.HouseLetter);
    }

    private static bool CadastralAgrees(Address address, in AddressEntry entry, bool reformed)
    {
        if (!entry.IsCadastral) return false;
        if (address.LandNumber is not { } land) return !reformed;
        return land == entry.LandNumber && (address.TitleNumber ?? 0) == entry.TitleNumber && (address.LeaseholdNumber ?? 0) == entry.LeaseholdNumber
            && (address.SubNumber is not { } sub || sub == entry.SubNumber);
    }
}
