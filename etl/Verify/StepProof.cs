using System.Globalization;
using Dapper;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Verify;

/// <summary>
/// Of each generation whose before-images are kept: whose rows it changed has an event in its change feed that names the part, and nobody else has.
/// So a generation and the changes after it are the next one.
/// </summary>
internal sealed class StepProof : IProof
{
    /// <summary>A first generation has no changes, and what is older than ninety days is forgotten.</summary>
    private static readonly string Generations = $"""
        select generation
        from mart.generation
        where generation > (select min(generation) from mart.generation)
            and generation >= {Retention.OldestImages}
            and published_at >= clock_timestamp() - @changes
        order by generation
        """;

    /// <summary>
    /// Only the image tells of death, gender and staleness which of the wide row's columns changed; the row after it is that of the next image, or as it stands.
    /// A merger also tells of the survivor, whose own rows may stay. Of who was hidden since, images are gone.
    /// </summary>
    private const string Compare = """
        with image as materialized (
            select table_name, person_id, row_key, image from ops.before_image where generation = @generation and person_id is not null
        ),
        event as materialized (
            select 'mart' as feed, person_id, event, parts from mart.change where generation = @generation
            union all
            select 'protected', person_id, event, parts from protected.change where generation = @generation
        ),
        wide as (
            select i.person_id, i.image as was, coalesce(n.image, to_jsonb(p)) as became
            from image i
            left join mart.person p on p.person_id = i.person_id
            left join lateral (
                select b.image from ops.before_image b
                where b.table_name = 'mart.person' and b.person_id = i.person_id and b.generation > @generation
                order by b.generation
                limit 1
            ) n on true
            where i.table_name = 'mart.person' and i.image is not null
        ),
        touched as materialized (
            select distinct split_part(table_name, '.', 1) as feed, person_id, case table_name
                when 'mart.person_address' then case row_key ->> 1 when 'present' then 'presentAddress' else 'residentialAddress' end
                when 'mart.person_birth' then 'birth'
                when 'mart.person_marital_status' then 'maritalStatus'
                when 'mart.person_name' then 'name'
                when 'mart.person_status' then 'status'
                when 'mart.person_citizenship' then 'citizenship'
                when 'mart.person_identifier' then 'norwegianIdentificationNumber'
                when 'mart.person_contact' then 'commonContactRegisterInformation'
                when 'protected.person_address_protection' then 'addressProtection'
                when 'protected.person_birth' then 'birth'
                when 'protected.person_marital_status' then 'maritalStatus'
                when 'protected.person_address' then case row_key ->> 1 when 'shared' then 'sharedResidence' when 'present' then 'presentAddress' else 'residentialAddress' end
            end as part
            from image
            where table_name <> 'mart.person_alias'
            union
            select 'mart', person_id, 'gender' from wide where was ->> 'gender' is distinct from became ->> 'gender'
            union
            select 'mart', person_id, 'death' from wide where was ->> 'death_date' is distinct from became ->> 'death_date'
            union
            select 'mart', person_id, 'residentialAddress' from wide where was ->> 'stale_since' is distinct from became ->> 'stale_since'
        ),
        merged as (
            select person_id from image where table_name = 'mart.person_alias'
            union
            select (image ->> 'survivor_id')::uuid from image where table_name = 'mart.person_alias' and image is not null
            union
            select a.survivor_id from image i join mart.person_alias a using (person_id) where i.table_name = 'mart.person_alias'
            union
            select (b.image ->> 'survivor_id')::uuid
            from image i join ops.before_image b on b.person_id = i.person_id and b.table_name = i.table_name and b.generation > @generation
            where i.table_name = 'mart.person_alias' and b.image is not null
        ),
        regraded as (
            select person_id from image where table_name = 'protected.person_address_protection'
        ),
        whole as (
            select person_id from event
            where feed = 'mart' and parts = '' and event in ('PersonIsCreated', 'PersonIsDiscontinued', 'PersonIsRestoredBySplitting', 'PersonIsDiscontinuedAsDuplicate')
        )
        select feed, null as part, true as untold, count(distinct person_id) as persons
        from touched t
        where not exists (select from event e where e.feed = t.feed and e.person_id = t.person_id)
        group by feed
        union all
        select feed, null, false, count(distinct person_id)
        from event e
        where not exists (select from touched t where t.feed = e.feed and t.person_id = e.person_id)
            and not exists (select from merged m where e.feed = 'mart' and m.person_id = e.person_id)
            and not exists (select from protected.hidden_person h where h.person_id = e.person_id and h.generation >= @generation)
        group by feed
        union all
        select feed, part, true, count(distinct person_id)
        from touched t
        where part is not null
            and exists (select from event e where e.feed = t.feed and e.person_id = t.person_id)
            and not exists (select from event e where e.feed = t.feed and e.person_id = t.person_id and t.part = any (string_to_array(e.parts, ',')))
            and not (feed = 'mart' and person_id in (select person_id from whole))
            and not (feed = 'mart' and part in ('birth', 'maritalStatus', 'presentAddress') and person_id in (select person_id from regraded)
                and exists (select from event e where e.feed = 'mart' and e.person_id = t.person_id and e.parts = 'residentialAddress'))
        group by feed, part
        """;

    public string Name => "steps";

    public async Task<ProofResult> RunAsync(Verified of, CancellationToken cancellationToken)
    {
        var kept = new { changes = Retention.Changes };
        var generations = (await of.Connection.QueryAsync<int>(new(Generations, kept, cancellationToken: cancellationToken))).AsList();
        var findings = new List<Finding>();
        foreach (var generation in generations)
        {
            var rows = await of.Connection.QueryAsync<Row>(new(Compare, new { generation }, commandTimeout: 0, cancellationToken: cancellationToken));
            findings.AddRange(rows.Where(r => r.Persons > 0).Select(r => new Finding(string.Create(CultureInfo.InvariantCulture, $"{r.Feed}.change of generation {generation}"), null, Text(r))));
        }
        return new(string.Create(CultureInfo.InvariantCulture, $"{generations.Count} generations, the rows that each changed against its events."), findings);
    }

    private static string Text(Row row)
    {
        var persons = row.Persons.ToString(CultureInfo.InvariantCulture);
        if (row.Part is { } part) return $"rows of {persons} persons differ in {part}, which none of their events names.";
        return row.Untold ? $"rows of {persons} persons differ from the generation before, and no event tells of them." : $"{persons} persons have an event, and none of their rows differs.";
    }

    private sealed class Row
    {
        public string Feed { get; set; } = "";

        public string? Part { get; set; }

        public bool Untold { get; set; }

        public long Persons { get; set; }
    }
}
