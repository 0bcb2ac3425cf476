namespace PersonEtl.Etl.Enrich;

/// <summary>
/// A street of Matrikkelen and where its addresses lie in the register; <paramref name="All"/> is the match of all of them together.
/// A code has one street, unless rows of one delivery name it differently.
/// </summary>
internal readonly record struct Street(ushort Municipality, int AddressCode, ulong Name, int First, int Count, AddressMatch All)
{
    public ulong Key => KeyOf(Municipality, AddressCode);

    public static ulong KeyOf(int municipality, int addressCode) => ((ulong)(uint)municipality << 32) | (uint)addressCode;
}
