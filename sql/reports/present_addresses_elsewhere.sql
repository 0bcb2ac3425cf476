-- How many have a present address outside the municipality they reside in, or by a D-number, and how many of those addresses lack a unit, and why.
-- A row is who they are, the municipality of the present address, and whether the basic statistical unit was found or why not; percent is the row's share of
-- all addresses of such persons in that municipality. The reasons are explained in analysis.code, list match_reason.
-- Traps: municipalities are today's, so that a reform brings nobody outside. 'residence not stated' are residents without a public residential address.
-- An address abroad has the municipality 'not stated'. Fewer than 5 are not shown; no share is shown where a row of the group isn't, or of fewer than 10 addresses.
with
    elsewhere as (
        select
            case
                when identification_number_type = 'DNumber' then 'd-number'
                when residential_municipality_number is null then 'residence not stated'
                else 'resident elsewhere'
            end as who,
            coalesce(present_municipality_number_today, present_municipality_number, 'not stated') as municipality_number,
            coalesce(present_municipality_name_today, present_municipality_name, 'not stated') as municipality,
            case when present_full_basic_statistical_unit_number is not null then 'unit found' else coalesce(present_match_reason, 'no reason') end as outcome
        from analysis.person
        where present_form is not null
            and (identification_number_type = 'DNumber'
                or (status = 'Resident'
                    and coalesce(present_municipality_number_today, present_municipality_number)
                        is distinct from coalesce(residential_municipality_number_today, residential_municipality_number)))
    )
select
    who,
    municipality_number,
    municipality,
    outcome,
    case when count(*) >= 5 then count(*) end as addresses,
    case
        when min(count(*)) over everyone_there >= 5 and sum(count(*)) over everyone_there >= 10
        then round(100.0 * count(*) / sum(count(*)) over everyone_there, 1)
    end as percent
from elsewhere
group by who, municipality_number, municipality, outcome
window everyone_there as (partition by who, municipality_number, municipality)
order by who, municipality_number, outcome;
