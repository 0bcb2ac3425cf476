using System.Numerics;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>Collects KRR's records into a <see cref="ContactRegister"/>; the last record of a number replaces the one before it whole.</summary>
internal sealed class ContactRegisterBuilder
{
    /// <summary>Places count in units of so many bytes, so that 32 bits reach 16 GB.</summary>
    internal const int Alignment = 4;
    internal const int ChunkShift = 22;
    internal const uint ChunkMask = (1u << ChunkShift) - 1;
    private const int ChunkBytes = (1 << ChunkShift) * Alignment;
    private const int MaxChunks = 1 << (32 - ChunkShift);
    private const int InitialSlots = 1 << 12;

    private readonly List<byte[]> chunks = [];
    private ulong[] keys = new ulong[InitialSlots];
    private uint[] places = new uint[InitialSlots];
    private int position = ChunkBytes;
    private int count;

    /// <summary>The largest record that can be kept.</summary>
    public static int MaxRecordBytes => ChunkBytes;

    /// <summary>Keeps a copy of the contact; false when it replaced an earlier one.</summary>
    public bool Add(ulong packedNumber, Contact contact)
    {
        ArgumentOutOfRangeException.ThrowIfZero(packedNumber);
        var place = Store(contact);
        var slot = FindSlot(keys, packedNumber);
        places[slot] = place;
        if (keys[slot] != 0) return false;
        keys[slot] = packedNumber;
        count++;
        if (count > keys.Length / 10 * 7) Grow();
        return true;
    }

    /// <summary>The finished register; nothing may be added after it.</summary>
    public ContactRegister Build()
    {
        if (chunks.Count > 0)
        {
            var last = chunks[^1];
            Array.Resize(ref last, position);
            chunks[^1] = last;
        }
        return new ContactRegister(count, keys, places, [.. chunks]);
    }

    /// <summary>The slot that holds a key, or the empty one where it would stand.</summary>
    internal static int FindSlot(ulong[] keys, ulong key)
    {
        var mask = keys.Length - 1;
        var slot = (int)((key * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)keys.Length)));
        while (keys[slot] != 0 && keys[slot] != key) slot = (slot + 1) & mask;
        return slot;
    }

    private uint Store(Contact contact)
    {
        var most = ContactEncoding.MaxBytes(contact);
        if (position + most > ChunkBytes)
        {
            if (most > ChunkBytes || chunks.Count == MaxChunks) throw new InvalidOperationException("The contact register is full.");
            chunks.Add(GC.AllocateUninitializedArray<byte>(ChunkBytes));
            position = 0;
        }
        var place = ((uint)(chunks.Count - 1) << ChunkShift) | (uint)(position / Alignment);
        var written = ContactEncoding.Write(contact, chunks[^1].AsSpan(position));
        position += (written + Alignment - 1) / Alignment * Alignment;
        return place;
    }

    private void Grow()
    {
        var newKeys = new ulong[keys.Length * 2];
        var newPlaces = new uint[newKeys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] == 0) continue;
            var slot = FindSlot(newKeys, keys[i]);
            newKeys[slot] = keys[i];
            newPlaces[slot] = places[i];
        }
        keys = newKeys;
        places = newPlaces;
    }
}
