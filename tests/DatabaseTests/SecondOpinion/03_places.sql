-- Municipalities with their counties, and units with both districts, in the periods in which nothing of them changed.
-- Makes municipality_version (with where the municipality is today), municipality_path, municipality_successor, municipality_state, municipality_today,
-- latest_municipality, unit_version, latest_unit, unit_successor.

-- Every day on which anything of a municipality may change begins a new piece; what holds on its first day holds in all of it.
create table municipality_piece as
with county_of as (
    select code, target_code from klass_correspondence where classification = 131 and target = 104
    union
    select code, left(code, 2) from klass_code_spell where classification = 131
),
cut as (
    select code, unnest([valid_from, valid_to]) as day from klass_code_spell where classification = 131
    union
    select code, unnest([valid_from, valid_to]) from klass_correspondence where classification = 131 and target = 104
    union
    select m.code, unnest([c.valid_from, c.valid_to]) from county_of m join klass_code_spell c on c.classification = 104 and c.code = m.target_code
    union
    select old_code, occurred from klass_change where classification = 131 and old_code is not null
),
piece as (
    select code, day as valid_from, lead(day) over (partition by code order by day) as valid_to from cut where day is not null
),
told as (
    select p.code, p.valid_from, p.valid_to, m.name, coalesce(c.target_code, left(p.code, 2)) as county_number, county.name as county_name
    from piece p
    join klass_code_spell m on m.classification = 131 and m.code = p.code and covers(m.valid_from, m.valid_to, p.valid_from)
    left join klass_correspondence c on c.classification = 131 and c.target = 104 and c.code = p.code and covers(c.valid_from, c.valid_to, p.valid_from)
    left join klass_code_spell county on county.classification = 104 and county.code = coalesce(c.target_code, left(p.code, 2))
        and covers(county.valid_from, county.valid_to, p.valid_from)
),
-- neighbours that tell the same are one version, unless a change parts them
begun as (
    select *, lag({valid_to: valid_to, name: name, county: county_number, county_name: county_name}) over (partition by code order by valid_from)
            is distinct from {valid_to: valid_from, name: name, county: county_number, county_name: county_name}
        or exists (from klass_change c where c.classification = 131 and c.old_code = told.code and c.new_code is distinct from c.old_code and c.occurred = told.valid_from) as is_new
    from told
),
numbered as (
    select *, count_if(is_new) over (partition by code order by valid_from) as version from begun
)
select code, min(valid_from) as valid_from, if(bool_or(valid_to is null), null, max(valid_to)) as valid_to,
    any_value(name) as name, any_value(county_number) as county_number, any_value(county_name) as county_name
from numbered group by code, version;

-- From each version forward through the changes to the as-of date. A code stays as long as it is present without a gap;
-- is_renumbering says that every step so far had one old and one new code.
create table municipality_path as
with recursive step as (
    select distinct old_code, new_code, occurred from klass_change where classification = 131 and old_code is not null and old_code is distinct from new_code
),
presence as (
    select code, valid_from, valid_to from klass_presence where classification = 131
),
-- a step has one old and one new code, and neither went on beside it
pure_step as (
    select s.*,
        (select count(*) from step t where t.old_code = s.old_code and t.occurred = s.occurred) = 1
        and (select count(*) from step t where t.new_code = s.new_code and t.occurred = s.occurred) = 1
        and not exists (from presence p where p.code = s.old_code and p.valid_from < s.occurred and covers(p.valid_from, p.valid_to, s.occurred))
        and not exists (from presence p where p.code = s.new_code and p.valid_from < s.occurred and covers(p.valid_from, p.valid_to, s.occurred)) as is_pure
    from step s
),
path as (
    select code as start_code, valid_from as start_from, code, valid_from as since, true as is_renumbering from municipality_piece
    union
    select p.start_code, p.start_from, s.new_code, s.occurred, p.is_renumbering and s.is_pure
        -- nothing came to the code, and nothing left it, while it was this one's
        and not exists (from step t where (t.new_code = p.code or t.old_code = p.code) and t.occurred > p.since and t.occurred < s.occurred)
    from path p
    join presence here on here.code = p.code and covers(here.valid_from, here.valid_to, p.since)
    join pure_step s on s.old_code = p.code and s.occurred > p.since and s.occurred <= coalesce(here.valid_to, date '9999-12-31')
    where s.occurred <= getvariable('as_of') and not covers(here.valid_from, here.valid_to, getvariable('as_of'))
)
select p.*, here.valid_to as present_to, covers(here.valid_from, here.valid_to, getvariable('as_of')) as is_today,
    -- it ended, and no change says what became of it
    (here.code is null and p.code is not null or coalesce(here.valid_to <= getvariable('as_of'), false))
        and not exists (from step s where s.old_code = p.code and s.occurred > p.since and s.occurred <= coalesce(here.valid_to, date '9999-12-31')) as is_lost
from path p
left join presence here on here.code = p.code and covers(here.valid_from, here.valid_to, p.since);

create table municipality_successor as
select start_code as code, start_from as valid_from, code as successor,
    bool_and(is_renumbering and not exists (
        from klass_change c where c.classification = 131 and c.old_code is distinct from c.new_code and (c.new_code = p.code or c.old_code = p.code)
            and c.occurred > p.since and c.occurred <= getvariable('as_of'))) as is_renumbering
from municipality_path p
where is_today and start_from <= getvariable('as_of')
group by all;

