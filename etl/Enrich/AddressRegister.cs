using System.Numerics;
using System.Runtime.CompilerServices;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// Matrikkelen's addresses by id, by street and house, by street name and house, and by cadastral number. Addresses lie in the order of
/// their streets and houses, so that a street is a range of them: each table of streets, by code and by name, is some hundred thousand
/// numbers beside millions of addresses. Immutable; a look-up allocates nothing.
/// </summary>
internal sealed class AddressRegister
{
    /// <summary>Stands for a sub number that isn't given: every sub number is a candidate.</summary>
    public const int AnySubNumber = -1;

    /// <summary>Stands for a postal code that isn't given.</summary>
    public const int AnyPostalCode = -1;

    /// <summary>Stands for any letter of a house number, and none; no address bears it.</summary>
    public const char AnyLetter = '\uFFFF';

    /// <summary>Stands for a name that needn't agree.</summary>
    public const ulong AnyName = 0;

    public static readonly AddressRegister Empty = new AddressRegisterBuilder().Build();

    private readonly Street[] streets;
    private readonly int[] byCode;
    private readonly int[] byName;
    private readonly StreetAddress[] addresses;
    private readonly CadastralAddress[] cadastral;
    private readonly int[] byId;

    /// <param name="streets">In the order of their codes.</param>
    /// <param name="addresses">One for an id, in the order of their streets and houses.</param>
    /// <param name="cadastral">One for an id, in order.</param>
    /// <param name="extractedAt">When Kartverket took the data out.</param>
    internal AddressRegister(Street[] streets, StreetAddress[] addresses, CadastralAddress[] cadastral, DateTime? extractedAt)
    {
        this.streets = streets;
        this.addresses = addresses;
        this.cadastral = cadastral;
        ExtractedAt = extractedAt;
        byCode = new int[SlotsFor(streets.Length)];
        for (var i = 0; i < streets.Length; i++)
        {
            // of several streets with one code the first; the others follow it
            ref var slot = ref byCode[FindCode(streets[i].Key)];
            if (slot == 0) slot = i + 1;
        }
        byName = [.. Enumerable.Range(0, streets.Length)];
        Array.Sort(byName, (one, other) => Order(in streets[one], streets[other].Municipality, streets[other].Name));
        byId = new int[SlotsFor(Count)];
        for (var i = 0; i < addresses.Length; i++) byId[FindId(addresses[i].Id)] = i + 1;
        for (var i = 0; i < cadastral.Length; i++) byId[FindId(cadastral[i].Id)] = -(i + 1);
    }

    internal ReadOnlySpan<Street> Streets => streets;

    internal ReadOnlySpan<StreetAddress> StreetAddresses => addresses;

    internal ReadOnlySpan<CadastralAddress> CadastralAddresses => cadastral;

    /// <summary>Every address, in no order.</summary>
    public IEnumerable<AddressEntry> Entries => addresses.Select(a => EntryOf(in a)).Concat(cadastral.Select(a => EntryOf(in a)));

    /// <summary>Every municipality number that an address bears.</summary>
    public IEnumerable<int> Municipalities => streets.Select(s => (int)s.Municipality).Concat(cadastral.Select(c => (int)c.Municipality)).Distinct();

    public int Count => addresses.Length + cadastral.Length;

    /// <summary>The latest moment of extraction in the delivery, Norwegian time.</summary>
    public DateTime? ExtractedAt { get; }

    /// <summary>What the register takes in memory.</summary>
    public long Bytes => (addresses.LongLength * Unsafe.SizeOf<StreetAddress>()) + (cadastral.LongLength * Unsafe.SizeOf<CadastralAddress>())
        + (streets.LongLength * Unsafe.SizeOf<Street>()) + ((byId.LongLength + byCode.LongLength + byName.LongLength) * sizeof(int));

    public bool TryFindById(long id, out AddressEntry entry)
    {
        var place = byId[FindId(id)];
        entry = place switch { 0 => default, > 0 => EntryOf(in addresses[place - 1]), _ => EntryOf(in cadastral[-place - 1]) };
        return place != 0;
    }

    /// <summary>The addresses of a street by its code; <paramref name="houseLetter"/> '\0' is no letter.</summary>
    public AddressMatch FindByStreet(int municipality, int addressCode, int houseNumber, char houseLetter, ulong name = AnyName)
    {
        var match = default(AddressMatch);
        for (var s = FirstOf(municipality, addressCode); IsOf(s, municipality, addressCode); s++)
        {
            if (name == AnyName || streets[s].Name == name) match = match.With(FindIn(in streets[s], houseNumber, houseLetter, AnyPostalCode));
        }
        return match;
    }

    /// <summary>All addresses of a street: an answer only when the street lies in one unit.</summary>
    public AddressMatch FindByStreetOnly(int municipality, int addressCode, ulong name = AnyName)
    {
        var match = default(AddressMatch);
        for (var s = FirstOf(municipality, addressCode); IsOf(s, municipality, addressCode); s++)
        {
            if (name == AnyName || streets[s].Name == name) match = match.With(streets[s].All);
        }
        return match;
    }

