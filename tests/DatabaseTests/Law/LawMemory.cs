using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.DatabaseTests.Law;

/// <summary>Every row of every generation, kept beside the mart, to say what before-images and events must say; in plain SQL, so that it shares nothing with the program.</summary>
/// <param name="night">The mart's.</param>
/// <param name="isReformed">Whether code tables change, which are much larger than all else.</param>
internal sealed class LawMemory(Night night, bool isReformed)
{
    // rows as they were are kept for seven nights, and small passes don't count
    private const string Retained = """
        select distinct generation from law.row
        where generation >= (select min(generation) - 1 from (select generation from mart.generation where kind <> 'small' order by 1 desc limit 7) n)
        order by 1
        """;

    public Task PrepareAsync() => night.RowsAsync("create schema law; create table law.row (generation integer, table_name text, row_key jsonb, image jsonb)");

    /// <summary>Keeps what is served, unless it is known.</summary>
    public async Task RememberAsync()
    {
        if (!await night.ScalarAsync<bool>("select coalesce((select max(generation) from law.row), 0) < (select max(generation) from mart.generation)")) return;
        var tables = Staging.Tables.Where(t => !ReferenceEquals(t, PersonKeyTable.Table) && (isReformed || !ReferenceTables.All.Contains(t)));
        await night.RowsAsync(string.Join(';', tables.Select(t => $"""
            insert into law.row
            select (select max(generation) from mart.generation), '{t.FullName}', jsonb_build_array({string.Join(", ", t.Key)}), jsonb_strip_nulls(to_jsonb(t)) from {t.FullName} t
            """)));
    }

    /// <summary>The generations that can be gone back to.</summary>
    public async Task<IReadOnlyList<int>> ReturnableAsync()
        => [.. (await night.RowsAsync($"select generation from ({Retained}) r where generation < (select max(generation) from mart.generation)")).Select(r => (int)r[0]!)];

    /// <summary>What the before-images of later generations don't bring back of an earlier one.</summary>
    public async Task<IReadOnlyList<string>> NotBroughtBackAsync()
    {
        var wrong = new List<string>();
        foreach (var generation in await night.LinesAsync(Retained))
        {
            wrong.AddRange((await night.LinesAsync($"""
                with later as (
                    select distinct on (table_name, row_key) table_name, row_key, image from ops.before_image where generation > {generation} order by table_name, row_key, generation
                ),
                back as (
                    select table_name, row_key, image from law.row n
                    where generation = (select max(generation) from law.row) and not exists (select from later l where l.table_name = n.table_name and l.row_key = n.row_key)
                    union all
                    select table_name, row_key, image from later where image is not null
                ),
                then_was as (
                    select table_name, row_key, image from law.row where generation = {generation}
                )
                select d.what, d.table_name, count(*)
                from (
                    select 'too much' as what, s.* from (table back except all table then_was) s where not {HiddenSince(generation)}
                    union all
                    select 'too little', s.* from (table then_was except all table back) s where not {HiddenSince(generation)}
                ) d
                group by 1, 2 order by 1, 2
                """)).Select(line => $"generation {generation} brought back: {line}"));
        }
        return wrong;
    }

    /// <summary>Whose rows differ from one night to the next without an event, one that hid first among them, and who has one without a difference.</summary>
    public async Task<IReadOnlyList<string>> WronglyToldAsync()
        => await night.LinesAsync("""
            with step as (
                select generation, lag(generation) over (order by generation) as before from (select distinct generation from law.row) g
            ),
            differing as materialized (
                select distinct s.generation, s.before, d.table_name, d.person_id, d.survivor
                from step s,
                    lateral (
                        select table_name, row_key ->> 0 as person_id, image ->> 'survivor_id' as survivor
                        from (
                            (select table_name, row_key, image from law.row where generation = s.generation except all select table_name, row_key, image from law.row where generation = s.before)
                            union all
                            (select table_name, row_key, image from law.row where generation = s.before except all select table_name, row_key, image from law.row where generation = s.generation)
                        ) r
                        where table_name like 'mart.person%'
                    ) d
                where s.before is not null
            )
            select 'untold', d.generation, string_agg(distinct d.table_name, ','), count(distinct d.person_id)
            from differing d
            where table_name <> 'mart.person_alias' and not exists (select from mart.change c where c.generation > d.before and c.generation <= d.generation and c.person_id::text = d.person_id)
            group by d.generation, d.before, d.person_id
            union all
            select 'unfounded', c.generation, string_agg(distinct c.event, ','), count(distinct c.person_id)
            from mart.change c
            where exists (select from step s where s.before is not null and c.generation <= s.generation)
                and not exists (select from differing d where c.generation > d.before and c.generation <= d.generation and c.person_id::text in (d.person_id, d.survivor))
            group by c.generation
            order by 1, 2, 3
            """);

    /// <summary>Of who was hidden since, and what waited under the number of one who was erased, nothing is kept as it was.</summary>
    private static string HiddenSince(string generation) => $"""
        (exists (select from protected.hidden_person h where h.person_id::text in (s.row_key ->> 0, s.image ->> 'survivor_id') and h.generation > {generation})
            or s.table_name = 'protected.contact_waiting' and exists (select from protected.erasure e where e.identification_number = s.row_key ->> 0 and e.since > {generation}))
        """;

    /// <summary>How what is served differs from the generation that was gone back to; of who was hidden or erased since, and of all who were one with them, from what was served before.</summary>
    public Task<IReadOnlyList<string>> NotTakenBackAsync(int to) => night.LinesAsync($"""
        with recursive now as materialized (
            select table_name, row_key, image, row_key ->> 0 as id, image ->> 'survivor_id' as survivor from law.row where generation = (select max(generation) from law.row)
        ),
        before as materialized (
            select table_name, row_key, image, row_key ->> 0 as id, image ->> 'survivor_id' as survivor from law.row
            where generation = (select max(generation) from law.row where generation < (select max(generation) from law.row))
        ),
        then_was as materialized (
            select table_name, row_key, image, row_key ->> 0 as id, image ->> 'survivor_id' as survivor from law.row where generation = {to}
        ),
        one_with as (
            select id as one, survivor as other from (table then_was union table before) a where table_name = 'mart.person_alias'
            union
            select t.id, b.id
            from then_was t join before b using (table_name)
            where table_name = 'mart.person' and t.image ->> 'identification_number' = b.image ->> 'identification_number' and t.id <> b.id
        ),
        stays as (
            select person_id::text as id from protected.hidden_person where generation > {to}
            union
            select id
            from (table then_was union table before) i join protected.erasure e on e.identification_number = i.image ->> 'identification_number'
            where table_name = 'mart.person_identifier'
            union
            select t.other from stays s join (select one, other from one_with union select other, one from one_with) t on t.one = s.id
        ),
        number as (
            select image ->> 'identification_number' as id from before where table_name = 'mart.person_identifier' and id in (table stays)
            union
            select identification_number from protected.erasure
        ),
        due as (
            select * from then_was where not ({Stays})
            union all
            select * from before where {Stays}
        )
        select what, table_name, count(*)
        from (
            select 'too much' as what, d.* from (table now except all table due) d
            union all
            select 'too little', d.* from (table due except all table now) d
        ) d
        group by 1, 2 order by 1, 2
        """);

    private const string Stays = """
        case
            when table_name = 'protected.contact_waiting' then id in (table number)
            else table_name ~ '^(mart|protected)\.person' and (id in (table stays) or coalesce(survivor in (table stays), false))
        end
        """;
}
