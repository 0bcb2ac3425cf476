-- Residents of the four cities by urban district: where they live, and which district serves them.
select
    residential_municipality_name as municipality,
    residential_geographical_urban_district_code as district_code,
    residential_geographical_urban_district_name as district,
    count(*) as residents,
    count(*) filter (where residential_urban_district_code is distinct from residential_geographical_urban_district_code) as served_by_another
from analysis.person
where status = 'Resident' and residential_geographical_urban_district_code is not null
group by residential_municipality_name, residential_geographical_urban_district_code, residential_geographical_urban_district_name
order by district_code;
