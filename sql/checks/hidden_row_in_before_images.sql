-- Of a person who was hidden no address, marital status, birth or wide row is kept as it was before.
-- scope: person
-- severity: stop
select b.person_id
from changed_person c
join protected.hidden_person h on h.person_id = c.person_id
join ops.before_image b on b.person_id = h.person_id and b.generation <= h.generation
where b.table_name in ('mart.person', 'mart.person_address', 'mart.person_marital_status', 'mart.person_birth')
