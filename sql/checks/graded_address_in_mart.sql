-- A person with a grading in force has no address in mart, current or historical.
-- scope: person
-- severity: stop
select a.person_id
from changed_person c
join protected.person_address_protection g on g.person_id = c.person_id
join mart.person_address a on a.person_id = g.person_id
where coalesce(g.is_valid, g.valid_to is null) and g.level is distinct from 'Unclassified'
