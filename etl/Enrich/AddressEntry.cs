using System.Runtime.InteropServices;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// An address of Matrikkelen. Zero means none, for every number; <paramref name="HouseLetter"/> is upper case, or '\0'.
/// <paramref name="Unit"/> is the eight-digit unit, <paramref name="NameHash"/> the street's name by <see cref="StreetName"/>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AddressEntry(
    long Id,
    ushort Municipality,
    int AddressCode,
    ushort HouseNumber,
    char HouseLetter,
    bool IsCadastral,
    int LandNumber,
    int TitleNumber,
    int LeaseholdNumber,
    int SubNumber,
    int Unit,
    int NameHash = 0)
{
    // one integer for both, since there are millions: a code takes 17 bits, a hash 15
    private readonly uint street = ((uint)NameHash << CodeBits) | ((uint)AddressCode & AddressRegisterBuilder.MaxAddressCode);

    private const int CodeBits = 17;

    public int AddressCode => (int)(street & AddressRegisterBuilder.MaxAddressCode);

    public int NameHash => (int)(street >> CodeBits);
}
