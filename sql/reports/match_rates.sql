-- How the basic statistical units of current addresses were found in each municipality, by rule, and why the others have none.
-- A row is a kind of address, a municipality, and the rule that found the unit (has_unit) or the reason why none did; percent is the row's share of the
-- municipality's addresses of that kind. Rules and reasons are explained in analysis.code, lists match_rule and match_reason.
-- Traps: only addresses that can have a unit count: none abroad, on Svalbard or unknown. Municipalities are today's. A municipality of graded addresses
-- is not seen. Fewer than 5 are not shown; no share is shown where a row of the group isn't, or of fewer than 10 addresses.
with
    addresses as (
        select
            kind,
            coalesce(municipality_number_today, municipality_number, 'not stated') as municipality_number,
            coalesce(municipality_name_today, municipality_name, 'not stated') as municipality,
            full_basic_statistical_unit_number is not null as has_unit,
            case when full_basic_statistical_unit_number is not null then match_rule else coalesce(match_reason, 'no reason') end as rule_or_reason
        from analysis.person_address
        where is_valid and coalesce(match_reason, '') not in ('foreign', 'unknown-residence', 'address-unknown', 'svalbard')
    )
select
    kind,
    municipality_number,
    municipality,
    has_unit,
    rule_or_reason,
    case when count(*) >= 5 then count(*) end as addresses,
    case
        when min(count(*)) over everyone_there >= 5 and sum(count(*)) over everyone_there >= 10
        then round(100.0 * count(*) / sum(count(*)) over everyone_there, 1)
    end as percent
from addresses
group by kind, municipality_number, municipality, has_unit, rule_or_reason
window everyone_there as (partition by kind, municipality_number, municipality)
order by kind, municipality_number, has_unit desc, rule_or_reason;
