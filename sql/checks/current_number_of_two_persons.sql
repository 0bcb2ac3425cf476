-- A number in use belongs to one person. Another who has it also lists it (current_number_not_listed): so it is found by the index on listed numbers.
-- scope: person
-- severity: stop
select p.person_id
from changed_person c
-- offset 0: from each person to its rows, never the other way
cross join lateral (select * from mart.person r where r.person_id = c.person_id offset 0) p
cross join lateral (select * from mart.person_identifier r where r.identification_number = p.identification_number and r.person_id <> p.person_id offset 0) i
join mart.person other on other.person_id = i.person_id and other.identification_number = p.identification_number
