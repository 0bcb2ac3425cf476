namespace PersonEtl.Etl.World.Places;

/// <summary>The land of a world: municipalities, units, streets and addresses, with the true unit of each address.</summary>
internal sealed class Land(DateOnly day, IReadOnlyList<Municipality> municipalities, IReadOnlyList<Unit> units, IReadOnlyList<Street> streets, Address[] addresses)
{
    public const int StreetCodeStep = 10;

    private const int PartCodeStep = 2;
    private const int PartLandStep = 1000;

    private Dictionary<string, List<Municipality>> Parts { get; } = municipalities.SelectMany(m => m.Parts.SelectMany(p => p.Steps.Select(s => (s.Code, Municipality: m)))).Distinct()
        .GroupBy(p => p.Code, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(p => p.Municipality).ToList(), StringComparer.Ordinal);

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

    /// <summary>The municipality's streets that bear a code under one of its numbers.</summary>
    public IEnumerable<Street> StreetsWithCode(Municipality municipality, string number, int code)
    {
        if (string.Equals(number, municipality.Code, StringComparison.Ordinal)) return StreetWithCode(municipality, code) is { } street ? [street] : [];
        var own = code - (PartCodeStep * PartOf(municipality, number));
        return new[] { own - StreetCodeStep, own, own + StreetCodeStep }.Select(c => StreetWithCode(municipality, c)).OfType<Street>().Where(s => CodeUnder(s, number) == code);
    }

    /// <summary>A street's code under a municipality number that its place has borne; the parts of one that was split had codes of their own.</summary>
    public int CodeUnder(Street street, string number)
        => string.Equals(number, street.Municipality.Code, StringComparison.Ordinal) ? street.Code
            : (street.FormerCode != 0 ? street.FormerCode : street.Code) + (PartCodeStep * PartOf(street.Municipality, number));

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

    /// <summary>Whether a municipality of that number was split.</summary>
    public bool IsSplit(string number) => Parts[number].Count > 1;

    /// <summary>Which part of a former municipality lies in this one: 0 unless it was split.</summary>
    private int PartOf(Municipality municipality, string number) => Parts.TryGetValue(number, out var parts) ? Math.Max(0, parts.IndexOf(municipality)) : 0;

    /// <summary>
    /// The cadastral number an address had before the municipality was merged: the smaller parts got new ones, since theirs were taken.
    /// The number of before is another property's today.
    /// </summary>
    public (int Land, int Title) TitleUnder(int address, string municipality)
    {
        ref readonly var place = ref addresses[address];
        var unit = Units[place.Unit];
        var kept = string.Equals(municipality, unit.Municipality.Code, StringComparison.Ordinal) || unit.Lineage == unit.Municipality.Parts[0] || Renumbering.IsOneToOne(municipality, day);
        var land = place.Land + (PartLandStep * PartOf(unit.Municipality, municipality));
        // two neighbours had each other's number
        return (land, kept ? place.Title : ((place.Title - 1) ^ 1) + 1);
    }
}
