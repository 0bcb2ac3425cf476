using System.Runtime.InteropServices;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// An address of Matrikkelen. Zero means none, for every number; <paramref name="HouseLetter"/> is upper case, or '\0'.
/// <paramref name="Unit"/> is the eight-digit unit, <paramref name="Name"/> the street's name by <see cref="StreetName"/>.
/// The register keeps a cadastral address's cadastral number only: a street address shares its own with others.
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
    ulong Name = 0,
    ushort PostalCode = 0);
