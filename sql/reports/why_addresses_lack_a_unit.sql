-- Current addresses by the rule that found their basic statistical unit, or the reason why none did.
select
    kind,
    coalesce(match_rule, match_reason, 'no reason') as rule_or_reason,
    full_basic_statistical_unit_number is not null as has_unit,
    count(*) as addresses
from analysis.person_address
where is_valid
group by kind, rule_or_reason, has_unit
order by kind, has_unit desc, addresses desc;
