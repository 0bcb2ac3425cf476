-- A number in use belongs to one person. Another who has it also lists it (current_number_not_listed): so it is found by the index on listed numbers.
-- scope: person
-- severity: stop
select p.person_id
from changed_person c
join mart.person p on p.person_id = c.person_id
join mart.person_identifier i on i.identification_number = p.identification_number and i.person_id <> p.person_id
join mart.person other on other.person_id = i.person_id and other.identification_number = p.identification_number
