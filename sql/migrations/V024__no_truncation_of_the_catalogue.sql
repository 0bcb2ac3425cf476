-- Staging tables come and go with each run, and vacuum of PostgreSQL's catalogue would cut its empty end off under a lock that readers wait for, as with V023.
-- Only a superuser may say so of the catalogue, which the cluster of the data folder gives; elsewhere it stays as it is, and readers may wait for some milliseconds.

do $$
declare
    one regclass;
begin
    if not (select rolsuper from pg_roles where rolname = current_user) then return; end if;
    perform set_config('allow_system_table_mods', 'on', true);
    foreach one in array array(select c.oid::regclass from pg_class c where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and not c.relisshared) loop
        execute format('alter table %s set (vacuum_truncate = false, toast.vacuum_truncate = false)', one);
    end loop;
end $$;