    /// <summary>Whether the code's street bears the name.</summary>
    public bool HasName(int municipality, int addressCode, ulong name) => FindByStreetOnly(municipality, addressCode, name).Candidates > 0;

    /// <summary>The addresses of all streets of the municipality that bear the name.</summary>
    public AddressMatch FindByName(int municipality, ulong name, int houseNumber, char houseLetter, int postalCode)
    {
        var match = default(AddressMatch);
        for (var n = FirstNamed(municipality, name); n < byName.Length && Order(in streets[byName[n]], municipality, name) == 0; n++)
            match = match.With(FindIn(in streets[byName[n]], houseNumber, houseLetter, postalCode));
        return match;
    }

    /// <summary>The cadastral addresses with this number; street addresses share numbers and are no candidates.</summary>
    public AddressMatch FindByCadastralNumber(int municipality, int land, int title, int leasehold, int sub)
    {
        if (municipality is < 0 or > ushort.MaxValue) return default;
        var wanted = new CadastralAddress(0, (ushort)municipality, land, title, leasehold, sub, 0);
        var match = default(AddressMatch);
        for (var c = FirstFrom(wanted); c < cadastral.Length; c++)
        {
            ref readonly var found = ref cadastral[c];
            if ((found with { Id = 0, Unit = 0, Sub = sub }) != wanted || (sub != AnySubNumber && found.Sub != sub)) break;
            match = match.With(found.Unit);
        }
        return match;
    }

    private AddressMatch FindIn(in Street street, int houseNumber, char houseLetter, int postalCode)
    {
        if (houseNumber is < 0 or > ushort.MaxValue) return default;
        var (from, to) = (StreetAddress.HouseOf((ushort)houseNumber, houseLetter == AnyLetter ? '\0' : houseLetter), StreetAddress.HouseOf((ushort)houseNumber, houseLetter));
        var match = default(AddressMatch);
        var end = street.First + street.Count;
        for (var a = FirstFrom(street.First, end, from); a < end && addresses[a].House <= to; a++)
        {
            if (postalCode == AnyPostalCode || addresses[a].PostalCode == postalCode) match = match.With(addresses[a].Unit);
        }
        return match;
    }

    private int FirstFrom(int from, int end, uint house)
    {
        while (from < end)
        {
            var middle = (from + end) >>> 1;
            if (addresses[middle].House < house) from = middle + 1;
            else end = middle;
        }
        return from;
    }

    private int FirstNamed(int municipality, ulong name)
    {
        var (from, end) = (0, byName.Length);
        while (from < end)
        {
            var middle = (from + end) >>> 1;
            if (Order(in streets[byName[middle]], municipality, name) < 0) from = middle + 1;
            else end = middle;
        }
        return from;
    }

    private int FirstFrom(in CadastralAddress wanted)
    {
        var (from, end) = (0, cadastral.Length);
        while (from < end)
        {
            var middle = (from + end) >>> 1;
            if (CadastralAddress.Order(cadastral[middle], wanted) < 0) from = middle + 1;
            else end = middle;
        }
        return from;
    }

    private static int Order(in Street street, int municipality, ulong name)
        => street.Municipality != municipality ? street.Municipality - municipality : street.Name.CompareTo(name);

    private int FirstOf(int municipality, int addressCode) => byCode[FindCode(Street.KeyOf(municipality, addressCode))] - 1;

    private bool IsOf(int street, int municipality, int addressCode)
        => (uint)street < (uint)streets.Length && streets[street].Municipality == municipality && streets[street].AddressCode == addressCode;

    private static AddressEntry EntryOf(in CadastralAddress a) => new(a.Id, a.Municipality, 0, 0, '\0', IsCadastral: true, a.Land, a.Title, a.Leasehold, a.Sub, a.Unit);

    private AddressEntry EntryOf(in StreetAddress a)
    {
        ref readonly var street = ref streets[a.Street];
        return new(a.Id, street.Municipality, street.AddressCode, a.HouseNumber, a.HouseLetter, IsCadastral: false, 0, 0, 0, 0, a.Unit, street.Name, a.PostalCode);
    }

    private static int SlotsFor(int count) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16L, count * 3L / 2));

    private int FindId(long id)
    {
        var slot = Spread((ulong)id, byId.Length);
        while (byId[slot] != 0 && IdAt(byId[slot]) != id) slot = (slot + 1) & (byId.Length - 1);
        return slot;
    }

    private long IdAt(int place) => place > 0 ? addresses[place - 1].Id : cadastral[-place - 1].Id;

    private int FindCode(ulong key)
    {
        var slot = Spread(key, byCode.Length);
        while (byCode[slot] != 0 && streets[byCode[slot] - 1].Key != key) slot = (slot + 1) & (byCode.Length - 1);
        return slot;
    }

    /// <summary>Where a key is looked for first in a table whose size is a power of two.</summary>
    internal static int Spread(ulong key, int slots) => (int)((key * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)slots)));
}
