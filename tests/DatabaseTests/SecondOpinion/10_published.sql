-- The mart's other rows: mart.person, births and marital statuses, whose places stand in protected alone for a graded person, and the code tables.
-- Makes expected.person, person_birth, person_marital_status, municipality, county, basic_statistical_unit, urban_district.

-- mart.person shows the current address of each kind that anyone may see.
create table expected.person as
with shown as (
    select * exclude (schema_name, address_confidentiality, valid_from_date, ends_on) from address where schema_name = 'mart' and is_current
    qualify row_number() over (partition by person, kind order by version_number) = 1
),
residential as (select * exclude (kind, version_number, is_current) from shown where kind = 'residential'),
present as (select * exclude (kind, version_number, is_current) from shown where kind = 'present')
select p.person, p.status, p.first_name, p.middle_name, p.last_name, p.birth_date, p.marital_status, p.marital_status_date,
    columns(r.* exclude (person)) as 'residential_\0', columns(v.* exclude (person)) as 'present_\0',
    coalesce(c.contact_state, 'NotDelivered') as contact_state, c.* exclude (person, contact_state, email, phone_number, digital_post_address, digital_post_vendor_address)
from person p
left join residential r on r.person = p.person
left join present v on v.person = p.person
left join expected.person_contact c on c.person = p.person;

create table expected.person_birth as
with told as (
    select b.person, b.version_number, b.strictness > 0 as is_graded, b.birth_place, p.municipality as birth_municipality_number, p.name as birth_municipality_name,
        p.county_number as birth_county_number, p.county_name as birth_county_name, p.code_resolution as birth_code_resolution, p.code_state as birth_code_state,
        p.today as birth_municipality_number_today, t.name as birth_municipality_name_today
    from document_birth b
    left join fact_place p on p.fact = 'birth' and p.person = b.person and p.version_number = b.version_number
    left join municipality_today t on t.code = p.today
)
select 'mart' as schema_name, * exclude (is_graded) from told where not is_graded
union all by name
select 'mart' as schema_name, person, version_number from told where is_graded
union all by name
select 'protected' as schema_name, * exclude (is_graded) from told where is_graded;

-- The spouse's number is never public.
create table expected.person_marital_status as
with told as (
    select m.person, m.version_number, m.strictness > 0 as is_graded, m.authority, p.municipality as municipality_number, p.name as municipality_name,
        p.county_number, p.county_name, p.code_resolution, p.code_state, p.today as municipality_number_today, t.name as municipality_name_today, m.place, m.abroad,
        m.spouse as related_by_marital_status
    from document_marital_status m
    left join fact_place p on p.fact = 'marital-status' and p.person = m.person and p.version_number = m.version_number
    left join municipality_today t on t.code = p.today
)
select 'mart' as schema_name, * exclude (is_graded, related_by_marital_status) from told where not is_graded
union all by name
select 'mart' as schema_name, person, version_number from told where is_graded
union all by name
select 'protected' as schema_name, * exclude (is_graded) from told where is_graded
union all by name
select 'protected' as schema_name, person, version_number, related_by_marital_status from told where not is_graded and related_by_marital_status is not null;

create view expected.municipality as
select code as municipality_number, valid_from, valid_to, name as municipality_name, county_number, county_name,
    if(today_reason is null, successors[1], null) as municipality_number_today, today_reason
from municipality_version;

create view expected.county as
select code as county_number, valid_from, valid_to, name as county_name from klass_code_spell where classification = 104;

create view expected.urban_district as
select code as urban_district_code, valid_from, valid_to, name as urban_district_name from klass_code_spell where classification = 103;

create view expected.basic_statistical_unit as
select code as basic_statistical_unit_number, valid_from, valid_to, name as basic_statistical_unit_name,
    urban_district_code, urban_district_name, geographical_urban_district_code, geographical_urban_district_name
from unit_version;
