using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// Gives persons their ids. A person's id is the keyed hash of the number under which it was first published and stays with it
/// when the number changes: the number register, an input of the run, says which number that was.
/// </summary>
internal sealed class PersonKeys(byte[] key)
{
    private ulong[] register = new ulong[16];

    /// <summary>Tells whether another run has the same key, without telling the key.</summary>
    public string Fingerprint => Convert.ToHexStringLower(HMACSHA256.HashData(key, "PersonEtl person key"u8)[..8]);

    /// <summary>Reads the number register: eight bytes a number, for the ids follow from the numbers.</summary>
    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var count = new NpgsqlCommand("select count(*) from protected.person_key", connection);
        var numbers = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        register = new ulong[BitOperations.RoundUpToPowerOf2((ulong)Math.Max(16, numbers * 3 / 2))];
        await using var command = new NpgsqlCommand("select identification_number::bigint from protected.person_key", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var number = (ulong)reader.GetInt64(0);
            register[SlotOf(number)] = number;
        }
    }

    /// <summary>
    /// Sets the person's id: by its current number where that is in the register, else by an earlier one that no other document claims,
    /// else a new one, which enters the register with this generation. Safe from several threads.
    /// </summary>
    public void Identify(Person person, int generation)
    {
        var current = person.CurrentIdentifier!.PackedNumber;
        var first = IsKnown(current) ? current : person.Identifiers.Find(i => !i.IsOfAnother && IsKnown(i.PackedNumber))?.PackedNumber;
        if (first is null) person.FirstPublished = generation;
        person.Id = Hash(first ?? current);
    }

    private bool IsKnown(ulong number) => register[SlotOf(number)] == number;

    private int SlotOf(ulong number)
    {
        var slot = (int)((number * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)register.Length)));
        while (register[slot] != 0 && register[slot] != number) slot = (slot + 1) & (register.Length - 1);
        return slot;
    }

    private Guid Hash(ulong number)
    {
        Span<byte> message = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(message, number);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message, hash);
        // the version and variant bits of a uuid of one's own making (RFC 9562, version 8)
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
