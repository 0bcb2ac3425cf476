-- Nobody in mart has a number of an erased person.
-- scope: all, because an erased person who was overlooked isn't among the changed; it begins from the erased numbers, which are few
-- severity: stop
select i.person_id
from protected.erasure e
join mart.person_identifier i on i.identification_number = e.identification_number
