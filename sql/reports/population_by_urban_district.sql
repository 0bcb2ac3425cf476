-- How many residents live in and are served by each urban district, by age group and gender.
-- A row is a municipality, the district people live in (KLASS 103), the district that serves them (the city's table), an age group and a gender.
-- Sum over served_by for the districts in the geographical sense, over lives_in for the service-providing one: each person stands in one row.
-- :as_of is the day of the count; default: the as-of date of the served generation.
-- Traps: residents are who had the status Resident on the day, without D-numbers; 'not stated' are residents without a public residential address
-- that day, graded persons among them. An address before a reform has the district and the number it had then. Fewer than 5 are not shown, so sums miss some.
\if :{?as_of} \else \set as_of '' \endif
with
    asked as (
        select coalesce(nullif(:'as_of', '')::date, max(as_of_date)) as as_of_date
        from analysis.generation
    ),
    statuses as (
        -- the version that holds comes after all others, whatever their dates say
        select distinct on (s.person_id) s.person_id, s.status
        from analysis.person_status s
        cross join asked
        where s.valid_from is null or (s.valid_from at time zone 'Europe/Oslo')::date <= asked.as_of_date
        order by s.person_id, s.is_valid desc nulls last, s.valid_from desc nulls last, s.registered_at desc nulls last, s.version_number
    ),
    residences as (
        select distinct on (a.person_id) a.*
        from analysis.person_address a
        cross join asked
        where a.kind = 'residential'
            and (a.valid_from_date <= asked.as_of_date or (a.valid_from_date is null and a.is_valid))
            and (a.ends_on is null or a.ends_on > asked.as_of_date)
        order by a.person_id, a.is_valid desc nulls last, a.valid_from_date desc nulls last, a.version_number
    ),
    residents as (
        select p.person_id, p.gender, width_bucket(extract(year from age(asked.as_of_date, p.birth_date)), array[6, 16, 20, 40, 67, 80]) as ages
        from analysis.person p
        join statuses s on s.person_id = p.person_id and s.status = 'Resident'
        cross join asked
        where p.identification_number_type is distinct from 'DNumber'
            and (p.birth_date is null or p.birth_date <= asked.as_of_date)
            and (p.death_date is null or p.death_date > asked.as_of_date)
    )
select
    coalesce(h.municipality_number, 'not stated') as municipality_number,
    coalesce(h.municipality_name, 'not stated') as municipality,
    coalesce(h.geographical_urban_district_name, case when h.municipality_number is null then 'not stated' else 'none' end) as lives_in,
    coalesce(h.urban_district_name, case when h.municipality_number is null then 'not stated' else 'none' end) as served_by,
    coalesce((array['0-5', '6-15', '16-19', '20-39', '40-66', '67-79', '80+'])[r.ages + 1], 'not stated') as age_group,
    coalesce(r.gender, 'not stated') as gender,
    case when count(*) >= 5 then count(*) end as residents
from residents r
left join residences h using (person_id)
group by 1, 2, 3, 4, r.ages, 6
order by 1, 3, 4, r.ages, 6;
