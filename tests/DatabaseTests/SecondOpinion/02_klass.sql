-- KLASS as delivered, and what it proves: which code existed when, under which name.
-- Makes klass_code_spell (a code under one name in one period), klass_presence (a code in one period, whatever its name),
-- klass_correspondence and klass_change.

create table klass_file as
with named as (
    select filename, codes, correspondenceItems as items, codeChanges as changes,
        regexp_extract(filename, '([0-9]+)_(codesAt|codes|correspondsAt|corresponds|changes)_([0-9a-z_\-]+)\.(json|csv)(\.gz)?$',
            ['classification', 'request', 'parts', 'kind', 'packed']) as name
    from read_json(getvariable('klass_json'), format = 'unstructured', filename = true, maximum_object_size = 268435456, columns = {
        codes: 'struct(code varchar, "level" varchar, "name" varchar, validFrom varchar, validTo varchar, validFromInRequestedRange varchar, validToInRequestedRange varchar)[]',
        correspondenceItems: 'struct(sourceCode varchar, sourceName varchar, targetCode varchar, targetName varchar, validFrom varchar, validTo varchar)[]',
        codeChanges: 'struct(oldCode varchar, newCode varchar, oldName varchar, newName varchar, changeOccurred varchar)[]'})
    union all by name
    select filename, regexp_extract(filename, '([0-9]+)_(codesAt|codes|correspondsAt|corresponds|changes)_([0-9a-z_\-]+)\.(json|csv)(\.gz)?$',
            ['classification', 'request', 'parts', 'kind', 'packed']) as name,
        if(any_value(code) is null, null, list({code: code, "level": "level", "name": "name", validFrom: validFrom, validTo: validTo,
            validFromInRequestedRange: validFromInRequestedRange, validToInRequestedRange: validToInRequestedRange})) as codes,
        if(any_value(sourceCode) is null, null, list({sourceCode: sourceCode, sourceName: sourceName, targetCode: targetCode, targetName: targetName,
            validFrom: validFrom, validTo: validTo})) as items,
        if(any_value(changeOccurred) is null, null, list({oldCode: oldCode, newCode: newCode, oldName: oldName, newName: newName, changeOccurred: changeOccurred})) as changes
    from read_csv(getvariable('klass_csv'), delim = ',', quote = '"', header = true, all_varchar = true, union_by_name = true, filename = true)
    group by filename
),
dated as (
    select *, string_split(name.parts, '_') as part, if(name.request like 'corresponds%', 1, 0) as skip from named
)
select cast(name.classification as integer) as classification, name.request,
    if(skip = 1, cast(part[1] as integer), null) as target,
    cast(if(length(part[skip + 1]) = 4, part[skip + 1] || '-01-01', part[skip + 1]) as date) as requested_from,
    case when part[skip + 2] is null or part[skip + 2] = 'open' then null
        else cast(if(length(part[skip + 2]) = 4, part[skip + 2] || '-01-01', part[skip + 2]) as date) end as requested_to,
    codes, items, changes
from dated;

-- Codes with the period that a file proves; of a snapshot only the day is known, and its period is null.
-- Of classification 1 only level 2 is a basic statistical unit.
create table klass_code as
with listed as (
    select classification, request, requested_from, requested_to, unnest(codes) as c from klass_file where request in ('codes', 'codesAt')
)
select classification, c.code as code, c."name" as name, request = 'codesAt' as is_snapshot, requested_from as day,
    if(request = 'codesAt', null, cast(coalesce(given(c.validFromInRequestedRange), given(c.validFrom), cast(requested_from as varchar)) as date)) as valid_from,
    if(request = 'codesAt', null, cast(coalesce(given(c.validToInRequestedRange), given(c.validTo), cast(requested_to as varchar)) as date)) as valid_to
from listed
where classification <> 1 or (c."level" = '2' and c.code not like '%00');

create table klass_change as
select distinct classification, given(c.oldCode) as old_code, given(c.newCode) as new_code, given(c.newName) as new_name, cast(c.changeOccurred as date) as occurred
from (select classification, unnest(changes) as c from klass_file where request = 'changes');

