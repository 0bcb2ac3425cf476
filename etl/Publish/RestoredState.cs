using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// Stages a generation's state: whoever changed since, with all rows as they were then, and the tables that are staged whole. A row was as the first
/// generation after noted it before it wrote, or as it is now when none did. Persons who were hidden or erased since are left as they are.
/// </summary>
internal sealed class RestoredState(NpgsqlConnection connection, RowHasher hasher, int generation, CancellationToken cancellationToken)
{
    public const string Image = "staging.restored_image";
    public const string Person = "staging.restored_person";

    /// <summary>Whom it leaves as they are.</summary>
    public const string Left = "staging.left_person";

    private const string MakePersons = $"""
        drop table if exists {Left};
        drop table if exists {Person};
        create unlogged table {Left} (person_id uuid primary key);
        create unlogged table {Person} (person_id uuid primary key)
        """;

    // with a person go those it was one with, then or now, and whoever goes by a number that another had
    private const string Leave = $"""
        with recursive then_person as (
            select person_id, image ->> 'identification_number' as number from {Image} where table_name = 'mart.person' and image is not null
        ),
        pair as (
            select person_id as one, survivor_id as other from mart.person_alias
            union
            select person_id, (image ->> 'survivor_id')::uuid from {Image} where table_name = 'mart.person_alias' and image is not null
            union
            select t.person_id, p.person_id
            from then_person t
            join mart.person_identifier i on i.identification_number = t.number
            join mart.person p on p.person_id = i.person_id and p.identification_number = t.number
            where p.person_id <> t.person_id
        ),
        tied as materialized (
            select one, other from pair union select other, one from pair
        ),
        stays as (
            select person_id from protected.hidden_person where generation > @generation
            union
            select i.person_id from protected.erasure e join mart.person_identifier i on i.identification_number = e.identification_number
            union
            select i.person_id from protected.erasure e join {Image} i on i.table_name = 'mart.person_identifier' and i.image ->> 'identification_number' = e.identification_number
            union
            select t.other from stays s join tied t on t.one = s.person_id
        )
        insert into {Left} select person_id from stays
        """;

    private const string Choose = $"""
        insert into {Person}
        select distinct person_id from {Image} i
        where person_id is not null and table_name <> 'mart.person_alias' and not exists (select from {Left} l where l.person_id = i.person_id)
        """;

    private const string New = $"update {ChangedPersons.Table} c set change = 'new' where not exists (select from ops.person_hash h where h.person_id = c.person_id)";
    private const string Gone = $"""
        select p.person_id from {Person} p
        join ops.person_hash h on h.person_id = p.person_id
        where not exists (select from {ChangedPersons.Table} c where c.person_id = p.person_id)
        """;

    private const string LeftCount = $"select count(*) from {Left}";

    /// <summary>How many persons are left as they are.</summary>
    public long Untouched { get; private set; }

    /// <summary>Whose rows are staged, or go.</summary>
    public long Persons { get; private set; }

    /// <summary>Stages it, and returns the rows that each table will have.</summary>
    public async Task<IReadOnlyDictionary<string, long>> StageAsync()
    {
        await Staging.PrepareAsync(connection, cancellationToken);
        await ExecuteAsync(MakeImages);
        await ExecuteAsync(MakePersons);
        await ExecuteAsync(Leave);
        Persons = await ExecuteAsync(Choose);
        Untouched = await connection.ExecuteScalarAsync<long>(Command(LeftCount));
        await ExecuteAsync($"analyze {Left}; analyze {Person}");
        foreach (var table in Staging.OfPersons) await ExecuteAsync(OfPersons(table));
        foreach (var table in Staging.Whole) await ExecuteAsync(Whole(table));
        await ChangedPersons.AddChangedAsync(connection, await new PublishedRows(connection, hasher).HashAsync(persons: null, Staging.NameOf, cancellationToken), cancellationToken);
        await ExecuteAsync(New);
        await ChangedPersons.AddGoneAsync(connection, (await connection.QueryAsync<Guid>(Command(Gone))).AsList(), cancellationToken);
        return await RowsAsync();
    }

    private string MakeImages => FormattableString.Invariant($"""
        drop table if exists {Image};
        create unlogged table {Image} as
        select distinct on (table_name, row_key) table_name, row_key, person_id, image
        from ops.before_image
        where generation > {generation}
        order by table_name, row_key, generation;
        create index on {Image} (table_name, row_key);
        analyze {Image}
        """);

    private static string OfPersons(ITable table) => $"""
        insert into {Staging.NameOf(table)} ({Columns(table, "")})
        select {Columns(table, "t.")} from {Person} p join {table.FullName} t on t.person_id = p.person_id where {Unchanged(table)}
        union all
        select {Columns(table, "r.")} from {Image} i join {Person} p on p.person_id = i.person_id cross join lateral jsonb_populate_record(null::{table.FullName}, i.image) r
        where i.table_name = '{table.FullName}' and i.image is not null
        """;

    private static string Whole(ITable table) => $"""
        insert into {Staging.NameOf(table)} ({Columns(table, "")})
        select {Columns(table, "t.")} from {table.FullName} t where {Stays(table, "t")} or {Unchanged(table)}
        union all
        select {Columns(table, "r.")} from {Image} i cross join lateral jsonb_populate_record(null::{table.FullName}, i.image) r
        where i.table_name = '{table.FullName}' and i.image is not null and not ({Stays(table, "r")})
        """;

    /// <summary>Whether a row of a table that is staged whole is of somebody who is left as they are.</summary>
    private static string Stays(ITable table, string row)
        => ReferenceEquals(table, PersonTables.Alias) ? $"exists (select from {Left} l where l.person_id in ({row}.person_id, {row}.survivor_id))"
        : ReferenceEquals(table, WaitingContactTable.Table) ? $"""
            (exists (select from mart.person_identifier n join {Left} l on l.person_id = n.person_id where n.identification_number = {row}.identification_number)
                or exists (select from protected.erasure e where e.identification_number = {row}.identification_number))
            """
        : "false";

    private static string Unchanged(ITable table)
        => $"not exists (select from {Image} i where i.table_name = '{table.FullName}' and i.row_key = jsonb_build_array({string.Join(", ", table.Key.Select(k => "t." + k))}))";

    private static string Columns(ITable table, string of) => string.Join(", ", table.Descriptions.Select(c => of + c.Name));

    private async Task<IReadOnlyDictionary<string, long>> RowsAsync()
    {
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in Staging.OfPersons)
        {
            rows[table.FullName] = await connection.ExecuteScalarAsync<long>(Command($"""
                select (select row_count from ops.table_count where table_name = '{table.FullName}')
                    - (select count(*) from {Person} p join {table.FullName} t on t.person_id = p.person_id)
                    + (select count(*) from {Staging.NameOf(table)})
                """));
        }
        foreach (var table in Staging.Whole) rows[table.FullName] = await connection.ExecuteScalarAsync<long>(Command($"select count(*) from {Staging.NameOf(table)}"));
        return rows;
    }

    private async Task<long> ExecuteAsync(string sql) => await connection.ExecuteAsync(Command(sql));

    private CommandDefinition Command(string sql) => new(sql, new { generation }, commandTimeout: 0, cancellationToken: cancellationToken);
}
