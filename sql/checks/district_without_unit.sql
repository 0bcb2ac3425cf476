-- An urban district follows from a unit, and only from one.
-- scope: person
-- severity: stop
select a.person_id
from changed_person c
-- offset 0: from each person to its rows, never the other way
cross join lateral (select * from mart.person_address r where r.person_id = c.person_id offset 0) a
where a.full_basic_statistical_unit_number is null
    and coalesce(a.urban_district_code, a.geographical_urban_district_code) is not null
