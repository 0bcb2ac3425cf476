-- What the nights leave behind: for operators, never for readers of the mart.

create table ops.run (
    run_id uuid not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    outcome text collate "C" not null,
    as_of_date date,
    generation integer,
    changed_rows bigint,
    message text,
    primary key (run_id)
);
comment on table ops.run is 'A run of the night.';
comment on column ops.run.run_id is 'Random.';
comment on column ops.run.started_at is 'When it began.';
comment on column ops.run.ended_at is 'When it ended; null while it runs, or when it was killed.';
comment on column ops.run.outcome is '`running`, `published`, `unchanged`, `failed` or `abandoned` (killed; the next run says so).';
comment on column ops.run.as_of_date is 'The as-of date it used.';
comment on column ops.run.generation is 'The generation it published.';
comment on column ops.run.changed_rows is 'Rows that it wrote, changed or removed in mart and protected.';
comment on column ops.run.message is 'Why it failed, in plain words; never a person''s data.';

create table ops.step (
    run_id uuid not null references ops.run on delete cascade,
    step_number integer not null,
    step text collate "C" not null,
    started_at timestamptz not null,
    duration_ms bigint not null,
    records bigint,
    details jsonb,
    primary key (run_id, step_number)
);
comment on table ops.step is 'A step of a run.';
comment on column ops.step.run_id is 'The run.';
comment on column ops.step.step_number is 'Order within the run.';
comment on column ops.step.step is 'Its name.';
comment on column ops.step.started_at is 'When it began.';
comment on column ops.step.duration_ms is 'How long it took, in milliseconds.';
comment on column ops.step.records is 'How many records it handled.';
comment on column ops.step.details is 'Further counts.';

create table ops.account (
    run_id uuid not null references ops.run on delete cascade,
    step text collate "C" not null,
    records_in bigint not null,
    records_out bigint not null,
    quarantined bigint not null,
    merged bigint not null,
    filtered jsonb not null,
    primary key (run_id, step)
);
comment on table ops.account is 'The books of a source or step: in = out + quarantined + merged + filtered.';
comment on column ops.account.run_id is 'The run.';
comment on column ops.account.step is 'The source or step.';
comment on column ops.account.records_in is 'Records read.';
comment on column ops.account.records_out is 'Records passed on.';
comment on column ops.account.quarantined is 'Records that could not be read.';
comment on column ops.account.merged is 'Records replaced by a later one of the same key.';
comment on column ops.account.filtered is 'Records left out on purpose, by reason.';

create table ops.quarantine (
    run_id uuid not null references ops.run on delete cascade,
    record_number integer not null,
    source text collate "C" not null,
    delivery text collate "C" not null,
    file text collate "C" not null,
    line bigint not null,
    byte_offset bigint not null,
    code text collate "C" not null,
    json_path text collate "C",
    primary key (run_id, record_number)
);
comment on table ops.quarantine is 'The place of a record that could not be read; never its content.';
comment on column ops.quarantine.run_id is 'The run.';
comment on column ops.quarantine.record_number is 'Numbers the records of the run.';
comment on column ops.quarantine.source is 'Its source.';
comment on column ops.quarantine.delivery is 'Its delivery''s folder name.';
comment on column ops.quarantine.file is 'Its file.';
comment on column ops.quarantine.line is 'Its line, from 1.';
comment on column ops.quarantine.byte_offset is 'Its offset in the unpacked file.';
comment on column ops.quarantine.code is 'Why it could not be read.';
comment on column ops.quarantine.json_path is 'Where in the record.';

create table ops.remark (
    run_id uuid not null references ops.run on delete cascade,
    source text collate "C" not null,
    code text collate "C" not null,
    records bigint not null,
    primary key (run_id, source, code)
);
comment on table ops.remark is 'Something worth telling that a source held, counted: unknown values, unexpected properties.';
comment on column ops.remark.run_id is 'The run.';
comment on column ops.remark.source is 'The source.';
comment on column ops.remark.code is 'What it is.';
comment on column ops.remark.records is 'How often.';

create table ops.check_result (
    run_id uuid not null references ops.run on delete cascade,
    check_name text collate "C" not null,
    wrong_rows bigint not null,
    primary key (run_id, check_name)
);
comment on table ops.check_result is 'A check of sql/checks as a run found it.';
comment on column ops.check_result.run_id is 'The run.';
comment on column ops.check_result.check_name is 'The check''s file name.';
comment on column ops.check_result.wrong_rows is 'Rows it selected; more than none stops the publication.';

create table ops.installation (
    one boolean not null default true check (one),
    person_key_fingerprint text collate "C" not null,
    primary key (one)
);
comment on table ops.installation is 'What must stay the same from night to night.';
comment on column ops.installation.one is 'There is one row.';
comment on column ops.installation.person_key_fingerprint is 'Tells whether a run has the key that the ids were made with; the key itself is not here.';
