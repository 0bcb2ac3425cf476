using System.Globalization;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// All of KRR by packed number: records as bytes in large chunks, found by open addressing.
/// Immutable, so any number of threads may look up. About 100 bytes a person, certificates apart.
/// </summary>
internal sealed class ContactRegister
{
    public static readonly ContactRegister Empty = new ContactRegisterBuilder().Build();

    private readonly ulong[] keys;
    private readonly uint[] places;
    private readonly byte[][] chunks;

    internal ContactRegister(int count, ulong[] keys, uint[] places, byte[][] chunks)
    {
        Count = count;
        this.keys = keys;
        this.places = places;
        this.chunks = chunks;
    }

    public int Count { get; }

    /// <summary>What the register takes in memory.</summary>
    public long Bytes => (keys.LongLength * sizeof(ulong)) + (places.LongLength * sizeof(uint)) + chunks.Sum(c => c.LongLength);

    /// <summary>How many slots there are; a contact lies in one.</summary>
    public int Slots => keys.Length;

    /// <summary>The contact of a number, new for each call; its texts are slices of the register.</summary>
    public bool TryFind(ulong packedNumber, out Contact contact)
    {
        var slot = SlotOf(packedNumber);
        contact = slot < 0 ? null! : At(slot);
        return slot >= 0;
    }

    /// <summary>The slot of a number's contact, or -1.</summary>
    public int SlotOf(ulong packedNumber)
    {
        var slot = ContactRegisterBuilder.FindSlot(keys, packedNumber);
        return packedNumber == 0 || keys[slot] == 0 ? -1 : slot;
    }

    /// <summary>The number whose contact lies in a slot; 0 when none does.</summary>
    public ulong NumberAt(int slot) => keys[slot];

    /// <summary>Every contact, with its number as eleven digits.</summary>
    public IEnumerable<(ulong Packed, Contact Contact)> All()
    {
        for (var slot = 0; slot < Slots; slot++)
        {
            if (keys[slot] == 0) continue;
            var contact = At(slot);
            contact.Number = Utf8Text.From(keys[slot].ToString("D11", CultureInfo.InvariantCulture));
            yield return (keys[slot], contact);
        }
    }

    /// <summary>The contact in a slot, new for each call; its texts are slices of the register.</summary>
    public Contact At(int slot)
    {
        var place = places[slot];
        return ContactEncoding.Read(chunks[place >> ContactRegisterBuilder.ChunkShift], (int)(place & ContactRegisterBuilder.ChunkMask) * ContactRegisterBuilder.Alignment);
    }
}
