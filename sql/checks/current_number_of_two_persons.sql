-- A number in use belongs to one person.
select identification_number
from mart.person
group by identification_number
having count(*) > 1
