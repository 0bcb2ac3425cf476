using System.Globalization;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// Persons whose document could not be read: their published rows are staged again, so that they stay; all but their addresses, since a grading may be among
/// what can't be read. When a document is anyone's, for not even its number can be read, everybody who wasn't delivered stays as before.
/// Nobody is kept whose id or number is another person's tonight, nor who was erased.
/// </summary>
internal static class KeptPersons
{
    public const string Chosen = "staging.kept_person";

    private const string Make = $"drop table if exists {Chosen}; create unlogged table {Chosen} (person_id uuid primary key, is_stale boolean not null)";

    private const string Unread = """
        select distinct on (n.identification_number) person_id, p.identification_number
        from unnest(@numbers) n (identification_number)
        join mart.person_identifier i using (identification_number)
        join mart.person p using (person_id)
        order by n.identification_number, (p.identification_number = n.identification_number) desc nulls last, (i.status = 'InUse') desc nulls last, person_id
        """;

    private static readonly string Choose = $"""
        with candidate as materialized (
            select p.person_id, p.identification_number, p.person_id = any(@unread) as is_stale
            from mart.person p
            where p.person_id = any(@candidates)
                and not exists (select from mart.person_identifier i join protected.erasure e using (identification_number) where i.person_id = p.person_id)
        ),
        taken as (
            select c.person_id from candidate c join {Staging.NameOf(PersonTables.Person)} s on s.identification_number = c.identification_number
            union all
            select c.person_id from candidate c join {Staging.NameOf(PersonTables.Alias)} a on a.person_id = c.person_id
        )
        insert into {Chosen}
        select c.person_id, c.is_stale
        from candidate c
        where not exists (select from taken t where t.person_id = c.person_id)
        """;

    /// <summary>Chooses them, and returns their ids in order.</summary>
    /// <param name="connection">The publication's.</param>
    /// <param name="numbers">Of the documents that could not be read.</param>
    /// <param name="everyone">Whether one of these may be anyone's.</param>
    /// <param name="published">Knows who was delivered.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<Guid>> ChooseAsync(NpgsqlConnection connection, string[] numbers, bool everyone, PublishedHashes published, CancellationToken cancellationToken)
    {
        var unread = (await PersonsAsync(new(Unread, connection) { CommandTimeout = 0, Parameters = { new("numbers", numbers) } }, cancellationToken)).Where(p => !published.IsSeen(p)).ToArray();
        var candidates = everyone ? await published.UnseenAsync(connection, cancellationToken) : unread;
        await using (var make = new NpgsqlCommand(Make, connection)) await make.ExecuteNonQueryAsync(cancellationToken);
        await using (var choose = new NpgsqlCommand(Choose, connection) { CommandTimeout = 0, Parameters = { new("candidates", candidates.ToArray()), new("unread", unread) } })
            await choose.ExecuteNonQueryAsync(cancellationToken);
        return await PersonsAsync(new($"select person_id from {Chosen} order by person_id", connection), cancellationToken);
    }

    /// <summary>The numbers that kept persons have their contact data by: nothing waits under these.</summary>
    public static async Task<IReadOnlyList<ulong>> ContactNumbersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var numbers = new List<ulong>();
        await using var command = new NpgsqlCommand($"select c.identification_number from {Chosen} k join mart.person_contact c using (person_id) where c.identification_number is not null", connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) numbers.Add(ulong.Parse(row.GetString(0), CultureInfo.InvariantCulture));
        return numbers;
    }

    /// <summary>Stages what is kept of a table, and gives back the rows, each person's together, in the order of their ids.</summary>
    public static NpgsqlCommand StageAndRead(NpgsqlConnection connection, ITable table, DateOnly asOf)
    {
        var columns = Columns(table);
        return Command($"with staged as ({Insert(table)} returning {columns}) select {columns} from staged order by {string.Join(", ", table.Key)}", connection, asOf);
    }

    /// <summary>The published persons that unreadable documents' numbers are of, each with the number that the person goes by.</summary>
    public static async Task<IReadOnlyList<(Guid Person, ulong Number)>> OfAsync(NpgsqlConnection connection, string[] numbers, CancellationToken cancellationToken)
    {
        var persons = new List<(Guid, ulong)>();
        await using var command = new NpgsqlCommand(Unread, connection) { CommandTimeout = 0, Parameters = { new("numbers", numbers) } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) persons.Add((row.GetGuid(0), row.IsDBNull(1) ? 0 : ulong.Parse(row.GetString(1), CultureInfo.InvariantCulture)));
        return persons;
    }

    private static async Task<IReadOnlyList<Guid>> PersonsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var _ = command;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var persons = new List<Guid>();
        while (await row.ReadAsync(cancellationToken)) persons.Add(row.GetGuid(0));
        return persons;
    }

    private static NpgsqlCommand Command(string sql, NpgsqlConnection connection, DateOnly asOf) => new(sql, connection) { CommandTimeout = 0, Parameters = { new("asOf", asOf) } };

    private static string Insert(ITable table)
    {
        var isAddress = ReferenceEquals(table, PersonTables.Address) || ReferenceEquals(table, PersonTables.ProtectedAddress);
        return $"""
            insert into {Staging.NameOf(table)} ({Columns(table)})
            select {string.Join(", ", table.Descriptions.Select(c => ValueOf(table, c.Name)))}
            from {Chosen} k join {table.FullName} t using (person_id){(isAddress ? " where not k.is_stale" : "")}
            """;
    }

    private static string Columns(ITable table) => string.Join(", ", table.Descriptions.Select(c => c.Name));

    private static string ValueOf(ITable table, string column)
    {
        if (!ReferenceEquals(table, PersonTables.Person)) return "t." + column;
        if (PersonTable.AddressColumnNames.Contains(column)) return $"case when not k.is_stale then t.{column} end";
        return column == PersonTable.StaleSince ? $"coalesce(t.{column}, case when k.is_stale then @asOf end)" : "t." + column;
    }
}
