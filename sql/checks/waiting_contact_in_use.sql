-- What waits for its person in KRR's data is not what a person has its contact data by.
-- scope: person
-- severity: stop
select k.person_id
from changed_person c
join mart.person_contact k on k.person_id = c.person_id
join protected.contact_waiting w on w.identification_number = k.identification_number
