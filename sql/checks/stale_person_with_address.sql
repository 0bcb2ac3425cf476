-- Of a person whose document can't be read no address is kept anywhere: a grading may be among what can't be read.
-- scope: person
-- severity: stop
select p.person_id
from changed_person c
join mart.person p on p.person_id = c.person_id
where p.stale_since is not null
    and (
        coalesce(p.residential_form, p.present_form) is not null
        or exists (select from mart.person_address a where a.person_id = p.person_id)
        or exists (select from protected.person_address a where a.person_id = p.person_id)
    )
