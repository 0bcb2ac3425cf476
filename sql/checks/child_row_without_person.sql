-- Every row that belongs to a person is of a person in mart: one who vanished leaves nothing behind.
-- scope: person
-- severity: stop
select c.person_id
from changed_person c
where not exists (select from mart.person p where p.person_id = c.person_id)
    and (
        exists (select from mart.person_address r where r.person_id = c.person_id)
        or exists (select from mart.person_marital_status r where r.person_id = c.person_id)
        or exists (select from mart.person_birth r where r.person_id = c.person_id)
        or exists (select from mart.person_name r where r.person_id = c.person_id)
        or exists (select from mart.person_status r where r.person_id = c.person_id)
        or exists (select from mart.person_citizenship r where r.person_id = c.person_id)
        or exists (select from mart.person_identifier r where r.person_id = c.person_id)
        or exists (select from mart.person_contact r where r.person_id = c.person_id)
        or exists (select from protected.person_address r where r.person_id = c.person_id)
        or exists (select from protected.person_marital_status r where r.person_id = c.person_id)
        or exists (select from protected.person_birth r where r.person_id = c.person_id)
        or exists (select from protected.person_address_protection r where r.person_id = c.person_id)
    )
