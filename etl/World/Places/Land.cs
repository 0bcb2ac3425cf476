namespace PersonEtl.Etl.World.Places;

/// <summary>The land of a world: municipalities, units, streets and addresses, with the true unit of each address.</summary>
internal sealed class Land(IReadOnlyList<Municipality> municipalities, IReadOnlyList<Unit> units, IReadOnlyList<Street> streets, Address[] addresses)
{
    public IReadOnlyList<Municipality> Municipalities { get; } = municipalities;

    public IReadOnlyList<Unit> Units { get; } = units;

    public IReadOnlyList<Street> Streets { get; } = streets;

    public int AddressCount => addresses.Length;

    public ref readonly Address Address(int index) => ref addresses[index];

    public Unit UnitOf(int address) => Units[addresses[address].Unit];

    public Street? StreetOf(int address) => addresses[address].IsStreet ? Streets[addresses[address].Street] : null;

    /// <summary>Four digits, made up: each municipality has its own.</summary>
    public string PostalCode(int address)
    {
        var unit = UnitOf(address);
        var number = unit.Municipality.Index == 0 ? 150 + (unit.Suffix % 700) : 1000 + (unit.Municipality.Index * 90) + (unit.Suffix / 100 % 80);
        return number.ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The municipality's street that bears a code today; its streets stand in the order of their codes.</summary>
    public Street? StreetWithCode(Municipality municipality, int code)
    {
        var (from, to) = (municipality.FirstStreet, municipality.FirstStreet + municipality.StreetCount);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (Streets[middle].Code == code) return Streets[middle];
            if (Streets[middle].Code < code) from = middle + 1;
            else to = middle;
        }
        return null;
    }

    /// <summary>The cadastral addresses on a cadastral number of the municipality.</summary>
    public IEnumerable<int> OnTitle(Municipality municipality, int land, int title, int leasehold)
        => Enumerable.Range(municipality.FirstCadastral, municipality.FirstAddress + municipality.AddressCount - municipality.FirstCadastral)
            .Where(a => addresses[a].Land == land && addresses[a].Title == title && addresses[a].Leasehold == leasehold);

    /// <summary>
    /// The cadastral number an address had before the municipality was merged: the smaller parts got new ones, since theirs were taken.
    /// The number of before is another property's today.
    /// </summary>
    public (int Land, int Title) TitleUnder(int address, string municipality)
    {
        ref readonly var place = ref addresses[address];
        var unit = Units[place.Unit];
        var kept = string.Equals(municipality, unit.Municipality.Code, StringComparison.Ordinal) || unit.Lineage == unit.Municipality.Parts[0] || Renumbering.IsOneToOne(municipality);
        return kept ? (place.Land, place.Title) : (place.Land, place.Title == 1 ? 2 : place.Title - 1);
    }
}
