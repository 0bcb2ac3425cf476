-- How far a check looked, how long it took, and whether what it finds stops a publication. For operators, never for readers of the mart.

alter table ops.check_result
    add column severity text collate "C" not null default 'stop',
    add column scope text collate "C",
    add column duration_ms bigint;
comment on column ops.check_result.wrong_rows is 'Rows it selected; of a check that stops, more than none stops the publication.';
comment on column ops.check_result.severity is '`stop`: a row stops the publication. `warn`: it is told.';
comment on column ops.check_result.scope is '`person`: the run''s changed persons. `aggregate`: counts. `all`: whole tables. Null of runs from before there were scopes.';
comment on column ops.check_result.duration_ms is 'How long it took, in milliseconds; null of runs from before it was measured.';
