using System.Buffers.Binary;
using System.Numerics;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// The hashes of every published person, to compare tonight's with: 17 bytes a slot. An id takes its lower 64 bits, which are a keyed hash's.
/// Safe from several threads.
/// </summary>
internal sealed class PublishedHashes
{
    // not from the hashes: there are none when they must be made anew
    private const string EveryId = "select person_id from mart.person";
    private const string Count = "select count(*) from ops.person_hash";
    private const string All = $"select person_id, {PersonHash.Columns} from ops.person_hash";

    private readonly ulong[] ids;
    private readonly ulong[] hashes;
    private readonly byte[] seen;

    private PublishedHashes(long persons)
    {
        var slots = BitOperations.RoundUpToPowerOf2((ulong)Math.Max(16, persons * 3 / 2));
        (ids, hashes, seen) = (new ulong[slots], new ulong[slots], new byte[slots]);
    }

    /// <summary>Of an empty mart: everybody is new.</summary>
    public static PublishedHashes None => new(0);

    public long Persons { get; private set; }

    /// <summary>Hashes to compare with that were made otherwise.</summary>
    public static PublishedHashes Of(IReadOnlyDictionary<Guid, PersonHash> hashes)
    {
        var published = new PublishedHashes(hashes.Count);
        foreach (var (id, hash) in hashes) published.Add(id, hash);
        return published;
    }

    public static async Task<PublishedHashes> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var count = new NpgsqlCommand(Count, connection) { CommandTimeout = 0 };
        var published = new PublishedHashes((long)(await count.ExecuteScalarAsync(cancellationToken))!);
        await foreach (var (id, hash) in ReadAsync(connection, cancellationToken)) published.Add(id, hash);
        return published;
    }

    /// <summary>Those of some persons as they are stored.</summary>
    public static async Task<Dictionary<Guid, PersonHash>> StoredAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> persons, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<Guid, PersonHash>();
        await using var command = new NpgsqlCommand($"{All} where person_id = any(@persons)", connection) { CommandTimeout = 0, Parameters = { new("persons", persons.ToArray()) } };
        await foreach (var (id, hash) in ReadAsync(command, cancellationToken)) stored[id] = hash;
        return stored;
    }

    /// <summary>Those of some persons.</summary>
    public static async Task<PublishedHashes> LoadAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> persons, CancellationToken cancellationToken)
        => Of(await StoredAsync(connection, persons, cancellationToken));

    /// <summary>Says how tonight's person stands to the published one, and that it was there tonight.</summary>
    public Comparison Compare(Guid person, PersonHash hash)
    {
        var slot = SlotOf(Key(person));
        if (ids[slot] == 0) return Comparison.New;
        seen[slot] = 1;
        return hashes[slot] == hash.Folded ? Comparison.Unchanged : Comparison.Changed;
    }

    /// <summary>Whether a published person was there tonight; false for one that isn't published.</summary>
    public bool IsSeen(Guid person) => seen[SlotOf(Key(person))] != 0;

    /// <summary>Says that a person was there tonight, though no document told of it.</summary>
    public void See(Guid person) => seen[SlotOf(Key(person))] = 1;

    /// <summary>The published persons that were not there tonight.</summary>
    public async Task<IReadOnlyList<Guid>> UnseenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var unseen = new List<Guid>();
        if (!Enumerable.Range(0, ids.Length).Any(slot => ids[slot] != 0 && seen[slot] == 0)) return unseen;
        await using var command = new NpgsqlCommand(EveryId, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (!IsSeen(row.GetGuid(0))) unseen.Add(row.GetGuid(0));
        }
        return unseen;
    }

    private void Add(Guid person, PersonHash hash)
    {
        var slot = SlotOf(Key(person));
        (ids[slot], hashes[slot]) = (Key(person), hash.Folded);
        Persons++;
    }

    private static async IAsyncEnumerable<(Guid Person, PersonHash Hash)> ReadAsync(NpgsqlConnection connection, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(All, connection) { CommandTimeout = 0 };
        await foreach (var one in ReadAsync(command, cancellationToken)) yield return one;
    }

    private static async IAsyncEnumerable<(Guid Person, PersonHash Hash)> ReadAsync(NpgsqlCommand command, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) yield return (row.GetGuid(0), PersonHash.Read(row, 1));
    }

    private static ulong Key(Guid person)
    {
        Span<byte> bytes = stackalloc byte[16];
        person.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) | 1;
    }

    private int SlotOf(ulong key)
    {
        var slot = (int)((key * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)ids.Length)));
        while (ids[slot] != 0 && ids[slot] != key) slot = (slot + 1) & (ids.Length - 1);
        return slot;
    }
}
