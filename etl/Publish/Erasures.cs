using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>The numbers of persons who are never published again, an input of every run.</summary>
internal sealed class Erasures
{
    private const string Erased = "select identification_number::bigint from protected.erasure";

    private Erasures(IReadOnlySet<ulong> numbers) => Numbers = numbers;

    public static Erasures None { get; } = new(new HashSet<ulong>());

    /// <summary>Packed.</summary>
    public IReadOnlySet<ulong> Numbers { get; }

    public static async Task<Erasures> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => new((await connection.QueryAsync<long>(new(Erased, cancellationToken: cancellationToken))).Select(n => (ulong)n).ToHashSet());

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
}
