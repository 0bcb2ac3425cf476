using System.Runtime.InteropServices;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>Collects addresses into an <see cref="AddressRegister"/>; the last entry of an id replaces the one before it.</summary>
internal sealed class AddressRegisterBuilder
{
    /// <summary>The largest address code that a street key holds.</summary>
    public const int MaxAddressCode = (1 << 17) - 1;

    private const int MaxMunicipality = (1 << 14) - 1;

    private readonly List<AddressEntry> entries = [];
    private int[] byId = new int[16];

    /// <summary>The latest moment of extraction seen.</summary>
    public DateTime? ExtractedAt { get; private set; }

    /// <summary>False when the entry replaced an earlier one of its id.</summary>
    public bool Add(in AddressEntry entry)
    {
        var slot = FindId(entry.Id);
        if (byId[slot] != 0)
        {
            entries[byId[slot] - 1] = entry;
            return false;
        }
        entries.Add(entry);
        byId[slot] = entries.Count;
        if (entries.Count > byId.Length / 3 * 2) Grow();
        return true;
    }

    public void SeenExtraction(DateTime moment)
    {
        if (ExtractedAt is null || moment > ExtractedAt) ExtractedAt = moment;
    }

    public AddressRegister Build()
    {
        byId = [];
        var sorted = entries.ToArray();
        var keys = new ulong[sorted.Length];
        for (var i = 0; i < sorted.Length; i++) keys[i] = StreetKey(sorted[i]);
        Array.Sort(keys, sorted);
        return new AddressRegister(sorted, ExtractedAt);
    }

    internal static ulong StreetKey(in AddressEntry entry) => Pack(entry.Municipality, entry.AddressCode, entry.HouseNumber, entry.HouseLetter);

    /// <summary>False when a part is out of range, so that no address can have the key.</summary>
    internal static bool TryStreetKey(int municipality, int addressCode, int houseNumber, char houseLetter, out ulong key)
    {
        key = 0;
        if (municipality is < 0 or > MaxMunicipality || addressCode is < 0 or > MaxAddressCode || houseNumber is < 0 or > ushort.MaxValue) return false;
        key = Pack(municipality, addressCode, houseNumber, houseLetter);
        return true;
    }

    private static ulong Pack(int municipality, int addressCode, int houseNumber, char houseLetter)
        => ((ulong)(uint)municipality << 49) | ((ulong)(uint)addressCode << 32) | ((ulong)(uint)houseNumber << 16) | houseLetter;

    private int FindId(long id)
    {
        var known = CollectionsMarshal.AsSpan(entries);
        var slot = AddressRegister.Spread((ulong)id, byId.Length);
        while (byId[slot] != 0 && known[byId[slot] - 1].Id != id) slot = (slot + 1) & (byId.Length - 1);
        return slot;
    }

    private void Grow()
    {
        byId = new int[byId.Length * 2];
        for (var i = 0; i < entries.Count; i++) byId[FindId(entries[i].Id)] = i + 1;
    }
}
