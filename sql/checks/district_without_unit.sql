-- An urban district follows from a unit, and only from one.
-- scope: person
-- severity: stop
select a.person_id
from changed_person c
join mart.person_address a on a.person_id = c.person_id
where a.full_basic_statistical_unit_number is null
    and coalesce(a.urban_district_code, a.geographical_urban_district_code) is not null
