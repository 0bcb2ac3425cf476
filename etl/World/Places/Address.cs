namespace PersonEtl.Etl.World.Places;

/// <summary>
/// An address of Matrikkelen, kept small because there are millions: a vegadresse has a street and a number,
/// a matrikkeladresse (<see cref="Street"/> is -1) only its cadastral number.
/// </summary>
internal struct Address
{
    public long Id;

    /// <summary>Index into <see cref="Land.Streets"/>, or -1.</summary>
    public int Street;

    /// <summary>Index into <see cref="Land.Units"/>: where it truly lies.</summary>
    public int Unit;

    public int Land;
    public int Title;
    public short Leasehold;
    public short Sub;
    public short Number;

    /// <summary>'A' and on, or 0.</summary>
    public byte Letter;

    /// <summary>The file leaves its unit empty.</summary>
    public bool UnitWithheld;

    /// <summary>A vegadresse and a matrikkeladresse stand on the same cadastral number, in different units.</summary>
    public bool SharesTitleAcrossKinds;

    public readonly bool IsStreet => Street >= 0;
}
