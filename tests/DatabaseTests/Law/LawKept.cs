using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.DatabaseTests.Law;

/// <summary>What is kept though no document tells of it, and a mart built from nothing doesn't have or takes over: persons whose document can't be read now, and aliases.</summary>
internal sealed class LawKept(Night night)
{
    private static readonly string Changing = string.Join(", ", PersonTable.AddressColumnNames.Append(PersonTable.StaleSince).Select(c => $"'{c}'"));

    /// <summary>Aliases that are gone though their survivor, or its survivor, is there.</summary>
    public Task<IReadOnlyList<string>> LostAliasesAsync() => night.LinesAsync("""
        with step as (
            select generation, lag(generation) over (order by generation) as before from (select distinct generation from law.row) g
        ),
        alias as (
            select generation, row_key ->> 0 as id, image ->> 'survivor_id' as survivor from law.row where table_name = 'mart.person_alias'
        ),
        person as (
            select generation, row_key ->> 0 as id from law.row where table_name = 'mart.person'
        )
        select 'lost aliases', s.generation, count(*)
        from step s
        join mart.generation g on g.generation = s.generation and g.kind <> 'rollback'
        join alias a on a.generation = s.before
        left join alias further on further.generation = s.generation and further.id = a.survivor
        where (s.generation, coalesce(further.survivor, a.survivor)) in (table person)
            and (s.generation, a.id) not in (table person)
            and not exists (select from alias n where n.generation = s.generation and n.id = a.id)
        group by s.generation
        order by s.generation
        """);

    /// <summary>Whoever was served before and can't be read is served still, as before but for addresses and what was hidden since.</summary>
    /// <param name="numbers">Of the documents that can't be read.</param>
    public Task<IReadOnlyList<string>> WronglyKeptAsync(IEnumerable<string> numbers) => night.LinesAsync($"""
        with last as (
            select s.now, s.before
            from (select max(generation) as now, max(generation) filter (where generation < (select max(generation) from law.row)) as before from law.row) s
            join mart.generation g on g.generation = s.now and g.kind <> 'rollback'
        ),
        served as (
            select g.generation = last.now as is_now, table_name, row_key, row_key ->> 0 as id, image - array[{Changing}] as image, image ? '{PersonTable.StaleSince}' as is_stale
            from law.row g, last
            where g.generation in (last.now, last.before) and table_name ~ '^(mart|protected)\.person' and table_name !~ '(address|alias)$'
        ),
        kept as (
            select distinct id from served
            where not is_now and table_name = 'mart.person_identifier' and id in (select id from served where is_now and is_stale)
                and not exists (select from protected.hidden_person h, last where h.person_id::text = id and h.generation > last.before)
        )
        select 'forgotten', b.table_name, count(*)
        from served b
        where not b.is_now and b.table_name = 'mart.person' and b.image ->> 'identification_number' = any(array[{string.Join(", ", numbers.Select(n => $"'{n}'"))}]::text[])
            and not exists (select from served n where n.is_now and n.table_name = 'mart.person' and n.id = b.id)
            and not exists (select from mart.person_alias a where a.person_id::text = b.id)
            and not exists (select from protected.erasure e where e.identification_number = b.image ->> 'identification_number')
        group by 2
        union all
        select 'not as before', table_name, count(*)
        from (
            (select table_name, row_key, image from served where is_now and id in (table kept) except all select table_name, row_key, image from served where not is_now and id in (table kept))
            union all
            (select table_name, row_key, image from served where not is_now and id in (table kept) except all select table_name, row_key, image from served where is_now and id in (table kept))
        ) d
        group by 2
        order by 1, 2
        """);
}
