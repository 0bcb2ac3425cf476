-- Every address, number and contact record belongs to a person of the same generation.
select a.person_id from mart.person_address a where not exists (select from mart.person p where p.person_id = a.person_id)
union all
select i.person_id from mart.person_identifier i where not exists (select from mart.person p where p.person_id = i.person_id)
union all
select c.person_id from mart.person_contact c where not exists (select from mart.person p where p.person_id = c.person_id)
