-- Which version of a municipality answers for a row, and what it is today where the changes alone tell.
-- Makes address_place, and fact_place of births and marital statuses.

-- A row that holds, on the as-of date; an earlier one when it began, else when it was registered; else the latest version of the code.
create table address_place as
with asked as (
    select address, municipality, holds, if(holds, getvariable('as_of'), valid_from_date) as first_day, if(holds, null, registered_on) as second_day
    from document_address where municipality is not null
),
answered as (
    select a.address, a.municipality,
        case when f.code is not null then if(a.holds, 'as-of', 'valid-from') when s.code is not null then 'registered-at' when l.code is not null then 'latest' else 'unknown-code' end as code_resolution,
        coalesce(f.valid_from, s.valid_from, l.valid_from) as version_from
    from asked a
    left join municipality_version f on f.code = a.municipality and covers(f.valid_from, f.valid_to, a.first_day)
    left join municipality_version s on s.code = a.municipality and covers(s.valid_from, s.valid_to, a.second_day)
    left join latest_municipality l on l.code = a.municipality
)
select a.*, coalesce(s.code_state, 'unknown') as code_state, v.name, v.county_number, v.county_name,
    coalesce(v.successors, []) as successors, v.today_reason, if(v.code is not null and v.today_reason is null, v.successors[1], null) as today
from answered a
left join municipality_version v on v.code = a.municipality and v.valid_from = a.version_from
left join municipality_state s on s.code = a.municipality;

-- The version when it was registered and the one at the fact's own date; two that the changes don't link name no place.
create table fact_place as
with fact as (
    select 'birth' as fact, person, version_number, municipality, registered_on, fact_date from document_birth where municipality is not null
    union all
    select 'marital-status', person, version_number, municipality, registered_on, fact_date from document_marital_status where municipality is not null
),
dated as (
    select f.*, r.valid_from as registered_from, d.valid_from as fact_from
    from fact f
    left join municipality_version r on r.code = f.municipality and covers(r.valid_from, r.valid_to, f.registered_on)
    left join municipality_version d on d.code = f.municipality and covers(d.valid_from, d.valid_to, f.fact_date)
),
-- one presence of the code without a gap, or a path of changes that comes back to the code at the day of registration
linked as (
    select b.fact, b.person, b.version_number
    from dated b join klass_presence p on p.classification = 131 and p.code = b.municipality
        and covers(p.valid_from, p.valid_to, b.registered_from) and covers(p.valid_from, p.valid_to, b.fact_from)
    union
    select b.fact, b.person, b.version_number
    from dated b
    join municipality_path w on w.start_code = b.municipality and w.start_from = b.fact_from and w.code = b.municipality
        and b.registered_on >= w.since and (w.present_to is null or b.registered_on < w.present_to)
),
answered as (
    select b.*,
        case when registered_from is not null and fact_from is not null then if(l.person is null, 'ambiguous-code', 'registered-at')
            when registered_from is not null then 'registered-at' when fact_from is not null then 'fact-date'
            when latest.code is not null then 'latest' else 'unknown-code' end as code_resolution,
        coalesce(registered_from, fact_from, latest.valid_from) as version_from
    from dated b
    left join linked l using (fact, person, version_number)
    left join latest_municipality latest on latest.code = b.municipality
)
select a.fact, a.person, a.version_number, a.municipality, a.code_resolution, coalesce(s.code_state, 'unknown') as code_state,
    v.name, v.county_number, v.county_name, if(v.code is not null and v.today_reason is null, v.successors[1], null) as today
from answered a
left join municipality_version v on v.code = a.municipality and v.valid_from = a.version_from and a.code_resolution <> 'ambiguous-code'
left join municipality_state s on s.code = a.municipality;
