-- Which municipality numbers and units in use are out of date, not yet in force, or unknown.
-- A row is where the code stands, the code, its state ('ended', 'future', 'unknown'; of a unit 'not in KLASS'), the name of the place and its number today.
-- Traps: an ended number is stale on a current address only: births, marriages and earlier addresses keep the number of their time, so of them only future
-- and unknown ones are here. FREG takes weeks to renumber after a reform; what stands here longer is an error. Fewer than 5 are not shown: their code is, their count isn't.
with
    places as (
        select 'current ' || kind || ' address' as stands_in, municipality_number as code, municipality_name as place, municipality_number_today as number_today, code_state as state
        from analysis.person_address
        where is_valid
        union all
        select 'earlier ' || kind || ' address', municipality_number, municipality_name, municipality_number_today, code_state
        from analysis.person_address
        where is_valid is not true and code_state <> 'ended'
        union all
        select 'birth', birth_municipality_number, birth_municipality_name, birth_municipality_number_today, birth_code_state
        from analysis.person_birth
        where birth_code_state <> 'ended'
        union all
        select 'marital status', municipality_number, municipality_name, municipality_number_today, code_state
        from analysis.person_marital_status
        where code_state <> 'ended'
        union all
        select 'current ' || kind || ' address, unit', full_basic_statistical_unit_number, city_name, null, 'not in KLASS'
        from analysis.person_address
        where is_valid and match_reason = 'unit-not-in-klass' and full_basic_statistical_unit_number is not null
    )
select
    stands_in,
    code,
    state,
    max(place) as place,
    max(number_today) as number_today,
    case when count(*) >= 5 then count(*) end as uses
from places
where state <> 'current'
group by stands_in, code, state
order by stands_in, code, state;
