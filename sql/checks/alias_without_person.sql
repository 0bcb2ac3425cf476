-- An alias is no person any more, and stands for one.
select a.person_id
from mart.person_alias a
where exists (select from mart.person p where p.person_id = a.person_id)
    or not exists (select from mart.person p where p.person_id = a.survivor_id)
