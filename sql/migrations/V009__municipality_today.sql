-- The municipality that a place lies in on the as-of date, and numbers that may mean two municipalities.

alter table mart.person
    add column residential_municipality_number_today text collate "C",
    add column residential_municipality_name_today text collate "C",
    add column present_municipality_number_today text collate "C",
    add column present_municipality_name_today text collate "C";

alter table mart.person_address
    add column municipality_number_today text collate "C",
    add column municipality_name_today text collate "C";

alter table mart.person_marital_status
    add column municipality_number_today text collate "C",
    add column municipality_name_today text collate "C";

alter table mart.person_birth
    add column birth_municipality_number_today text collate "C",
    add column birth_municipality_name_today text collate "C";

alter table protected.person_address
    add column municipality_number_today text collate "C",
    add column municipality_name_today text collate "C";

alter table protected.person_marital_status
    add column municipality_number_today text collate "C",
    add column municipality_name_today text collate "C";

alter table protected.person_birth
    add column birth_municipality_number_today text collate "C",
    add column birth_municipality_name_today text collate "C";

alter table mart.municipality
    add column municipality_number_today text collate "C",
    add column today_reason text collate "C";

comment on column mart.municipality.municipality_number_today is 'The municipality that all of it is on the as-of date, by KLASS''s changes; null where that isn''t one.';
comment on column mart.municipality.today_reason is 'Why it isn''t one: `split`, `no-change-data` (it ended, and the changes delivered don''t tell how), `ceased` or `future`. Ours.';

-- one meaning for every place, wherever it stands
do $$
declare
    place record;
begin
    for place in
        select t.oid::regclass as "table", p.prefix, p.subject
        from (values
            ('mart.person', 'residential_', 'Current residential address: '),
            ('mart.person', 'present_', 'Current present address: '),
            ('mart.person_address', '', ''),
            ('mart.person_marital_status', '', ''),
            ('mart.person_birth', 'birth_', ''),
            ('protected.person_address', '', ''),
            ('protected.person_marital_status', '', ''),
            ('protected.person_birth', 'birth_', '')) p (name, prefix, subject)
        join pg_class t on t.oid = p.name::regclass
    loop
        execute format('comment on column %s.%I is %L', place."table", place.prefix || 'municipality_number_today',
            place.subject || 'Municipality number that the place has on the as-of date, where KLASS''s changes lead to one, or the address decides between several. SSB, KLASS 131.');
        execute format('comment on column %s.%I is %L', place."table", place.prefix || 'municipality_name_today',
            place.subject || 'Name of that municipality on the as-of date. SSB, KLASS 131.');
        execute format('comment on column %s.%I is %L', place."table", place.prefix || 'code_resolution',
            place.subject || 'Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or why none did: `ambiguous-code`, `unknown-code`. Ours.');
    end loop;
end
$$;

-- the views keep their columns and get the new ones after them, explained in the words of their tables
do $$
declare
    shown record;
    described record;
begin
    for shown in
        select v.oid, v.relname as name, n.added,
            (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a where a.attrelid = v.oid and a.attnum > 0 and not a.attisdropped) as columns
        from (values
            ('person', 'residential_municipality_number_today, residential_municipality_name_today, present_municipality_number_today, present_municipality_name_today'),
            ('person_address', 'municipality_number_today, municipality_name_today'),
            ('person_marital_status', 'municipality_number_today, municipality_name_today'),
            ('person_birth', 'birth_municipality_number_today, birth_municipality_name_today'),
            ('municipality', 'municipality_number_today, today_reason')) n (name, added)
        join pg_class v on v.relname = n.name and v.relnamespace = 'analysis'::regnamespace
    loop
        execute format('create or replace view analysis.%I as select %s, %s from mart.%I', shown.name, shown.columns, shown.added, shown.name);
        for described in
            select a.attname as column, col_description(t.oid, t.attnum) as meaning
            from pg_attribute a
            join (select c.oid, b.attnum, b.attname from pg_class c join pg_attribute b on b.attrelid = c.oid
                where c.relname = shown.name and c.relnamespace = 'mart'::regnamespace) t on t.attname = a.attname
            where a.attrelid = shown.oid and a.attnum > 0 and (a.attname like '%\_today' or a.attname like '%code\_resolution' or a.attname = 'today_reason')
        loop
            execute format('comment on column analysis.%I.%I is %L', shown.name, described.column, described.meaning);
        end loop;
    end loop;
end
$$;
