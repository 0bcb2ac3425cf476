using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>Whom a run changes: the persons whose rows are staged, with their new hashes, and those that are gone.</summary>
internal static class ChangedPersons
{
    public const string Table = "staging.changed_person";

    /// <summary>As COPY takes it: id, what became of the person, hashes.</summary>
    public const string Copied = $"{Table} (person_id, change, public_hash, protected_hash)";

    public const string Make = $"""
        drop table if exists {Table};
        create unlogged table {Table} (person_id uuid not null, change text collate "C" not null, public_hash uuid, protected_hash uuid)
        """;

    private const string Gone = $"insert into {Table} (person_id, change) select person_id, 'gone' from unnest(@persons) p (person_id)";
    private const string Changed = $"""
        insert into {Table} (person_id, change, public_hash, protected_hash)
        select p.person_id, 'changed', p.public_hash, p.protected_hash
        from unnest(@persons, @public, @protected) p (person_id, public_hash, protected_hash)
        """;

    /// <summary>`new`, `changed`, and `unchanged` where new columns are filled.</summary>
    private static readonly Utf8Text[] Words = [.. Enum.GetNames<Comparison>().Select(n => Utf8Text.From(n.ToLowerInvariant()))];

    public static void Write(CopyRows rows, Guid person, Comparison comparison, PersonHash hash)
    {
        rows.BeginRow(4);
        rows.Uuid(person);
        rows.Text(Words[(int)comparison]);
        rows.Uuid(PersonHash.ToUuid(hash.Public));
        rows.Uuid(PersonHash.ToUuid(hash.Protected));
    }

    public static async Task AddGoneAsync(NpgsqlConnection connection, IReadOnlyList<Guid> persons, CancellationToken cancellationToken)
    {
        if (persons.Count == 0) return;
        await using var command = new NpgsqlCommand(Gone, connection) { CommandTimeout = 0, Parameters = { new("persons", persons.ToArray()) } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Persons whose rows are staged by other means than COPY.</summary>
    public static async Task AddChangedAsync(NpgsqlConnection connection, IReadOnlyDictionary<Guid, PersonHash> persons, CancellationToken cancellationToken)
    {
        if (persons.Count == 0) return;
        await using var command = new NpgsqlCommand(Changed, connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new("persons", persons.Keys.ToArray()),
                new("public", persons.Values.Select(h => PersonHash.ToUuid(h.Public)).ToArray()),
                new("protected", persons.Values.Select(h => PersonHash.ToUuid(h.Protected)).ToArray()),
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
