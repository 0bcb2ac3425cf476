-- The units, municipalities and districts of the served generation's date, as one list: the codes' dictionary.
with
    served as (
        select max(as_of_date) as as_of_date
        from analysis.generation
    )
select
    m.county_number,
    m.county_name,
    u.municipality_number,
    m.municipality_name,
    u.basic_statistical_unit_number,
    u.basic_statistical_unit_name,
    u.geographical_urban_district_code,
    u.geographical_urban_district_name,
    u.urban_district_code,
    u.urban_district_name
from served
join analysis.basic_statistical_unit u on u.valid_from <= served.as_of_date and (u.valid_to is null or u.valid_to > served.as_of_date)
left join analysis.municipality m on m.municipality_number = u.municipality_number and m.valid_from <= served.as_of_date and (m.valid_to is null or m.valid_to > served.as_of_date)
order by u.basic_statistical_unit_number;
