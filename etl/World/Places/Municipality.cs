namespace PersonEtl.Etl.World.Places;

/// <summary>A municipality of today with its units; addresses and streets are ranges in <see cref="Land"/>.</summary>
internal sealed class Municipality(int index, string code, string name, string matrikkelName, int inhabitants, IReadOnlyList<Lineage> parts)
{
    public int Index { get; } = index;

    public string Code { get; } = code;

    /// <summary>As Statistics Norway writes it, Sámi and Kven parts included.</summary>
    public string Name { get; } = name;

    /// <summary>As Matrikkelen writes it: upper case, no Sámi part.</summary>
    public string MatrikkelName { get; } = matrikkelName;

    public int Inhabitants { get; } = inhabitants;

    /// <summary>The pieces of land it was made of; the first is the one that kept the name, or the largest.</summary>
    public IReadOnlyList<Lineage> Parts { get; } = parts;

    public List<Unit> Units { get; } = [];

    /// <summary>Whether most of its place names are Sámi.</summary>
    public bool IsSami => Code is "5610" or "5612" or "5622" or "5628" or "5636" or "5540" or "1875";

    public int FirstAddress { get; set; }

    public int AddressCount { get; set; }

    /// <summary>Where its cadastral addresses begin; they come after the streets.</summary>
    public int FirstCadastral { get; set; }

    public int FirstStreet { get; set; }

    public int StreetCount { get; set; }
}
