-- How long ago residents' e-mail addresses and mobile numbers were confirmed: updated or verified, whichever was later.
-- A row is an age of the e-mail address and an age of the mobile number, in whole months: each resident stands in one row, so sum over the one for the other.
-- 'not stated' is no such contact point, or no date of it; residents who are not in the contact register are in the row that has it twice.
-- :as_of is the day at which ages end; default: the as-of date of the served generation.
-- Traps: a contact point serves for notices until 18 months have passed, and never for who has opted out: see digital_reachability. Dates after the day
-- count as under 6 months. Fewer than 5 are not shown.
\if :{?as_of} \else \set as_of '' \endif
with
    asked as (
        select coalesce(nullif(:'as_of', '')::date, max(as_of_date)) as as_of_date
        from analysis.generation
    ),
    confirmed as (
        select
            age(asked.as_of_date, (greatest(c.email_last_updated, c.email_last_verified) at time zone 'Europe/Oslo')::date) as email_age,
            age(asked.as_of_date, (greatest(c.phone_number_last_updated, c.phone_number_last_verified) at time zone 'Europe/Oslo')::date) as phone_age
        from analysis.person p
        left join analysis.person_contact c on c.person_id = p.person_id and c.contact_state = 'Active'
        cross join asked
        where p.status = 'Resident' and p.identification_number_type is distinct from 'DNumber'
    ),
    ages as (
        select
            width_bucket(extract(year from email_age) * 12 + extract(month from email_age), array[6, 12, 18, 36]) as email,
            width_bucket(extract(year from phone_age) * 12 + extract(month from phone_age), array[6, 12, 18, 36]) as phone
        from confirmed
    ),
    words as (
        select array['0-5 months', '6-11 months', '12-17 months', '18-35 months', '36+ months'] as of_age
    )
select
    coalesce(of_age[email + 1], 'not stated') as email_confirmed,
    coalesce(of_age[phone + 1], 'not stated') as phone_confirmed,
    case when count(*) >= 5 then count(*) end as residents
from ages
cross join words
group by email, phone, of_age
order by email, phone;
