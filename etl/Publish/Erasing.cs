using System.Data;
using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// Erases persons: every number that is known of them is kept as erased, so that no document brings them back, and their rows leave the number register.
/// What is published of them goes with the next run.
/// </summary>
internal static class Erasing
{
    /// <summary>
    /// Whose a number is: the person's who goes by it, else the one's who was published under it last, else anyone's who lists it. Numbers of theirs that
    /// are somebody else's are left alone.
    /// </summary>
    private const string Find = """
        with given as (
            select distinct number from unnest(@numbers) n (number)
        ),
        candidate as (
            select g.number, i.person_id, coalesce(p.identification_number = g.number, false) as goes_by_it, k.since
            from given g
            join mart.person_identifier i on i.identification_number = g.number
            join mart.person p using (person_id)
            left join protected.person_key k on k.identification_number = g.number and k.person_id = i.person_id
            union all
            select g.number, coalesce(a.survivor_id, k.person_id), false, k.since
            from given g
            join protected.person_key k on k.identification_number = g.number
            left join mart.person_alias a on a.person_id = k.person_id
        ),
        found as materialized (
            select distinct on (number) number, person_id from candidate order by number, goes_by_it desc, since desc nulls last, person_id
        ),
        id as materialized (
            select person_id from found
            union
            select a.person_id from mart.person_alias a join found f on f.person_id = a.survivor_id
        ),
        theirs as (
            select i.identification_number as number from id join mart.person_identifier i using (person_id)
            union
            select k.identification_number from id join protected.person_key k using (person_id)
        ),
        erased as (
            select t.number
            from theirs t
            where t.number in (select f.number from found f)
                or not exists (select from mart.person p where p.identification_number = t.number and p.person_id not in (select person_id from id))
                and (exists (select from protected.person_key k where k.identification_number = t.number and k.person_id in (select person_id from id))
                    or not exists (select from protected.person_key k where k.identification_number = t.number))
        )
        select
            (select count(distinct person_id) from found) as persons,
            array(select number from found) as found,
            array(select person_id from id) as ids,
            array(select number from erased where number is not null) as numbers,
            array(select g.number from given g join protected.erasure e on e.identification_number = g.number) as before
        """;

    private const string Keep = "insert into protected.erasure (identification_number, since) select number, @since from unnest(@numbers) n (number) on conflict do nothing";
    private const string Forget = "delete from protected.person_key where person_id = any(@ids)";

    /// <summary>Erases the persons of these numbers, or, of a rehearsal, says what would be done.</summary>
    public static async Task<ErasingResult> RunAsync(NpgsqlDataSource dataSource, IReadOnlyCollection<string> numbers, bool rehearsal, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var found = await connection.QuerySingleAsync<FoundRow>(Command(Find, new { numbers = numbers.ToArray() }, cancellationToken));
        var since = await NextGeneration.OfAsync(connection, cancellationToken);
        var kept = await connection.ExecuteAsync(Command(Keep, new { since, numbers = found.Numbers }, cancellationToken));
        await connection.ExecuteAsync(Command(Forget, new { ids = found.Ids }, cancellationToken));
        if (!rehearsal) await transaction.CommitAsync(cancellationToken);
        var known = found.Found.Concat(found.Before).ToHashSet(StringComparer.Ordinal);
        return new(found.Persons, kept, found.Before.Length, since, [.. numbers.Where(n => !known.Contains(n))]);
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) => new(sql, parameters, commandTimeout: 0, cancellationToken: cancellationToken);

    private sealed class FoundRow
    {
        public long Persons { get; set; }
        public string[] Found { get; set; } = [];
        public Guid[] Ids { get; set; } = [];
        public string[] Numbers { get; set; } = [];
        public string[] Before { get; set; } = [];
    }
}