create table municipality_version as
with ending as (
    select start_code as code, start_from as valid_from, bool_or(is_lost) as is_lost,
        bool_or(code is null) as has_ceased
    from municipality_path group by all
),
successor as (
    select code, valid_from, list(successor order by successor) as successors from municipality_successor group by all
)
select p.*, p.valid_from > getvariable('as_of') as is_future, coalesce(s.successors, []) as successors,
    case when p.valid_from > getvariable('as_of') then 'future' when len(s.successors) > 1 then 'split'
        when not e.is_lost and len(s.successors) = 1 then null when e.has_ceased and not e.is_lost then 'ceased' else 'no-change-data' end as today_reason
from municipality_piece p
left join successor s using (code, valid_from)
left join ending e using (code, valid_from);

-- The latest version in which a code existed; one of the future only when there is no other.
create table latest_municipality as
from municipality_version
qualify row_number() over (partition by code order by is_future, if(is_future, null, valid_from) desc, valid_from) = 1;

create table municipality_state as
select code, case when bool_or(covers(valid_from, valid_to, getvariable('as_of'))) then 'current' when bool_and(is_future) then 'future' else 'ended' end as code_state
from municipality_version group by code;

create table municipality_today as
select code, name from municipality_version where covers(valid_from, valid_to, getvariable('as_of'));

-- Oslo's table of units that another district serves.
create table service_district as
select grunnkrets8 as unit, given(service_bydel) as district, coalesce(cast(given(valid_from) as date), date '0001-01-01') as valid_from, cast(given(valid_to) as date) as valid_to
from read_csv(getvariable('service_districts'), delim = ';', header = true, all_varchar = true);

create table unit_version as
with cut as (
    select code, unnest([valid_from, valid_to]) as day from klass_code_spell where classification = 1
    union
    select code, unnest([valid_from, valid_to]) from klass_correspondence where classification = 1 and target = 103
    union
    select c.code, unnest([d.valid_from, d.valid_to])
    from klass_correspondence c join klass_code_spell d on d.classification = 103 and d.code = c.target_code where c.classification = 1 and c.target = 103
    union
    select s.unit, unnest([d.valid_from, d.valid_to]) from service_district s join klass_code_spell d on d.classification = 103 and d.code = s.district
    union
    select unit, unnest([valid_from, valid_to]) from service_district
),
piece as (
    select code, day as valid_from, lead(day) over (partition by code order by day) as valid_to from cut where day is not null
),
placed as (
    select p.code, p.valid_from, p.valid_to, u.name, c.target_code as geographical, s.district as served_by
    from piece p
    join klass_code_spell u on u.classification = 1 and u.code = p.code and covers(u.valid_from, u.valid_to, p.valid_from)
    left join klass_correspondence c on c.classification = 1 and c.target = 103 and c.code = p.code and covers(c.valid_from, c.valid_to, p.valid_from)
    left join service_district s on s.unit = p.code and covers(s.valid_from, s.valid_to, p.valid_from)
),
-- the same district serves, except where Oslo's table says otherwise; Sentrum, Marka and unspecified districts provide no services
decided as (
    select *, coalesce(served_by, if(geographical in ('030116', '030117') or geographical like '%99', null, geographical)) as service from placed
),
told as (
    select u.code, u.valid_from, u.valid_to, u.name, u.service as urban_district_code, service.name as urban_district_name,
        u.geographical as geographical_urban_district_code, geographical.name as geographical_urban_district_name
    from decided u
    left join klass_code_spell service on service.classification = 103 and service.code = u.service and covers(service.valid_from, service.valid_to, u.valid_from)
    left join klass_code_spell geographical on geographical.classification = 103 and geographical.code = u.geographical
        and covers(geographical.valid_from, geographical.valid_to, u.valid_from)
),
begun as (
    select *, lag({valid_to: valid_to, name: name, service: urban_district_code, service_name: urban_district_name,
                geographical: geographical_urban_district_code, geographical_name: geographical_urban_district_name}) over (partition by code order by valid_from)
            is distinct from {valid_to: valid_from, name: name, service: urban_district_code, service_name: urban_district_name,
                geographical: geographical_urban_district_code, geographical_name: geographical_urban_district_name} as is_new
    from told
),
numbered as (
    select *, count_if(is_new) over (partition by code order by valid_from) as version from begun
)
select code, min(valid_from) as valid_from, if(bool_or(valid_to is null), null, max(valid_to)) as valid_to, any_value(name) as name,
    any_value(urban_district_code) as urban_district_code, any_value(urban_district_name) as urban_district_name,
    any_value(geographical_urban_district_code) as geographical_urban_district_code, any_value(geographical_urban_district_name) as geographical_urban_district_name
from numbered group by code, version;

create table latest_unit as
from unit_version
qualify row_number() over (partition by code order by valid_from > getvariable('as_of'), valid_from desc) = 1;

-- What became of a unit, where KLASS 1's changes are delivered.
create table unit_successor as
with recursive step as (
    select old_code, new_code, occurred from klass_change where classification = 1 and old_code is not null and new_code is not null and old_code <> new_code
),
path as (
    select code as start_code, valid_from as start_from, code, valid_from as since from unit_version
    union
    select p.start_code, p.start_from, s.new_code, s.occurred
    from path p join step s on s.old_code = p.code and s.occurred > p.since and s.occurred <= getvariable('as_of')
)
select distinct p.start_code as code, p.start_from as valid_from, p.code as successor
from path p join klass_presence here on here.classification = 1 and here.code = p.code
    and covers(here.valid_from, here.valid_to, p.since) and covers(here.valid_from, here.valid_to, getvariable('as_of'));
