namespace PersonEtl.Etl.Enrich;

/// <summary>A street address as the register keeps it, 24 bytes, since there are millions. <paramref name="Street"/> is the street's place in the register.</summary>
internal readonly record struct StreetAddress(long Id, int Street, ushort HouseNumber, char HouseLetter, int Unit, ushort PostalCode)
{
    /// <summary>Orders the addresses of a street: number, then letter.</summary>
    public uint House => HouseOf(HouseNumber, HouseLetter);

    public static uint HouseOf(int houseNumber, char houseLetter) => ((uint)houseNumber << 16) | houseLetter;
}
