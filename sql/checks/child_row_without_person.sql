-- Every row that belongs to a person is of a person in mart: one who vanished leaves nothing behind.
-- scope: person
-- severity: stop
with vanished as materialized (
    select c.person_id
    from changed_person c
    where not exists (select from mart.person p where p.person_id = c.person_id)
)
select r.person_id from vanished v join mart.person_address r on r.person_id = v.person_id
union all
select r.person_id from vanished v join mart.person_marital_status r on r.person_id = v.person_id
union all
select r.person_id from vanished v join mart.person_birth r on r.person_id = v.person_id
union all
select r.person_id from vanished v join mart.person_name r on r.person_id = v.person_id
union all
select r.person_id from vanished v join mart.person_status r on r.person_id = v.person_id
union all
select r.person_id from vanished v join mart.person_citizenship r on r.person_id = v.person_id
union all
select r.person_id from vanished v join mart.person_identifier r on r.person_id = v.person_id
union all
select r.person_id from vanished v join mart.person_contact r on r.person_id = v.person_id
union all
select r.person_id from vanished v join protected.person_address r on r.person_id = v.person_id
union all
select r.person_id from vanished v join protected.person_marital_status r on r.person_id = v.person_id
union all
select r.person_id from vanished v join protected.person_birth r on r.person_id = v.person_id
union all
select r.person_id from vanished v join protected.person_address_protection r on r.person_id = v.person_id
