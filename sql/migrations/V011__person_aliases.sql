-- Persons across documents and nights: ids given up by mergers, persons whose document can't be read, and every number that a person was published under.

alter table mart.person add column stale_since date;
comment on column mart.person.stale_since is 'As-of date of the first night on which the register''s document of the person could not be read; from then on what was published before stands, without addresses. Null when it could be read. Ours.';

-- a view can only grow at its end, whatever stands before it
do $$
declare
    columns text;
begin
    select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute where attrelid = 'analysis.person'::regclass and attnum > 0 and not attisdropped;
    execute format('create or replace view analysis.person as select %s, stale_since from mart.person', columns);
end
$$;
comment on column analysis.person.stale_since is 'As-of date of the first night on which the register''s document of the person could not be read; from then on what was published before stands, without addresses. Null when it could be read. Ours.';

create table mart.person_alias (
    person_id uuid not null,
    survivor_id uuid not null,
    since_generation integer not null,
    primary key (person_id)
);
comment on table mart.person_alias is 'An id that was given up when its person turned out to be another one (merger), and the id that stands for both. It goes when the persons are parted again.';
comment on column mart.person_alias.person_id is 'The id that was given up.';
comment on column mart.person_alias.survivor_id is 'The person that it stands for now: `mart.person`. Never itself an alias.';
comment on column mart.person_alias.since_generation is 'The generation that first showed this survivor.';

create view analysis.person_alias as
select
    person_id,
    survivor_id,
    since_generation
from mart.person_alias;
comment on view analysis.person_alias is 'An id that was given up when its person turned out to be another one (merger), and the id that stands for both. It goes when the persons are parted again.';
comment on column analysis.person_alias.person_id is 'The id that was given up.';
comment on column analysis.person_alias.survivor_id is 'The person that it stands for now: `mart.person`. Never itself an alias.';
comment on column analysis.person_alias.since_generation is 'The generation that first showed this survivor.';

-- a number may have belonged to two persons, one after the other
alter table protected.person_key drop constraint person_key_pkey, add primary key (identification_number, person_id), add column first_number text collate "C";
comment on table protected.person_key is 'A number under which a person was published, and the person''s id. Nothing is ever taken out of it; an input of every run.';
comment on column protected.person_key.person_id is 'The id: the keyed hash of the number under which the person was first published.';
comment on column protected.person_key.since is 'The generation that published the person under this number, first or anew after another.';
comment on column protected.person_key.first_number is 'The number that the id was made from, where it is not this one.';
