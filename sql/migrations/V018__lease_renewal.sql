-- The lease's life gets a row of its own: it is renewed also while a publication holds the row of ops.lease to commit. And what was told of failed nights.

alter table ops.lease drop column expires_at, drop column backend_pids;
comment on table ops.lease is 'The right to write the mart: one row, the only lock. Who takes it raises the fence; who publishes holds the row with its own fence to commit. Its life is in ops.lease_renewal.';

create table ops.lease_renewal (
    fence bigint not null,
    renewed_at timestamptz not null,
    expires_at timestamptz not null,
    backend_pids integer[] not null,
    primary key (fence)
);
comment on table ops.lease_renewal is 'How long the lease of ops.lease holds; no row when nobody has it.';
comment on column ops.lease_renewal.fence is 'The holder''s fence: `ops.lease`.';
comment on column ops.lease_renewal.renewed_at is 'When it was renewed last, by the database''s clock.';
comment on column ops.lease_renewal.expires_at is 'Until when it holds, by the database''s clock; renewed while the run lives.';
comment on column ops.lease_renewal.backend_pids is 'The server processes that worked for the holder then; a taker ends them, and all that bear the holder''s application name.';

create table ops.notice (
    one boolean not null default true check (one),
    state text collate "C" not null,
    since timestamptz not null,
    primary key (one)
);
comment on table ops.notice is 'What was told last by PERSONETL_NOTIFY, so that a night is told once and not with every retry; no row while all is well.';
comment on column ops.notice.one is 'There is one row at most.';
comment on column ops.notice.state is '`failed` or `late`.';
comment on column ops.notice.since is 'When it was told.';
