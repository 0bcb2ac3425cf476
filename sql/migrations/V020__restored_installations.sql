-- A restored installation goes on counting its generations; an erasure takes its numbers out of the register.

alter table ops.installation add column generation_floor integer;
comment on column ops.installation.generation_floor is 'The last generation before a restore: generations are counted from there on. Null where nothing was restored.';

comment on table protected.person_key is 'A number under which a person was published, and the person''s id. Only an erasure takes anything out of it; an input of every run.';
