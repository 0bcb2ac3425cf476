using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// The change feed of a generation, from the rows it touched: events in the Person API's manner, names of parts, never values.
/// Public rows give <c>mart.change</c>, protected ones <c>protected.change</c>. A document that can't be read any more, or again, is told as one of the residence,
/// which the person may lack because of it.
/// </summary>
internal static class Changes
{
    // in tables of their own, so that the planner knows how many they are
    private const string Gather = """
        create temporary table touched on commit drop as
            select table_name, person_id, row_key, is_enrichment, image from ops.before_image where generation = @generation and person_id is not null;
        create temporary table touched_person on commit drop as
            select b.person_id, b.image is null as is_new, p.person_id is null as is_gone, b.image as was, p.status, p.gender, p.death_date, p.residential_form, p.residential_move_date
            from touched b
            left join mart.person p on p.person_id = b.person_id
            where b.table_name = 'mart.person';
        analyze touched (table_name, person_id), touched_person (person_id)
        """;

    private const string Public = $"""
        with regraded as materialized (
            select distinct person_id from touched where table_name = 'protected.person_address_protection'
            union
            select person_id from protected.hidden_person where generation = @generation
        ),
        alias as materialized (
            select b.person_id, b.image ->> 'survivor_id' as survivor_before, a.survivor_id
            from touched b
            left join mart.person_alias a on a.person_id = b.person_id
            where b.table_name = 'mart.person_alias'
        ),
        fate as (
            select person_id, case when exists (select from alias a where a.person_id = p.person_id and a.survivor_before is not null and a.survivor_id is null) then 'PersonIsRestoredBySplitting' else 'PersonIsCreated' end as event
            from touched_person p where is_new
            union all
            select person_id, case when exists (select from alias a where a.person_id = p.person_id and a.survivor_id is not null) then 'PersonIsDiscontinuedAsDuplicate' else 'PersonIsDiscontinued' end
            from touched_person p where is_gone
            union all
            -- an id that was given up before leads to somebody else now, or to nobody
            select person_id, case when survivor_id is not null then 'PersonIsDiscontinuedAsDuplicate' else 'PersonIsDiscontinued' end
            from alias a where not exists (select from touched_person p where p.person_id = a.person_id and (p.is_new or p.is_gone))
        ),
        merger as (
            select survivor_id as person_id, 'PersonIsContinuedAsValidUponMerger' as event from alias where survivor_id is not null and survivor_before is null
            union
            select survivor_before::uuid, 'PersonIsChangedBySplitting' from alias where survivor_before is not null and survivor_id is null
        ),
        part as (
            select person_id, is_enrichment, {ChangedPart.OfTable} as part from touched where table_name like 'mart.%'
            union all
            select person_id, false, 'gender' from touched_person where not is_new and not is_gone and was ->> 'gender' is distinct from gender
            union all
            select person_id, false, 'death' from touched_person where not is_new and not is_gone and (was ->> 'death_date')::date is distinct from death_date
        ),
        changed_part as (
            select p.person_id, p.part, bool_and(p.is_enrichment) as is_enrichment
            from part p
            where p.part is not null and not exists (select from fate f where f.person_id = p.person_id)
            group by p.person_id, p.part
        ),
        event as (
            select person_id, event, '' as part from fate
            union all
            select m.person_id, m.event, '' from merger m where exists (select from mart.person p where p.person_id = m.person_id) and not exists (select from fate f where f.person_id = m.person_id)
            union all
            select p.person_id, e.event, 'status'
            from touched_person p,
                lateral (
                    select case p.status when 'Deceased' then 'PersonIsDeceased' when 'Resident' then 'PersonIsResident' when 'Emigrated' then 'PersonIsEmigrated' when 'Discontinued' then 'PersonIsDiscontinued' end as event
                    where p.was ->> 'status' is distinct from p.status
                    union all
                    select 'PersonIsReactivated' where p.was ->> 'status' = 'Discontinued' and p.status is distinct from 'Discontinued'
                ) e
            where not p.is_new and not p.is_gone and e.event is not null
            union all
            select
                c.person_id,
                case
                    when r.person_id is not null and c.part = any (string_to_array('{ChangedPart.OfGrading}', ',')) then 'ChangeInResidentialAddress'
                    when c.is_enrichment then 'ChangeInEnrichment'
                    when c.part = 'residentialAddress' and (p.person_id is null or (p.was ? 'residential_form' and p.residential_form is not null and (p.was ->> 'residential_move_date')::date is not distinct from p.residential_move_date))
                        then 'ChangeInResidentialAddressWithoutRelocation'
                    else 'ChangeIn' || upper(left(c.part, 1)) || substr(c.part, 2)
                end,
                c.part
            from changed_part c
            left join touched_person p on p.person_id = c.person_id
            left join regraded r on r.person_id = c.person_id
        ),
        told as (
            select person_id, event, part from event
            union all
            -- what is in no part, as stale_since
            select distinct t.person_id, 'PersonIsUpdated', ''
            from touched t
            where t.table_name like 'mart.%' and not exists (select from event e where e.person_id = t.person_id)
        )
        insert into mart.change (generation, person_id, event, parts)
        select @generation, person_id, event, case event when 'ChangeInResidentialAddress' then '{ChangedPart.OfGrading}' else string_agg(distinct part, ',' order by part) end
        from told
        group by person_id, event
        """;

    private const string Protected = $"""
        with part as (
            select person_id, {ChangedPart.OfTable} as part from touched where table_name like 'protected.%'
            union all
            -- a contract ends, or after a rollback goes on again, without a row that differs
            select a.person_id, 'sharedResidence'
            from protected.person_address a, (select as_of_date from mart.generation order by generation desc limit 1) served
            where a.kind = 'shared' and coalesce(a.is_valid, a.valid_to is null) and @asOf <> served.as_of_date and (a.contract_valid_to < @asOf) <> (a.contract_valid_to < served.as_of_date)
        )
        insert into protected.change (generation, person_id, event, parts)
        select distinct @generation, person_id, 'ChangeIn' || upper(left(part, 1)) || substr(part, 2), part from part where part is not null
        """;

    private const string IsFirst = "select not exists (select from mart.generation)";

    /// <summary>Writes them, and returns how many public ones there are: of a first generation none, for its consumers start from an export.</summary>
    public static async Task<long> WriteAsync(NpgsqlConnection connection, int generation, DateOnly asOf, CancellationToken cancellationToken)
    {
        if (await connection.ExecuteScalarAsync<bool>(new(IsFirst, cancellationToken: cancellationToken))) return 0;
        await connection.ExecuteAsync(new(Gather, new { generation }, commandTimeout: 0, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new(Protected, new { generation, asOf }, commandTimeout: 0, cancellationToken: cancellationToken));
        return await connection.ExecuteAsync(new(Public, new { generation }, commandTimeout: 0, cancellationToken: cancellationToken));
    }
}
