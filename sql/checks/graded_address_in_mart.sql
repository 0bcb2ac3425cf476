-- A person with a grading in force has no address in mart, current or historical.
select a.person_id
from mart.person_address a
join protected.person_address_protection g on g.person_id = a.person_id
where coalesce(g.is_valid, g.valid_to is null) and g.level is distinct from 'Unclassified'
