using System.Runtime.InteropServices;
using PersonEtl.Etl.Mart;

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
    int NameHash = 0);
