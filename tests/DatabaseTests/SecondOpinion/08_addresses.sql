-- Every address row as the mart should have it: its unit, districts, what the municipality is today, when it ends, and where it may stand.
-- Makes address, and expected.person_address.

-- The unit that FREG gives stands, named as KLASS had it at the row's date, else in its latest version.
-- Matrikkelen's counts only if it begins with the row's municipality and KLASS had it at the row's date.
create table address_unit as
with proposed as (
    select a.address, a.holds, a.municipality, a.unit_of_freg is not null as is_from_freg,
        if(a.unit_of_freg is not null, a.municipality || lpad(cast(a.unit_of_freg as varchar), 4, '0'), m.unit) as number,
        if(a.holds, getvariable('as_of'), a.valid_from_date) as first_day, if(a.holds, null, a.registered_on) as second_day
    from document_address a left join match m using (address)
    where a.municipality is not null and a.form in ('street', 'cadastral')
)
select p.address, p.is_from_freg, p.number,
    (if(p.first_day is null, s.code, f.code)) is not null as is_of_its_date, coalesce(f.valid_from, s.valid_from, l.valid_from) as version_from
from proposed p
left join unit_version f on f.code = p.number and covers(f.valid_from, f.valid_to, p.first_day)
left join unit_version s on s.code = p.number and covers(s.valid_from, s.valid_to, p.second_day)
left join latest_unit l on l.code = p.number;

create table address as
with numbered as (
    select a.address, m.rule, m.candidates, m.doubt, m.has_key, m.unit as found, u.version_from, u.is_from_freg,
        if(u.is_from_freg or (m.unit is not null and left(m.unit, 4) = a.municipality and u.is_of_its_date), u.number, null) as unit
    from document_address a left join match m using (address) left join address_unit u using (address)
),
reasoned as (
    select a.*, n.unit, n.found, n.is_from_freg, n.version_from, p.code_resolution, p.code_state, p.name as municipality_name, p.county_number, p.county_name,
        p.successors, p.today_reason, p.today,
        case
            when a.form in ('foreign', 'unknown-residence', 'address-unknown') then a.form
            when a.form is null or a.municipality is null then 'no-key'
            when n.is_from_freg then if(n.version_from is not null, null, 'unit-not-in-klass')
            when left(a.municipality, 2) in ('21', '22') then 'svalbard'
            when n.doubt is not null then n.doubt
            when n.found is not null then case when left(n.found, 4) <> a.municipality then 'municipality-lag' when n.unit is null then 'unit-not-in-klass' end
            when a.is_unit_unspecified then 'unit-unspecified'
            when not n.has_key then 'no-key'
            when p.code_state <> 'current' then 'municipality-lag'
            else 'no-such-address' end as match_reason,
        case when n.is_from_freg then 'freg' when n.found is not null then n.rule end as match_rule,
        if(n.is_from_freg, null, n.candidates) as match_candidates,
        case when n.is_from_freg and not (not a.holds or p.code_state <> 'current') then null
            when n.is_from_freg or n.found is distinct from n.unit then n.found end as unit_today
    from document_address a left join numbered n using (address) left join address_place p using (address)
),
-- a split decided by the address (a), by what became of the unit (b), or by one successor's unit of the same number and name (c)
decided_by_id as (
    select r.address, any_value(e.municipality) as municipality
    from reasoned r join found_by_id f using (address) join matrikkelen e using (entry)
    where r.today_reason = 'split' and f.agrees and list_contains(r.successors, e.municipality) group by r.address
),
decided_by_changes as (
    select r.address, list(distinct left(u.successor, 4)) as municipalities
    from reasoned r join unit_successor u on u.code = r.unit and u.valid_from = r.version_from and list_contains(r.successors, left(u.successor, 4))
    where r.today_reason = 'split' group by r.address
),
decided_by_name as (
    select r.address, list(distinct left(u.code, 4)) as municipalities
    from reasoned r join unit_version was on was.code = r.unit and was.valid_from = r.version_from
    join unit_version u on right(u.code, 4) = right(r.unit, 4) and u.name = was.name and list_contains(r.successors, left(u.code, 4))
        and covers(u.valid_from, u.valid_to, getvariable('as_of'))
    where r.today_reason = 'split' group by r.address
),
placed as (
    select r.*, coalesce(r.today, i.municipality, if(len(c.municipalities) = 1, c.municipalities[1], null), if(len(n.municipalities) = 1, n.municipalities[1], null)) as municipality_number_today
    from reasoned r left join decided_by_id i using (address) left join decided_by_changes c using (address) left join decided_by_name n using (address)
),
-- the strictest is nowhere; the rest numbers its versions where it stands
kept as (
    select *, if(strictness = 0 and kind <> 'shared', 'mart', 'protected') as schema_name from placed where strictness < 3
),
ended as (
    select *, row_number() over (partition by person, kind, schema_name order by place) as version_number,
        lead(valid_from_date) over (partition by person, kind, schema_name order by valid_from, registered_at, place desc) as next_from
    from kept
)
select e.schema_name, e.person, e.kind, e.version_number, if(e.schema_name = 'mart', null, grading_name(e.strictness)) as address_confidentiality, e.is_current, e.form,
    e.municipality as municipality_number, e.municipality_name, e.county_number, e.county_name, e.code_resolution, e.code_state,
    e.municipality_number_today, t.name as municipality_name_today,
    e.unit as full_basic_statistical_unit_number, u.name as basic_statistical_unit_name, u.urban_district_code, u.urban_district_name,
    u.geographical_urban_district_code, u.geographical_urban_district_name, e.unit_today, e.match_rule, e.match_candidates, e.match_reason,
    e.valid_from_date, least(e.next_from, e.ended_on) as ends_on
from ended e
left join municipality_today t on t.code = e.municipality_number_today
left join unit_version u on u.code = e.unit and u.valid_from = e.version_from;

create schema expected;
create view expected.person_address as select * exclude (is_current) from address;
