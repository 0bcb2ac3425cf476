-- How many moved from one municipality to another in each year, in today's municipalities.
-- A row is a year, the municipality left and the one moved to; pairs of fewer than 5 are gathered in one row 'others' for each year and municipality left.
-- :as_of is the last day that counts; default: the as-of date of the served generation.
-- Traps: a reform or a correction of an address moves nobody, nor does a move within a municipality that was two then. A person who moves twice counts twice.
-- Moves from and to other countries are not among them. 'not stated' is a municipality that was split since, or that today's
-- number isn't known of; a move between two such is left out, for it may be none.
\if :{?as_of} \else \set as_of '' \endif
with
    asked as (
        select coalesce(nullif(:'as_of', '')::date, max(as_of_date)) as as_of_date
        from analysis.generation
    ),
    names as (
        select municipality_number, max(municipality_name) as municipality
        from analysis.municipality
        cross join asked
        where valid_to is null or valid_to > asked.as_of_date
        group by municipality_number
    ),
    flows as (
        select
            extract(year from h.valid_from_date)::integer as year,
            coalesce(h.previous_municipality_number_today, 'not stated') as from_number,
            coalesce(h.municipality_number_today, 'not stated') as to_number,
            count(*) as movers
        from analysis.residence_period h
        join analysis.person p using (person_id)
        cross join asked
        where h.is_relocation
            and h.previous_municipality_number_today is distinct from h.municipality_number_today
            and h.valid_from_date <= asked.as_of_date
            and p.identification_number_type is distinct from 'DNumber'
        group by 1, 2, 3
    ),
    gathered as (
        select year, from_number, case when movers >= 5 then to_number else 'others' end as to_number, sum(movers)::bigint as movers
        from flows
        group by 1, 2, 3
    )
select
    g.year,
    g.from_number,
    coalesce(f.municipality, g.from_number) as from_municipality,
    g.to_number,
    coalesce(t.municipality, g.to_number) as to_municipality,
    case when g.movers >= 5 then g.movers end as movers
from gathered g
left join names f on f.municipality_number = g.from_number
left join names t on t.municipality_number = g.to_number
order by g.year, g.from_number, g.to_number;
