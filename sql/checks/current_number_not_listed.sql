-- A person's number is among the numbers that the person lists.
-- scope: person
-- severity: stop
select p.person_id
from changed_person c
join mart.person p on p.person_id = c.person_id
where p.identification_number is not null
    and not exists (select from mart.person_identifier i where i.person_id = p.person_id and i.identification_number = p.identification_number)
