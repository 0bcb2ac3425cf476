-- A full unit number begins with the municipality number of its own row.
select person_id
from mart.person_address
where full_basic_statistical_unit_number is not null
    and left(full_basic_statistical_unit_number, 4) is distinct from municipality_number
