-- How many residents of each county can be reached digitally: not reserved, and with an address that the regulation still lets be used.
with
    served as (
        select max(as_of_date) as as_of_date
        from analysis.generation
    ),
    reach as (
        select
            residential_county_number as county_number,
            residential_county_name as county,
            reservation = 'No' and greatest(email_usable_until, phone_usable_until) > served.as_of_date as is_reached
        from analysis.person
        cross join served
        where status = 'Resident' and residential_county_number is not null
    )
select
    county_number,
    county,
    count(*) as residents,
    count(*) filter (where is_reached) as reached,
    round(100.0 * count(*) filter (where is_reached) / count(*), 1) as percent
from reach
group by county_number, county
order by county_number;