-- A snapshot proves its day and carries on until the next snapshot, or until dated evidence of the same code.
create table klass_code_spell as
with dated as (
    select classification, code, valid_from, valid_to, any_value(name) as name from klass_code where not is_snapshot group by all
),
snapshot_day as (
    select classification, day, lead(day) over (partition by classification order by day) as next_day
    from (select distinct classification, day from klass_code where is_snapshot)
),
-- a code that a change makes, where neither a range nor a snapshot of that day tells of it
made as (
    select classification, new_code as code, occurred as day, any_value(new_name) as name
    from klass_change c
    where new_code is not null
        and not exists (from snapshot_day s where s.classification = c.classification and s.day = c.occurred)
    group by all
),
seen as (
    select c.classification, c.code, c.day, any_value(c.name) as name from klass_code c where c.is_snapshot group by all
    union all
    from made
),
carried as (
    select s.classification, s.code, s.name, s.day as valid_from,
        least(
            (select min(d.day) from snapshot_day d where d.classification = s.classification and d.day > s.day),
            (select min(d.valid_from) from dated d where d.classification = s.classification and d.code = s.code and d.valid_from > s.day),
            (select min(c.occurred) from klass_change c where c.classification = s.classification and c.old_code = s.code and c.occurred > s.day)) as valid_to
    from seen s
    where not exists (from dated d where d.classification = s.classification and d.code = s.code and covers(d.valid_from, d.valid_to, s.day))
),
-- within one dated range the newest snapshot has the name, unless a change event tells of the new name
renamed as (
    select d.classification, d.code, d.valid_from, arg_max(s.name, s.day) as name
    from dated d
    join klass_code s on s.is_snapshot and s.classification = d.classification and s.code = d.code and covers(d.valid_from, d.valid_to, s.day)
    where not exists (from klass_change c where c.classification = d.classification and c.new_code = d.code and c.occurred > d.valid_from and c.occurred <= s.day)
    group by all
),
spell as (
    select d.classification, d.code, coalesce(r.name, d.name) as name, d.valid_from, d.valid_to
    from dated d left join renamed r using (classification, code, valid_from)
    union all
    from carried
),
-- neighbours with the same name are one spell
begun as (
    select *, sum(if(valid_from = before_to and name = before_name, 0, 1)) over (partition by classification, code order by valid_from) as island
    from (select *, lag(valid_to) over code_order as before_to, lag(name) over code_order as before_name from spell window code_order as (partition by classification, code order by valid_from))
)
select classification, code, any_value(name) as name, min(valid_from) as valid_from, if(bool_or(valid_to is null), null, max(valid_to)) as valid_to
from begun
group by classification, code, island;

create table klass_presence as
with begun as (
    select *, sum(if(valid_from <= before_to, 0, 1)) over (partition by classification, code order by valid_from) as island
    from (select *, lag(valid_to) over (partition by classification, code order by valid_from) as before_to from klass_code_spell)
)
select classification, code, min(valid_from) as valid_from, if(bool_or(valid_to is null), null, max(valid_to)) as valid_to
from begun
group by classification, code, island;

-- Which county a municipality lies in, which district a unit lies in: dated, or a snapshot carried on to the next.
create table klass_correspondence as
with item as (
    select classification, target, request, requested_from, requested_to, unnest(items) as i from klass_file where request in ('corresponds', 'correspondsAt')
),
dated as (
    select distinct classification, target, i.sourceCode as code, i.targetCode as target_code,
        cast(coalesce(given(i.validFrom), cast(requested_from as varchar)) as date) as valid_from,
        cast(coalesce(given(i.validTo), cast(requested_to as varchar)) as date) as valid_to
    from item where request = 'corresponds'
),
snapshot as (
    select distinct classification, target, i.sourceCode as code, i.targetCode as target_code, requested_from as day from item where request = 'correspondsAt'
),
carried as (
    select s.classification, s.target, s.code, s.target_code, s.day as valid_from,
        least(
            (select min(n.day) from snapshot n where n.classification = s.classification and n.target = s.target and n.day > s.day),
            (select min(d.valid_from) from dated d where d.classification = s.classification and d.target = s.target and d.code = s.code and d.valid_from > s.day)) as valid_to
    from snapshot s
    where not exists (from dated d where d.classification = s.classification and d.target = s.target and d.code = s.code and covers(d.valid_from, d.valid_to, s.day))
)
from dated union all from carried;
