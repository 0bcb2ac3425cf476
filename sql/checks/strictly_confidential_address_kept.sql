-- Of a strictly confidential person no residential, present or shared address is kept anywhere.
select a.person_id
from protected.person_address a
join protected.person_address_protection g on g.person_id = a.person_id
where coalesce(g.is_valid, g.valid_to is null)
    and coalesce(g.level, 'Confidential') not in ('Unclassified', 'ClientAddress', 'Confidential')
