-- How many residents of each municipality and age can be reached digitally, and why the others can't.
-- Columns: can be notified; has contact points, but none confirmed within 18 months (expired); has opted out (reserved);
-- not in the contact register, deleted from it, or there without e-mail and mobile number (not_registered). Each resident stands in one cell.
-- :as_of is the day at which ages and the 18 months end; default: the as-of date of the served generation. A later day tells who will have expired by then.
-- Traps: residents and contact points are those of the served generation, whatever the day. Municipalities are today's. 'not stated' are residents
-- without a public residential address, graded persons among them. Fewer than 5 are not shown, nor is a total that would let them be computed.
\if :{?as_of} \else \set as_of '' \endif
with
    asked as (
        select coalesce(nullif(:'as_of', '')::date, max(as_of_date)) as as_of_date
        from analysis.generation
    ),
    reach as (
        select
            coalesce(p.residential_municipality_number_today, p.residential_municipality_number, 'not stated') as municipality_number,
            coalesce(p.residential_municipality_name_today, p.residential_municipality_name, 'not stated') as municipality,
            width_bucket(extract(year from age(asked.as_of_date, p.birth_date)), array[18, 40, 67, 80]) as ages,
            case
                when p.contact_state <> 'Active' then 'not registered'
                when p.reservation = 'Yes' then 'reserved'
                when greatest(p.email_usable_until, p.phone_usable_until) > asked.as_of_date then 'notifiable'
                when coalesce(p.email_usable_until, p.phone_usable_until) is not null then 'expired'
                else 'not registered'
            end as state
        from analysis.person p
        cross join asked
        where p.status = 'Resident' and p.identification_number_type is distinct from 'DNumber'
    )
select
    municipality_number,
    municipality,
    coalesce((array['0-17', '18-39', '40-66', '67-79', '80+'])[ages + 1], 'not stated') as age_group,
    case when count(*) filter (where state = 'notifiable') >= 5 then count(*) filter (where state = 'notifiable') end as notifiable,
    case when count(*) filter (where state = 'expired') >= 5 then count(*) filter (where state = 'expired') end as expired,
    case when count(*) filter (where state = 'reserved') >= 5 then count(*) filter (where state = 'reserved') end as reserved,
    case when count(*) filter (where state = 'not registered') >= 5 then count(*) filter (where state = 'not registered') end as not_registered
from reach
group by municipality_number, municipality, ages
order by municipality_number, ages;
