-- A full unit number begins with the municipality number of its own row.
-- scope: person
-- severity: stop
select a.person_id
from changed_person c
join mart.person_address a on a.person_id = c.person_id
where a.full_basic_statistical_unit_number is not null
    and left(a.full_basic_statistical_unit_number, 4) is distinct from a.municipality_number
