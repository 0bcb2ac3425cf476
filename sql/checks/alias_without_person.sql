-- An alias is no person any more, and stands for one.
-- scope: all, because an alias may be wrong whose own person isn't among the changed; there are few, each looked up by key
-- severity: stop
select a.person_id
from mart.person_alias a
join mart.person p on p.person_id = a.person_id
union all
select a.person_id
from mart.person_alias a
where not exists (select from mart.person p where p.person_id = a.survivor_id)
