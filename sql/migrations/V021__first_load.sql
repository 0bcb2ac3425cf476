-- A first load fills the served tables themselves: their indexes are noted before they are dropped, and readers come in with the first generation.

create table ops.dropped_index (
    table_name text collate "C" not null,
    index_name text collate "C" not null,
    definition text not null,
    primary key (table_name, index_name)
);
comment on table ops.dropped_index is 'Indexes and keys that a first load dropped and has not made again yet; written in the transaction that drops them, so that a killed one loses none.';
comment on column ops.dropped_index.table_name is 'Schema and name of the table.';
comment on column ops.dropped_index.index_name is 'Name of the index.';
comment on column ops.dropped_index.definition is 'The statement that makes it again. Run with the owner''s rights, so that only the functions beside it write here.';
-- what stands here is run by the owner
revoke insert, update, delete, truncate on ops.dropped_index from personetl_writer;

create function ops.drop_indexes(tables text[]) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    dropped record;
begin
    if exists (select from mart.generation) then
        raise exception 'A mart that has published keeps its indexes.';
    end if;
    for dropped in
        select
            format('%I.%I', n.nspname, t.relname) as table_name, i.relname as index_name,
            case when c.oid is null then format('drop index %I.%I', n.nspname, i.relname) else format('alter table %I.%I drop constraint %I', n.nspname, t.relname, c.conname) end as statement,
            case when c.oid is null then pg_get_indexdef(i.oid) else format('alter table %I.%I add constraint %I %s', n.nspname, t.relname, c.conname, pg_get_constraintdef(c.oid)) end as definition
        from pg_index x
        join pg_class t on t.oid = x.indrelid
        join pg_namespace n on n.oid = t.relnamespace
        join pg_class i on i.oid = x.indexrelid
        left join pg_constraint c on c.conindid = x.indexrelid and c.conrelid = x.indrelid
        where x.indrelid = any (tables::regclass[])
        order by 1, 2
    loop
        insert into ops.dropped_index (table_name, index_name, definition) values (dropped.table_name, dropped.index_name, dropped.definition)
        on conflict (table_name, index_name) do update set definition = excluded.definition;
        execute dropped.statement;
    end loop;
end
$$;
comment on function ops.drop_indexes is 'Drops all indexes and keys of tables of a mart that has published nothing, and notes how to make them again.';

create function ops.make_indexes(of_table text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    statement text;
begin
    for statement in select d.definition from ops.dropped_index d where d.table_name = of_table order by d.index_name loop
        execute statement;
    end loop;
    delete from ops.dropped_index d where d.table_name = of_table;
    execute format('analyze %s', of_table::regclass);
end
$$;
comment on function ops.make_indexes is 'Makes the indexes and keys again that ops.drop_indexes dropped of a table, and keeps the planner''s picture of it true.';

create function ops.open_mart() returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
    grant usage on schema mart to mart_reader, mart_protected;
    grant usage on schema protected to mart_protected;
    grant usage on schema analysis to mart_analyst;
$$;
comment on function ops.open_mart is 'Lets the reader roles into the schemas; called in the transaction that writes the first generation.';

revoke execute on function ops.drop_indexes, ops.make_indexes, ops.open_mart from public;
grant execute on function ops.drop_indexes, ops.make_indexes, ops.open_mart to personetl_writer;

do $$
begin
    if not exists (select from mart.generation) then
        revoke usage on schema mart from mart_reader, mart_protected;
        revoke usage on schema protected from mart_protected;
        revoke usage on schema analysis from mart_analyst;
    end if;
end
$$;
