using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// Carries the addresses of a file of Matrikkelen that is older than a reform to the municipality numbers of the as-of date: the file comes weekly,
/// and FREG's rows have the new numbers within hours. Only what outlives a reform is carried: a street address's id, name and house, but not
/// its street code, which may be another street's now; a cadastral number only where nothing was merged or split.
/// What can't be carried stays as it is.
/// </summary>
internal sealed class AddressCarrier(Geography geography, DateOnly asOf)
{
    // a unit's number of the as-of date, 0 where it isn't known
    private readonly Dictionary<int, int> units = [];

    /// <summary>How many addresses got another number.</summary>
    public long Carried { get; private set; }

    /// <summary>The same register when all its numbers are in use.</summary>
    public AddressRegister Carry(AddressRegister addresses)
    {
        if (addresses.Municipalities.All(IsInUse)) return addresses;
        var carried = new AddressRegisterBuilder();
        foreach (var entry in addresses.Entries) carried.Add(Carry(entry));
        if (addresses.ExtractedAt is { } extracted) carried.SeenExtraction(extracted);
        return carried.Build();
    }

    private bool IsInUse(int municipality) => geography.FindMunicipality(municipality, asOf) is not null;

    private AddressEntry Carry(in AddressEntry entry)
    {
        if (IsInUse(entry.Municipality)) return entry;
        var successors = geography.Today(entry.Municipality, asOf);
        if (entry.IsCadastral && !(successors.Only is { } only && geography.IsOneToOne(entry.Municipality, asOf, only))) return entry;
        var unit = entry.Unit == 0 ? 0 : UnitOf(entry.Unit, successors);
        if ((unit == 0 ? successors.Only : UnitNumber.MunicipalityOf(unit)) is not { } municipality || (unit == 0 && entry.Unit != 0)) return entry;
        Carried++;
        return entry with { Municipality = (ushort)municipality, AddressCode = 0, Unit = unit };
    }

    private int UnitOf(int former, Successors municipalities)
    {
        if (units.TryGetValue(former, out var known)) return known;
        var told = geography.UnitToday(former, asOf).Only is { } only && municipalities.Contains(UnitNumber.MunicipalityOf(only)) ? only : default(int?);
        return units[former] = told ?? (geography.FindLatestUnit(former) is { } unit ? geography.FindNamesake(former, unit.Name, municipalities) : null) ?? 0;
    }
}
