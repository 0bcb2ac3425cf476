-- Where a source holds something else than its contract says: the property or column, once a run, with how many records have it.

alter table ops.remark add column path text collate "C" not null default '';
comment on column ops.remark.path is 'The property, as a JSON path without array indexes, or the column; empty where the remark is of no single one.';
alter table ops.remark drop constraint remark_pkey;
alter table ops.remark add primary key (run_id, source, code, path);
