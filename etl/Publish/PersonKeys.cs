using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// Gives persons their ids. A person's id is the keyed hash of the number under which it was first published and stays with it
/// when the number changes: the number register, an input of the run, says which number that was.
/// </summary>
internal sealed class PersonKeys(byte[] key)
{
    private const string Count = "select count(*) from protected.person_key where first_number is null";
    private const string First = "select identification_number::bigint from protected.person_key where first_number is null";
    private const string Later = "select identification_number::bigint, first_number::bigint from protected.person_key where first_number is not null";
    private const string Newest = " order by since desc, identification_number";
    private const string FingerprintOf = "select person_key_fingerprint from ops.installation";
    private const string Aliases = "select person_id, survivor_id, since_generation from mart.person_alias";

    /// <summary>For each number that an id was made from, the one whose document has the id now, where they differ.</summary>
    private readonly Dictionary<ulong, ulong> holders = [];
    private readonly Dictionary<Guid, PersonAlias> aliases = [];
    private ulong[] register = new ulong[16];

    /// <summary>Numbers that came later, newest first, each with the one that its person's id was made from.</summary>
    private readonly List<(ulong Number, ulong First)> later = [];
    private readonly Dictionary<ulong, ulong> firsts = [];

    /// <summary>Tells whether another run has the same key, without telling the key.</summary>
    public string Fingerprint => Convert.ToHexStringLower(HMACSHA256.HashData(key, "PersonEtl person key"u8)[..8]);

    /// <exception cref="NpgsqlException">The database doesn't answer.</exception>
    /// <returns>Whether the mart's ids were made with this key; null before its first night.</returns>
    public async Task<bool?> MadeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => await connection.ExecuteScalarAsync<string?>(new(FingerprintOf, cancellationToken: cancellationToken)) is { } of ? string.Equals(of, Fingerprint, StringComparison.Ordinal) : null;

    /// <summary>Hashes rows with a key of its own, made from this one.</summary>
    public RowHasher RowHasher(HashedColumns? only = null) => new(key, only);

    /// <summary>Reads the number register: eight bytes an id, for the ids follow from the numbers; numbers that came later are few.</summary>
    public Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => LoadAsync(connection, numbers: null, cancellationToken);

    /// <summary>Reads of the register what it has of some numbers, packed; null for all of it. What documents of these alone are given is the same.</summary>
    public async Task LoadAsync(NpgsqlConnection connection, IReadOnlyCollection<ulong>? numbers, CancellationToken cancellationToken)
    {
        var some = numbers?.Select(n => n.ToString("D11", CultureInfo.InvariantCulture)).ToArray();
        var only = some is null ? "" : " and identification_number = any(@some)";
        var count = some?.Length ?? await connection.ExecuteScalarAsync<long>(new(Count, commandTimeout: 0, cancellationToken: cancellationToken));
        register = new ulong[BitOperations.RoundUpToPowerOf2((ulong)Math.Max(16, count * 3 / 2))];
        await using (var command = new NpgsqlCommand(First + only, connection) { CommandTimeout = 0 })
        {
            if (some is not null) command.Parameters.Add(new("some", some));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var number = (ulong)reader.GetInt64(0);
                register[SlotOf(number)] = number;
            }
        }
        foreach (var (number, first) in await connection.QueryAsync<(long, long)>(new($"{Later}{only}{Newest}", new { some }, commandTimeout: 0, cancellationToken: cancellationToken)))
        {
            // a number that was parted from its first one has an id of its own
            if (!IsFirst((ulong)number) && firsts.TryAdd((ulong)number, (ulong)first)) later.Add(((ulong)number, (ulong)first));
        }
        foreach (var (id, survivor, since) in await connection.QueryAsync<(Guid, Guid, int)>(new(Aliases, cancellationToken: cancellationToken)))
            aliases[id] = new(id, survivor, since);
    }

    /// <summary>
    /// Decides whose each id is, once it is known which document each number belongs to: the document's that goes by the first number; else by the
    /// newest of the later ones; else the one that has the newest of them as history. So no two persons ever come to one id.
    /// </summary>
    /// <param name="contains">Whether a document has the number.</param>
    /// <param name="leads">Whether its document goes by the number.</param>
    public void Settle(Func<ulong, bool> contains, Func<ulong, bool> leads)
    {
        holders.Clear();
        foreach (var id in later.GroupBy(n => n.First, n => n.Number))
        {
            if (leads(id.Key)) continue;
            var holder = id.FirstOrDefault(leads);
            if (holder == 0) holder = id.FirstOrDefault(contains);
            if (holder != 0) holders[id.Key] = holder;
        }
    }

    /// <summary>
    /// Sets the person's id: by its current number where the register has it, else by the earlier number that was registered last, else a new one.
    /// What is new enters the register with this generation; every other id of the person's numbers becomes an alias. Safe from several threads.
    /// </summary>
    public void Identify(Person person, int generation)
    {
        var current = person.CurrentIdentifier!.PackedNumber;
        var first = FirstOf(person, current);
        if (first == 0) first = FirstOfEarlier(person);
        if (first == 0) first = current;
        person.Id = Hash(first);
        if (FirstOf(current) != first)
        {
            person.FirstPublished = generation;
            if (first != current) person.FirstNumber = Utf8Text.From(first.ToString("D11", CultureInfo.InvariantCulture));
        }
        foreach (var identifier in person.Identifiers)
        {
            if (identifier.IsOfAnother || identifier.PackedNumber == current || FirstOf(person, identifier.PackedNumber) is not (> 0 and var other) || other == first) continue;
            var id = Hash(other);
            if (!person.Aliases.Exists(a => a.Id == id)) person.Aliases.Add(aliases.TryGetValue(id, out var before) && before.Survivor == person.Id ? before : new(id, person.Id, generation));
        }
    }

    /// <summary>Of a person that comes under a number never seen: by the earlier one that was registered last.</summary>
    private ulong FirstOfEarlier(Person person)
    {
        // the one number of most persons was asked for already
        if (person.Identifiers.Count == 1) return 0;
        return person.Identifiers.Where(i => !i.IsOfAnother).OrderByDescending(i => i.RegisteredAt?.Microseconds).ThenBy(i => i.PackedNumber)
            .Select(i => FirstOf(person, i.PackedNumber)).FirstOrDefault(f => f != 0);
    }

    /// <summary>The number that the id of one of the person's numbers was made from, where that id is this person's; else 0.</summary>
    private ulong FirstOf(Person person, ulong number)
    {
        var first = FirstOf(number);
        if (first == 0) return 0;
        var holder = holders.GetValueOrDefault(first, first);
        if (holder == number) return first;
        foreach (var identifier in person.Identifiers)
        {
            if (!identifier.IsOfAnother && identifier.PackedNumber == holder) return first;
        }
        return 0;
    }

    private ulong FirstOf(ulong number) => IsFirst(number) ? number : firsts.GetValueOrDefault(number);

    private bool IsFirst(ulong number) => register[SlotOf(number)] == number;

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
