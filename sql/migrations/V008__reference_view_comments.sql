-- The views that show a whole table of mart explain their columns in the same words.

do $$
declare
    described record;
begin
    for described in
        select v.relname as view, a.attname as column, col_description(t.oid, a.attnum) as meaning
        from pg_class v
        join pg_class t on t.relname = v.relname and t.relnamespace = 'mart'::regnamespace
        join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        where v.relnamespace = 'analysis'::regnamespace
            and v.relname in ('county', 'municipality', 'urban_district', 'basic_statistical_unit', 'code', 'generation')
    loop
        execute format('comment on column analysis.%I.%I is %L', described.view, described.column, described.meaning);
    end loop;
end
$$;
