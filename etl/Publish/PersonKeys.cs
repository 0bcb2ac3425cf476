using System.Buffers.Binary;
using System.Collections.Concurrent;
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
    private readonly Dictionary<ulong, Guid> register = [];
    private readonly ConcurrentDictionary<ulong, PersonKey> added = new();

    /// <summary>Tells whether another run has the same key, without telling the key.</summary>
    public string Fingerprint => Convert.ToHexStringLower(HMACSHA256.HashData(key, "PersonEtl person key"u8)[..8]);

    public IReadOnlyCollection<PersonKey> Added => (IReadOnlyCollection<PersonKey>)added.Values;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select identification_number::bigint, person_id from protected.person_key", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) register[(ulong)reader.GetInt64(0)] = reader.GetGuid(1);
    }

    /// <summary>
    /// The person's id by its current number, else by an earlier one that no other document claims, else a new id.
    /// Safe from several threads.
    /// </summary>
    public Guid IdOf(Person person, Func<ulong, bool> belongs, int generation)
    {
        var current = person.CurrentIdentifier!;
        if (register.TryGetValue(current.PackedNumber, out var known)) return known;
        foreach (var identifier in person.Identifiers)
        {
            if (register.TryGetValue(identifier.PackedNumber, out known) && belongs(identifier.PackedNumber)) return known;
        }
        return added.GetOrAdd(current.PackedNumber, static (number, args) => new(args.current.Number.Copy(), args.keys.Hash(number), args.generation), (keys: this, current, generation)).PersonId;
    }

    private Guid Hash(ulong number)
    {
        Span<byte> message = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(message, number);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message, hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
