using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>Whom a run changes: the persons whose rows are staged, with their new hashes, and those that are gone.</summary>
internal static class ChangedPersons
{
    public const string Table = "staging.changed_person";

    /// <summary>As COPY takes it: id, what became of the person, hashes.</summary>
    public const string Copied = $"{Table} (person_id, change, {PersonHash.Columns})";

    public const string Make = $"""
        drop table if exists {Table};
        create unlogged table {Table} (
            person_id uuid not null, change text collate "C" not null, person_hash bigint, address_hash bigint, other_hash bigint, protected_hash bigint,
            person_hash_differs boolean not null default true, address_hash_differs boolean not null default true, other_hash_differs boolean not null default true, protected_hash_differs boolean not null default true
        )
        """;

    /// <summary>Says of each changed person in which tables something differs.</summary>
    public const string Compare = $"""
        update {Table} c set
            person_hash_differs = c.person_hash is distinct from h.person_hash,
            address_hash_differs = c.address_hash is distinct from h.address_hash,
            other_hash_differs = c.other_hash is distinct from h.other_hash,
            protected_hash_differs = c.protected_hash is distinct from h.protected_hash
        from ops.person_hash h
        where h.person_id = c.person_id and c.change = 'changed'
        """;

    private const string Gone = $"insert into {Table} (person_id, change) select person_id, 'gone' from unnest(@persons) p (person_id)";
    private const string Changed = $"""
        insert into {Table} (person_id, change, {PersonHash.Columns})
        select person_id, 'changed', {PersonHash.Columns}
        from unnest(@persons, @person, @addresses, @others, @protected) p (person_id, {PersonHash.Columns})
        """;

    /// <summary>`new`, `changed`, and `unchanged` where new columns are filled.</summary>
    private static readonly Utf8Text[] Words = [.. Enum.GetNames<Comparison>().Select(n => Utf8Text.From(n.ToLowerInvariant()))];

    public static void Write(CopyRows rows, Guid person, Comparison comparison, PersonHash hash)
    {
        rows.BeginRow(6);
        rows.Uuid(person);
        rows.Text(Words[(int)comparison]);
        hash.Write(rows);
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
        await using var command = new NpgsqlCommand(Changed, connection) { CommandTimeout = 0 };
        PersonHash.AddTo(command.Parameters, persons);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
