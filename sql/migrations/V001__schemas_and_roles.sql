-- Schemas and the roles that may see them. Roles belong to the whole cluster, so they may be there already.

create schema mart;
comment on schema mart is 'Public rows: the wide tables of the served generation. Nothing in it tells of a graded address.';
create schema analysis;
comment on schema analysis is 'Views of mart without identifying and contact columns.';
create schema protected;
comment on schema protected is 'Graded rows, shared residences, spouses'' numbers and the number register.';
create schema ops;
comment on schema ops is 'Runs, steps, accounts, quarantine and checks.';
create schema staging;
comment on schema staging is 'What a run has loaded and not yet published; empty between runs.';
create schema access;
comment on schema access is 'The log of readings: who looked up whom, and when.';
create schema quartz;
comment on schema quartz is 'The scheduler''s own tables.';

do $$
declare
    name text;
begin
    foreach name in array array['personetl_writer', 'mart_analyst', 'mart_reader', 'mart_protected', 'access_writer'] loop
        begin
            execute format('create role %I nologin', name);
        exception
            when duplicate_object or unique_violation then null;
        end;
    end loop;
end
$$;

grant usage, create on schema mart, analysis, protected, ops, staging, access, quartz to personetl_writer;
grant usage on schema analysis to mart_analyst;
grant usage on schema mart to mart_reader, mart_protected;
grant usage on schema protected to mart_protected;
grant usage on schema access to access_writer;

alter default privileges in schema analysis grant select on tables to mart_analyst;
alter default privileges in schema mart grant select on tables to mart_reader, mart_protected;
alter default privileges in schema protected grant select on tables to mart_protected;
alter default privileges in schema mart grant select, insert, update, delete, truncate on tables to personetl_writer;
alter default privileges in schema protected grant select, insert, update, delete, truncate on tables to personetl_writer;
alter default privileges in schema ops grant select, insert, update, delete, truncate on tables to personetl_writer;
alter default privileges in schema staging grant select, insert, update, delete, truncate on tables to personetl_writer;
