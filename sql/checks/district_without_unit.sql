-- An urban district follows from a unit, and only from one.
select person_id
from mart.person_address
where full_basic_statistical_unit_number is null
    and coalesce(urban_district_code, geographical_urban_district_code) is not null
