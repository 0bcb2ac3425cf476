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

    /// <summary>The cadastral addresses on the same cadastral number, this one included; they stand side by side.</summary>
    public (int From, int To) OnSameTitle(int address)
    {
        var (from, to) = (address, address + 1);
        while (from > 0 && SameTitle(from - 1, address)) from--;
        while (to < addresses.Length && SameTitle(to, address)) to++;
        return (from, to);
    }

    private bool SameTitle(int one, int other)
    {
        ref var a = ref addresses[one];
        ref var b = ref addresses[other];
        return !a.IsStreet && !b.IsStreet && a.Land == b.Land && a.Title == b.Title && a.Leasehold == b.Leasehold
            && Units[a.Unit].Municipality == Units[b.Unit].Municipality;
    }
}
