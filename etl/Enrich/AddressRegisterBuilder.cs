using System.Runtime.InteropServices;

namespace PersonEtl.Etl.Enrich;

/// <summary>Collects addresses into an <see cref="AddressRegister"/>; the last entry of an id replaces the one before it.</summary>
internal sealed class AddressRegisterBuilder
{
    // an entry whose id came again as one of the other form
    private const long Gone = 0;

    private readonly Dictionary<(ushort Municipality, int Code, ulong Name), int> streets = [];
    private readonly List<StreetAddress> addresses = [];
    private readonly List<CadastralAddress> cadastral = [];
    private int[] byId = new int[16];

    /// <summary>The latest moment of extraction seen.</summary>
    public DateTime? ExtractedAt { get; private set; }

    /// <summary>False when the entry replaced an earlier one of its id.</summary>
    public bool Add(in AddressEntry entry)
    {
        ref var place = ref byId[FindId(entry.Id)];
        var isNew = place == 0;
        if (place > 0) CollectionsMarshal.AsSpan(addresses)[place - 1] = default;
        else if (place < 0) CollectionsMarshal.AsSpan(cadastral)[-place - 1] = default;
        if (entry.IsCadastral)
        {
            cadastral.Add(new(entry.Id, entry.Municipality, entry.LandNumber, entry.TitleNumber, entry.LeaseholdNumber, entry.SubNumber, entry.Unit));
            place = -cadastral.Count;
        }
        else
        {
            addresses.Add(new(entry.Id, StreetOf(entry), entry.HouseNumber, entry.HouseLetter, entry.Unit, entry.PostalCode));
            place = addresses.Count;
        }
        if (addresses.Count + cadastral.Count > byId.Length / 3 * 2) Grow();
        return isNew;
    }

    public void SeenExtraction(DateTime moment)
    {
        if (ExtractedAt is null || moment > ExtractedAt) ExtractedAt = moment;
    }

    public AddressRegister Build()
    {
        byId = [];
        addresses.RemoveAll(a => a.Id == Gone);
        cadastral.RemoveAll(c => c.Id == Gone);
        cadastral.Sort(CadastralAddress.Order);
        // in the order of codes; those whose addresses are all gone are no streets
        var inUse = addresses.Select(a => a.Street).ToHashSet();
        var ordered = streets.Where(s => inUse.Contains(s.Value)).OrderBy(s => s.Key).ToArray();
        var sorted = SortByHouse([.. ordered.Select(s => s.Value)]);
        return new AddressRegister([.. StreetsOf([.. ordered.Select(s => s.Key)], sorted)], sorted, [.. cadastral], ExtractedAt);
    }

    /// <summary>The addresses by street, then by house; streets are numbered in the order given.</summary>
    private StreetAddress[] SortByHouse(int[] ordered)
    {
        var numbers = new int[streets.Count];
        for (var i = 0; i < ordered.Length; i++) numbers[ordered[i]] = i;
        var sorted = addresses.ToArray();
        var keys = new ulong[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = sorted[i] with { Street = numbers[sorted[i].Street] };
            keys[i] = ((ulong)sorted[i].Street << 32) | sorted[i].House;
        }
        Array.Sort(keys, sorted);
        return sorted;
    }

    private static IEnumerable<Street> StreetsOf((ushort Municipality, int Code, ulong Name)[] ordered, StreetAddress[] sorted)
    {
        var first = 0;
        for (var s = 0; s < ordered.Length; s++)
        {
            var all = default(AddressMatch);
            var end = first;
            for (; end < sorted.Length && sorted[end].Street == s; end++) all = all.With(sorted[end].Unit);
            yield return new(ordered[s].Municipality, ordered[s].Code, ordered[s].Name, first, end - first, all);
            first = end;
        }
    }

    private int StreetOf(in AddressEntry entry)
    {
        ref var street = ref CollectionsMarshal.GetValueRefOrAddDefault(streets, (entry.Municipality, entry.AddressCode, entry.Name), out var known);
        if (!known) street = streets.Count - 1;
        return street;
    }

    private int FindId(long id)
    {
        var slot = AddressRegister.Spread((ulong)id, byId.Length);
        while (byId[slot] != 0 && IdAt(byId[slot]) != id) slot = (slot + 1) & (byId.Length - 1);
        return slot;
    }

    private long IdAt(int place) => place > 0 ? addresses[place - 1].Id : cadastral[-place - 1].Id;

    private void Grow()
    {
        byId = new int[byId.Length * 2];
        for (var i = 0; i < addresses.Count; i++) byId[FindId(addresses[i].Id)] = i + 1;
        for (var i = 0; i < cadastral.Count; i++) byId[FindId(cadastral[i].Id)] = -(i + 1);
    }
}
