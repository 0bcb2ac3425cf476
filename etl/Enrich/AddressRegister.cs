using System.Numerics;
using System.Runtime.CompilerServices;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// Matrikkelen's addresses by id, by street key and by cadastral number. Entries lie in the order of their street keys,
/// so that one table of integers finds a street key and its neighbours are the other candidates. Immutable.
/// </summary>
internal sealed class AddressRegister
{
    /// <summary>Stands for a sub number that isn't given: every sub number is a candidate.</summary>
    public const int AnySubNumber = -1;

    public static readonly AddressRegister Empty = new AddressRegisterBuilder().Build();

    private readonly AddressEntry[] entries;
    private readonly int[] byId;
    private readonly int[] byStreet;
    private readonly Dictionary<ulong, AddressMatch> streets;
    private readonly Dictionary<CadastralKey, AddressMatch> cadastral;

    /// <param name="entries">One entry per id, sorted by <see cref="AddressRegisterBuilder.StreetKey(in AddressEntry)"/>.</param>
    /// <param name="extractedAt">When Kartverket took the data out.</param>
    internal AddressRegister(AddressEntry[] entries, DateTime? extractedAt)
    {
        this.entries = entries;
        ExtractedAt = extractedAt;
        byId = new int[SlotsFor(entries.Length)];
        byStreet = new int[byId.Length];
        streets = [];
        cadastral = [];
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            byId[FindId(entry.Id)] = i + 1;
            if (entry.IsCadastral)
            {
                Add(cadastral, new(entry.Municipality, entry.LandNumber, entry.TitleNumber, entry.LeaseholdNumber, entry.SubNumber), entry.Unit);
                Add(cadastral, new(entry.Municipality, entry.LandNumber, entry.TitleNumber, entry.LeaseholdNumber, AnySubNumber), entry.Unit);
                continue;
            }
            Add(streets, StreetOnlyKey(entry.Municipality, entry.AddressCode), entry.Unit);
            var slot = FindStreet(AddressRegisterBuilder.StreetKey(entry));
            if (byStreet[slot] == 0) byStreet[slot] = i + 1;
        }
        streets.TrimExcess();
        cadastral.TrimExcess();
    }

    public int Count => entries.Length;

    /// <summary>The latest moment of extraction in the delivery, Norwegian time.</summary>
    public DateTime? ExtractedAt { get; }

    /// <summary>About what the register takes in memory.</summary>
    public long Bytes => (entries.LongLength * Unsafe.SizeOf<AddressEntry>()) + ((byId.LongLength + byStreet.LongLength) * sizeof(int))
        + (streets.Capacity * (long)(Unsafe.SizeOf<ulong>() + Unsafe.SizeOf<AddressMatch>() + 12))
        + (cadastral.Capacity * (long)(Unsafe.SizeOf<CadastralKey>() + Unsafe.SizeOf<AddressMatch>() + 12));

    public bool TryFindById(long id, out AddressEntry entry)
    {
        var place = byId[FindId(id)];
        entry = place == 0 ? default : entries[place - 1];
        return place != 0;
    }

    /// <summary>The addresses with this street key; '\0' is no letter.</summary>
    public AddressMatch FindByStreet(int municipality, int addressCode, int houseNumber, char houseLetter)
    {
        if (!AddressRegisterBuilder.TryStreetKey(municipality, addressCode, houseNumber, houseLetter, out var key)) return default;
        var match = default(AddressMatch);
        for (var i = byStreet[FindStreet(key)] - 1; i >= 0 && i < entries.Length && AddressRegisterBuilder.StreetKey(entries[i]) == key; i++)
            match = match.With(entries[i].Unit);
        return match;
    }

    /// <summary>All addresses of a street: an answer only when the street lies in one unit.</summary>
    public AddressMatch FindByStreetOnly(int municipality, int addressCode) => streets.GetValueOrDefault(StreetOnlyKey(municipality, addressCode));

    /// <summary>The cadastral addresses with this number; street addresses share numbers and are no candidates.</summary>
    public AddressMatch FindByCadastralNumber(int municipality, int land, int title, int leasehold, int sub)
        => cadastral.GetValueOrDefault(new CadastralKey(municipality, land, title, leasehold, sub));

    private static void Add<TKey>(Dictionary<TKey, AddressMatch> matches, TKey key, int unit)
        where TKey : notnull
    {
        ref var match = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(matches, key, out _);
        match = match.With(unit);
    }

    private static ulong StreetOnlyKey(int municipality, int addressCode) => ((ulong)(uint)municipality << 32) | (uint)addressCode;

    private static int SlotsFor(int count) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16L, count * 3L / 2));

    private int FindId(long id)
    {
        var slot = Spread((ulong)id, byId.Length);
        while (byId[slot] != 0 && entries[byId[slot] - 1].Id != id) slot = (slot + 1) & (byId.Length - 1);
        return slot;
    }

    private int FindStreet(ulong key)
    {
        var slot = Spread(key, byStreet.Length);
        while (byStreet[slot] != 0 && AddressRegisterBuilder.StreetKey(entries[byStreet[slot] - 1]) != key) slot = (slot + 1) & (byStreet.Length - 1);
        return slot;
    }

    /// <summary>Where a key is looked for first in a table whose size is a power of two.</summary>
    internal static int Spread(ulong key, int slots) => (int)((key * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)slots)));

    private readonly record struct CadastralKey(int Municipality, int Land, int Title, int Leasehold, int Sub);
}
