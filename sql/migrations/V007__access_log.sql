-- Every reading of a person is accounted for; the log is written through one function and nothing else.

create table access.reading (
    reading_id uuid not null default gen_random_uuid(),
    read_at timestamptz not null default now(),
    client text not null,
    subject text,
    scope text not null,
    route text not null,
    person_ids uuid[] not null,
    generation integer,
    primary key (reading_id)
);
comment on table access.reading is 'A reading of persons through the API.';
comment on column access.reading.reading_id is 'Random.';
comment on column access.reading.read_at is 'When.';
comment on column access.reading.client is 'The token''s client.';
comment on column access.reading.subject is 'The token''s subject.';
comment on column access.reading.scope is 'The scope it was read with.';
comment on column access.reading.route is 'The route''s template, never its values.';
comment on column access.reading.person_ids is 'The persons found.';
comment on column access.reading.generation is 'The generation they were read from.';
create index reading_read_at on access.reading (read_at);

create function access.log_reading(client text, subject text, scope text, route text, person_ids uuid[], generation integer)
returns void
language sql
security definer
set search_path = access, pg_temp
as $$
    insert into access.reading (client, subject, scope, route, person_ids, generation)
    values (client, subject, scope, route, person_ids, generation)
$$;
comment on function access.log_reading is 'Adds one line to the log of readings.';
revoke all on function access.log_reading from public;
grant execute on function access.log_reading to access_writer;
