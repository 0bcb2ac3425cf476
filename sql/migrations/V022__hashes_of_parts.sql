-- Four sums of 64 bits instead of two of 128: each part of the tables has its own, so that a publication looks only where something differs.
-- The next night makes them anew of what is published, for the column lines don't say yet that they are made so.
truncate ops.person_hash;
alter table ops.person_hash
    drop column public_hash,
    drop column protected_hash,
    add column person_hash bigint not null,
    add column address_hash bigint not null,
    add column other_hash bigint not null,
    add column protected_hash bigint not null;
comment on column ops.person_hash.person_hash is 'Sum modulo 2^64 of the hashes of its rows in mart.person and mart.person_contact, of the columns in ops.installation.hashed_columns.';
comment on column ops.person_hash.address_hash is 'The same of its rows in mart.person_address.';
comment on column ops.person_hash.other_hash is 'The same of its rows in the other tables of mart.';
comment on column ops.person_hash.protected_hash is 'The same of its rows in protected, keyed.';
comment on column ops.installation.hashed_columns is 'The columns that ops.person_hash covers, by table, and how its sums are made; null before the first generation.';

-- few, and asked for by every small pass
create index person_stale on mart.person (person_id) where stale_since is not null;
