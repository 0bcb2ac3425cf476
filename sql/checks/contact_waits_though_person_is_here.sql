-- Contact data waits only while its person isn't there. Of one whose document can't be read, it waits until it can.
-- scope: person
-- severity: warn
select p.person_id
from changed_person c
join mart.person p on p.person_id = c.person_id
join mart.person_identifier i on i.person_id = p.person_id
join protected.contact_waiting w on w.identification_number = i.identification_number
where p.stale_since is null
    and not exists (select from mart.person_contact k where k.person_id = p.person_id)
