-- Whoever is published has hashes for the next night to compare with, and nobody else has. None at all: they are made by the next night.
-- scope: person
-- severity: stop
select c.person_id
from changed_person c
left join mart.person p on p.person_id = c.person_id
left join ops.person_hash h on h.person_id = c.person_id
where (p.person_id is null) <> (h.person_id is null)
    and exists (select from ops.person_hash)
