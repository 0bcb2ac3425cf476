-- A full unit number begins with the municipality number of its own row.
-- scope: person
-- severity: stop
select a.person_id
from changed_person c
-- offset 0: from each person to its rows, never the other way
cross join lateral (select * from mart.person_address r where r.person_id = c.person_id offset 0) a
where a.full_basic_statistical_unit_number is not null
    and left(a.full_basic_statistical_unit_number, 4) is distinct from a.municipality_number
