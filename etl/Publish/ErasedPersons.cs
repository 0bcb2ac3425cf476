using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>Whom an erasure is of: their ids, aliases among them, and all that is theirs of numbers.</summary>
internal sealed class ErasedPersons
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
            exists (select from mart.person p where p.person_id in (select person_id from id)) as is_published,
            exists (select from mart.person_alias a where a.person_id in (select person_id from id)) as has_alias,
            exists (select from ops.before_image b where b.person_id in (select person_id from id)) as is_remembered,
            exists (select from protected.contact_waiting w where w.identification_number in (select number from erased)) as is_waited_for,
            array(select g.number from given g join protected.erasure e on e.identification_number = g.number) as before
        """;

    public long Persons { get; set; }

    /// <summary>The given numbers that something is known of.</summary>
    public string[] Found { get; set; } = [];

    public Guid[] Ids { get; set; } = [];

    /// <summary>All numbers of theirs.</summary>
    public string[] Numbers { get; set; } = [];

    /// <summary>The given numbers that were erased before.</summary>
    public string[] Before { get; set; } = [];

    public bool IsPublished { get; set; }

    public bool HasAlias { get; set; }

    public bool IsWaitedFor { get; set; }

    /// <summary>Whether rows of theirs are kept as they were before.</summary>
    public bool IsRemembered { get; set; }

    /// <summary>Whether anything of them must be taken away.</summary>
    public bool IsAnywhere => IsPublished || HasAlias || IsWaitedFor || IsRemembered;

    public static Task<ErasedPersons> FindAsync(NpgsqlConnection connection, IReadOnlyCollection<string> numbers, CancellationToken cancellationToken)
        => connection.QuerySingleAsync<ErasedPersons>(new(Find, new { numbers = numbers.ToArray() }, commandTimeout: 0, cancellationToken: cancellationToken));
}
