using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// The persons of a generation that hides, staged as they are published but for what must go: they are published by the same path as any changed person.
/// What was kept of it as it was before goes with them, and no rollback brings it back.
/// </summary>
internal static class HiddenPersons
{
    public const string Table = "staging.hidden_person";
    public const string Remaining = "staging.remaining_address";

    private const string Make = $"""
        drop table if exists {Table}, {Remaining};
        create unlogged table {Table} (person_id uuid primary key, reach integer not null, residential boolean not null, present boolean not null);
        create unlogged table {Remaining} (person_id uuid not null, kind text collate "C" not null, version_number integer not null, becomes integer not null, ends_on date)
        """;

    private const string Add = $"insert into {Table} select * from unnest(@persons, @reaches, @residential, @present)";
    private const string AddRemaining = $"insert into {Remaining} select * from unnest(@persons, @kinds, @versions, @becomes, @ends)";

    private static readonly HashSet<string> MaritalStatusPlaces = [.. MaritalStatusPlace.Columns(_ => true).Select(c => c.Name)];
    private static readonly HashSet<string> BirthPlaces = [.. BirthPlace.Columns(_ => true).Select(c => c.Name)];

    private static readonly string Trim = $"""
        analyze {Table};
        delete from {Table} h
        where h.reach > {(int)HideReach.Rows}
            and not exists (select from mart.person_address a where a.person_id = h.person_id)
            and not exists (select from mart.person p where p.person_id = h.person_id and {HasAny("p", PersonTable.AddressColumnNames)})
            and (h.reach < {(int)HideReach.Person} or (
                not exists (select from mart.person_marital_status m where m.person_id = h.person_id and {HasAny("m", MaritalStatusPlaces)})
                and not exists (select from mart.person_birth b where b.person_id = h.person_id and {HasAny("b", BirthPlaces)})))
            and (h.reach < {(int)HideReach.Everything} or not exists (select from protected.person_address a where a.person_id = h.person_id))
            or not exists (select from mart.person p where p.person_id = h.person_id)
        """;

    private const string Note = $"insert into protected.hidden_person (person_id, generation) select person_id, @generation from {Table}";

    private static readonly string Forget = $"""
        delete from ops.before_image b
        using {Table} h
        where b.person_id = h.person_id
            and (b.table_name in ('mart.person', 'mart.person_address', 'mart.person_marital_status', 'mart.person_birth') or h.reach = {(int)HideReach.Everything} and b.table_name = 'protected.person_address')
        """;

    /// <summary>Stages those of whom anything is published that must go, and returns how many these are.</summary>
    public static async Task<long> StageAsync(NpgsqlConnection connection, IReadOnlyDictionary<Guid, HiddenPerson> persons, CancellationToken cancellationToken)
    {
        if (persons.Count == 0) return 0;
        await ExecuteAsync(connection, Make, null, cancellationToken);
        await ExecuteAsync(connection, Add, new { persons = persons.Keys.ToArray(), reaches = persons.Values.Select(p => (int)p.Reach).ToArray(), residential = persons.Values.Select(p => p.Residential).ToArray(), present = persons.Values.Select(p => p.Present).ToArray() }, cancellationToken);
        var remaining = persons.SelectMany(p => p.Value.Remaining, (p, row) => (Person: p.Key, Row: row)).ToList();
        await using (var add = new NpgsqlCommand(AddRemaining, connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new("persons", remaining.Select(r => r.Person).ToArray()), new("kinds", remaining.Select(r => Terms.Of(r.Row.Kind).ToString()).ToArray()),
                new("versions", remaining.Select(r => r.Row.Version).ToArray()), new("becomes", remaining.Select(r => r.Row.Becomes).ToArray()), new("ends", remaining.Select(r => r.Row.EndsOn).ToArray()),
            },
        }) await add.ExecuteNonQueryAsync(cancellationToken);
        await ExecuteAsync(connection, Trim, null, cancellationToken);
        var hidden = await connection.ExecuteScalarAsync<long>(new($"select count(*) from {Table}", cancellationToken: cancellationToken));
        if (hidden == 0) return 0;
        foreach (var table in Staging.OfPersons) await ExecuteAsync(connection, Insert(table), null, cancellationToken);
        return hidden;
    }

    /// <summary>Notes them, in the publication.</summary>
    public static Task NoteAsync(NpgsqlConnection connection, int generation, CancellationToken cancellationToken) => ExecuteAsync(connection, Note, new { generation }, cancellationToken);

    /// <summary>Forgets what was kept of them, in the publication; the change feed is written by then.</summary>
    public static Task ForgetAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => ExecuteAsync(connection, Forget, null, cancellationToken);

    private static string Insert(ITable table)
    {
        var names = string.Join(", ", table.Descriptions.Select(c => c.Name));
        var from = ReferenceEquals(table, PersonTables.Address)
            ? $"{Table} h join {Remaining} r using (person_id) join {table.FullName} t using (person_id, kind, version_number)"
            : $"{Table} h join {table.FullName} t using (person_id){(ReferenceEquals(table, PersonTables.ProtectedAddress) ? $" where h.reach < {(int)HideReach.Everything}" : "")}";
        return $"insert into {Staging.NameOf(table)} ({names}) select {string.Join(", ", table.Descriptions.Select(c => ValueOf(table, c.Name)))} from {from}";
    }

    private static string ValueOf(ITable table, string column)
    {
        if (ReferenceEquals(table, PersonTables.Person) && PersonTable.AddressColumnNames.Contains(column))
            return $"case when not h.{(column.StartsWith("present_", StringComparison.Ordinal) ? "present" : "residential")} then t.{column} end";
        if (ReferenceEquals(table, PersonTables.Address) && column is "version_number") return "r.becomes";
        if (ReferenceEquals(table, PersonTables.Address) && column is "ends_on") return "r.ends_on";
        if ((ReferenceEquals(table, PersonTables.MaritalStatus) && MaritalStatusPlaces.Contains(column)) || (ReferenceEquals(table, PersonTables.Birth) && BirthPlaces.Contains(column)))
            return $"case when h.reach < {(int)HideReach.Person} then t.{column} end";
        return "t." + column;
    }

    private static string HasAny(string row, IEnumerable<string> columns) => $"not row({string.Join(", ", columns.Select(c => $"{row}.{c}"))}) is null";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancellationToken)
        => await connection.ExecuteAsync(new(sql, parameters, commandTimeout: 0, cancellationToken: cancellationToken));
}
