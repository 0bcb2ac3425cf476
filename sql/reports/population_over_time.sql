-- How many residents each of today's municipalities had on 1 January of each year, with what can't be told in today's municipalities apart.
-- A row is a year and a municipality; geography says how it is meant: 'today' is today's municipality; 'split', 'no-change-data', 'ceased', 'future'
-- and 'unknown' a number of then whose residents could not be given one of today's (see today_reason of analysis.municipality); 'not stated' is no public address.
-- :as_of is the last day that counts; default: the as-of date of the served generation.
-- Traps: a municipality that was split stands twice: whose address or unit decides count where it lies today, the others under the old number, so a
-- successor's years before the split are too low. Residents are who had the status Resident on the day, by the dates of the register; an address
-- without a date of its own is 'not stated' here. Persons that the register never delivered are missing in all years.
\if :{?as_of} \else \set as_of '' \endif
with
    asked as (
        select coalesce(nullif(:'as_of', '')::date, max(as_of_date)) as as_of_date
        from analysis.generation
    ),
    statuses as (
        -- a version ends where the first of those after it begins; the version that holds comes after all others
        select
            person_id,
            status,
            (valid_from at time zone 'Europe/Oslo')::date as starts_on,
            (min(valid_from) over following at time zone 'Europe/Oslo')::date as ends_on
        from analysis.person_status
        window following as (
            partition by person_id
            order by coalesce(is_valid, false), valid_from nulls first, registered_at nulls first, version_number desc
            rows between 1 following and unbounded following)
    ),
    residents as (
        select
            p.person_id,
            coalesce(greatest(s.starts_on, p.birth_date), asked.as_of_date) as starts_on,
            least(s.ends_on, p.death_date) as ends_on
        from statuses s
        join analysis.person p using (person_id)
        cross join asked
        where s.status = 'Resident' and p.identification_number_type is distinct from 'DNumber'
    ),
    stays as (
        select
            h.municipality_number_today,
            h.municipality_name_today,
            case when h.municipality_number_today is null then h.municipality_number end as number_then,
            greatest(h.valid_from_date, r.starts_on) as starts_on,
            least(h.ends_on, r.ends_on) as ends_on
        from analysis.residence_period h
        join residents r on r.person_id = h.person_id
            and h.valid_from_date < coalesce(r.ends_on, 'infinity')
            and r.starts_on < coalesce(h.ends_on, 'infinity')
    ),
    spans as (
        -- who is a resident and stays nowhere is what the residents are more than the stays
        select municipality_number_today, municipality_name_today, number_then, starts_on, ends_on, 1 as persons from stays
        union all
        select null, null, null, starts_on, ends_on, -1 from stays
        union all
        select null, null, null, starts_on, ends_on, 1 from residents
    ),
    in_years as (
        select
            municipality_number_today,
            municipality_name_today,
            number_then,
            extract(year from starts_on - 1)::integer + 1 as first_year,
            least(extract(year from ends_on - 1), extract(year from asked.as_of_date))::integer as last_year,
            sum(persons) as persons
        from spans
        cross join asked
        group by 1, 2, 3, 4, 5
    ),
    counted as (
        select year, municipality_number_today, municipality_name_today, number_then, sum(persons)::bigint as residents
        from in_years
        cross join lateral generate_series(first_year, last_year) year
        group by 1, 2, 3, 4
        having sum(persons) > 0
    )
select
    c.year,
    coalesce(c.municipality_number_today, c.number_then, 'not stated') as municipality_number,
    coalesce(c.municipality_name_today, m.municipality_name, 'not stated') as municipality,
    case
        when c.municipality_number_today is not null then 'today'
        when c.number_then is null then 'not stated'
        else coalesce(m.today_reason, 'unknown')
    end as geography,
    case when c.residents >= 5 then c.residents end as residents
from counted c
left join lateral (
    select municipality_name, today_reason
    from analysis.municipality
    where municipality_number = c.number_then and (valid_from is null or valid_from <= make_date(c.year, 1, 1))
    order by valid_from desc nulls last
    limit 1
) m on true
order by c.year, c.municipality_number_today is null, c.municipality_number_today, c.number_then;
