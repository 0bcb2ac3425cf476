-- Of a strictly confidential person no residential, present or shared address is kept anywhere.
-- scope: person
-- severity: stop
select a.person_id
from changed_person c
join protected.person_address_protection g on g.person_id = c.person_id
join protected.person_address a on a.person_id = g.person_id
where coalesce(g.is_valid, g.valid_to is null)
    and coalesce(g.level, 'Confidential') not in ('Unclassified', 'ClientAddress', 'Confidential')
