using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>The numbers of persons who are never published again, an input of every run.</summary>
internal sealed class Erasures
{
    private const string Erased = "select identification_number::bigint from protected.erasure";
    private const string KnownBeside = "select identification_number::bigint from protected.beside_erased";
    private const string Note = """
        delete from protected.beside_erased where identification_number <> all (@numbers);
        insert into protected.beside_erased (identification_number) select n from unnest(@numbers) as listed (n) on conflict do nothing
        """;

    private Erasures(IReadOnlySet<ulong> numbers, IReadOnlySet<ulong> beside) => (Numbers, Beside) = (numbers, beside);

    public static Erasures None { get; } = new(new HashSet<ulong>(), new HashSet<ulong>());

    /// <summary>Packed.</summary>
    public IReadOnlySet<ulong> Numbers { get; }

    /// <summary>Other numbers that documents of erased persons listed in the last night. Contact data under them wait for nobody.</summary>
    public IReadOnlySet<ulong> Beside { get; }

    public static async Task<Erasures> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => new(await NumbersAsync(connection, Erased, cancellationToken), await NumbersAsync(connection, KnownBeside, cancellationToken));

    /// <summary>Notes what the documents of erased persons list now, for passes that don't read them.</summary>
    public async Task NoteAsync(NpgsqlConnection connection, IEnumerable<ulong> listed, CancellationToken cancellationToken)
    {
        var numbers = listed.Except(Numbers).ToHashSet();
        if (!numbers.SetEquals(Beside)) await connection.ExecuteAsync(new(Note, new { numbers = ListedPersons.Texts(numbers) }, cancellationToken: cancellationToken));
    }

    /// <summary>Whether the person has, or had, an erased number; one that is another's by now doesn't count.</summary>
    public bool Cover(Person person)
    {
        if (Numbers.Count == 0) return false;
        foreach (var identifier in person.Identifiers)
        {
            if (!identifier.IsOfAnother && Numbers.Contains(identifier.PackedNumber)) return true;
        }
        return false;
    }

    private static async Task<IReadOnlySet<ulong>> NumbersAsync(NpgsqlConnection connection, string query, CancellationToken cancellationToken)
        => (await connection.QueryAsync<long>(new(query, cancellationToken: cancellationToken))).Select(n => (ulong)n).ToHashSet();
}
