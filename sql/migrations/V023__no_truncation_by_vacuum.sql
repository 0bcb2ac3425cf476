-- Vacuum cuts the empty end off a table under a lock that readers wait for. The room is used again by the next publications: nobody needs it back.
-- Tables of mart and protected that come later need the same.

do $$
declare
    one regclass;
begin
    for one in select c.oid from pg_class c where c.relnamespace in ('mart'::regnamespace, 'protected'::regnamespace) and c.relkind = 'r' loop
        execute format('alter table %s set (vacuum_truncate = false, toast.vacuum_truncate = false)', one);
    end loop;
end $$;
