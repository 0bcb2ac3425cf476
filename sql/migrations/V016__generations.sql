-- What makes a night write only what changed, tell every change, and be undone: hashes, changes, before-images, the lease, and what stays hidden.

alter table mart.generation
    add column kind text collate "C" not null default 'full',
    add column changes bigint not null default 0,
    add column restored_generation integer;
comment on column mart.generation.kind is 'What published it: `full` (a night), `small` (persons of new deltas only), `hide` (protection ahead of a night), `rollback`.';
comment on column mart.generation.changes is 'Rows of mart.change that belong to it.';
comment on column mart.generation.restored_generation is 'Of a rollback: the generation whose state it took back.';
comment on column mart.generation.export_generation is 'The full Parquet export that belongs to it, or that its changes build on; null when none is to be had.';

create table mart.change (
    generation integer not null,
    person_id uuid not null,
    event text collate "C" not null,
    parts text collate "C" not null,
    primary key (generation, person_id, event)
);
comment on table mart.change is 'What changed of whom in a generation, as events in the Person API''s manner: names of parts, never values. Kept for 90 days; a first generation has none.';
comment on column mart.change.generation is 'The generation that published it: `mart.generation`.';
comment on column mart.change.person_id is 'The person: `mart.person`, or an id that is gone now.';
comment on column mart.change.event is 'Event in the Person API''s terms, such as `ChangeInResidentialAddress`; `ChangeInEnrichment` where only derived values changed.';
comment on column mart.change.parts is 'The information parts it is about, in the API''s names, with commas between them.';

create view analysis.change as select generation, person_id, event, parts from mart.change;
comment on view analysis.change is 'What changed of whom in a generation, as events in the Person API''s manner: names of parts, never values. Kept for 90 days; a first generation has none.';
comment on column analysis.change.generation is 'The generation that published it: `mart.generation`.';
comment on column analysis.change.person_id is 'The person: `mart.person`, or an id that is gone now.';
comment on column analysis.change.event is 'Event in the Person API''s terms, such as `ChangeInResidentialAddress`; `ChangeInEnrichment` where only derived values changed.';
comment on column analysis.change.parts is 'The information parts it is about, in the API''s names, with commas between them.';

create table protected.change (
    generation integer not null,
    person_id uuid not null,
    event text collate "C" not null,
    parts text collate "C" not null,
    primary key (generation, person_id, event)
);
comment on table protected.change is 'Changes of protected rows, which the public feed does not tell: gradings, graded addresses, shared residences.';
comment on column protected.change.generation is 'The generation that published it: `mart.generation`.';
comment on column protected.change.person_id is 'The person: `mart.person`, or an id that is gone now.';
comment on column protected.change.event is 'Event in the Person API''s terms, such as `ChangeInAddressProtection`.';
comment on column protected.change.parts is 'The information parts it is about, in the API''s names, with commas between them.';

create table protected.hidden_person (
    person_id uuid not null,
    generation integer not null,
    primary key (person_id, generation)
);
comment on table protected.hidden_person is 'Whose public rows were hidden or erased, and in which generation: no rollback brings back what was published of them before.';
comment on column protected.hidden_person.person_id is 'The person: `mart.person`, or an id that is gone now.';
comment on column protected.hidden_person.generation is 'The generation that hid it.';

create table protected.erasure (
    identification_number text collate "C" not null,
    since integer not null,
    primary key (identification_number)
);
comment on table protected.erasure is 'Numbers of persons who are never published again. An input of every run; kept by backups.';
comment on column protected.erasure.identification_number is 'Fødselsnummer or D-number, eleven digits.';
comment on column protected.erasure.since is 'The generation that erased the person.';

-- two 128-bit hashes in a row of their own, so that they change in place
create table ops.person_hash (
    person_id uuid not null,
    public_hash uuid not null,
    protected_hash uuid not null,
    primary key (person_id)
) with (fillfactor = 75);
comment on table ops.person_hash is 'Hashes of what is published of a person: a night compares them and writes only persons that differ.';
comment on column ops.person_hash.person_id is 'The person: `mart.person`.';
comment on column ops.person_hash.public_hash is 'Sum modulo 2^128 of the hashes of its rows in mart, of the columns in ops.installation.hashed_columns.';
comment on column ops.person_hash.protected_hash is 'The same of its rows in protected, keyed.';

alter table ops.installation add column hashed_columns jsonb;
comment on column ops.installation.hashed_columns is 'The columns that ops.person_hash covers, by table; null before the first generation.';

create table ops.table_count (
    table_name text collate "C" not null,
    row_count bigint not null,
    primary key (table_name)
);
comment on table ops.table_count is 'Rows of each published table, kept by difference and proven against the rows that a night made.';
comment on column ops.table_count.table_name is 'Schema and name.';
comment on column ops.table_count.row_count is 'How many rows it has.';

create table ops.before_image (
    generation integer not null,
    table_name text collate "C" not null,
    row_key jsonb not null,
    person_id uuid,
    is_enrichment boolean not null,
    image jsonb
);
create index before_image_generation on ops.before_image (generation);
create index before_image_person on ops.before_image (person_id);
comment on table ops.before_image is 'Rows as they were before a generation changed, removed or (without image) added them; kept for seven generations, for rollback and diff.';
comment on column ops.before_image.generation is 'The generation that changed it.';
comment on column ops.before_image.table_name is 'Schema and name of its table.';
comment on column ops.before_image.row_key is 'The values of its primary key, in the key''s order.';
comment on column ops.before_image.person_id is 'Whose row it is; null in tables that are not of persons.';
comment on column ops.before_image.is_enrichment is 'Whether nothing but derived values changed.';
comment on column ops.before_image.image is 'The row without its nulls; null when the generation added it.';

create table ops.generation_delivery (
    generation integer not null,
    source text collate "C" not null,
    place integer not null,
    delivery text collate "C" not null,
    primary key (generation, source, place)
);
comment on table ops.generation_delivery is 'The deliveries that a generation was built from: its chains.';
comment on column ops.generation_delivery.generation is 'The generation.';
comment on column ops.generation_delivery.source is 'The source.';
comment on column ops.generation_delivery.place is 'Order within the chain, from 0: the full delivery, then its deltas.';
comment on column ops.generation_delivery.delivery is 'The delivery''s folder name.';

create table ops.lease (
    one boolean not null default true check (one),
    fence bigint not null,
    holder text collate "C",
    expires_at timestamptz,
    backend_pids integer[] not null,
    primary key (one)
);
insert into ops.lease (fence, backend_pids) values (0, '{}');
comment on table ops.lease is 'The right to write the mart: one row, the only lock. Who takes it raises the fence; who publishes holds the row with its own fence to commit.';
comment on column ops.lease.one is 'There is one row.';
comment on column ops.lease.fence is 'Raised by every taker: a holder whose fence is no longer here has lost the lease.';
comment on column ops.lease.holder is 'The run that holds it; null when nobody does.';
comment on column ops.lease.expires_at is 'Until when, by the database''s clock; renewed while the run lives.';
comment on column ops.lease.backend_pids is 'The server processes that work for the holder; a taker ends them.';

create table ops.hold (
    one boolean not null default true check (one),
    generation integer not null,
    reason text not null,
    primary key (one)
);
comment on table ops.hold is 'While it has a row, no night publishes: set by a rollback, lifted by `release`. Hiding goes on.';
comment on column ops.hold.one is 'There is one row at most.';
comment on column ops.hold.generation is 'The generation that set it.';
comment on column ops.hold.reason is 'Why.';

-- a published row changes in place while its page has room
alter table mart.person set (fillfactor = 90);
alter table mart.person_address set (fillfactor = 90);
alter table mart.person_contact set (fillfactor = 90);

-- which of a person's numbers its contact data came by, and what waits for its person
alter table mart.person_contact add column identification_number text collate "C";
comment on column mart.person_contact.identification_number is 'Number that KRR has the person under (personidentifikator): the one in use, or an earlier one. KRR.';

create table protected.contact_waiting (
    identification_number text collate "C" not null,
    contact_state text collate "C" not null,
    reservation text collate "C",
    contact_status text collate "C",
    notification_status text collate "C",
    language text collate "C",
    email_usable_until date,
    phone_usable_until date,
    email text collate "C",
    email_last_updated timestamptz,
    email_last_verified timestamptz,
    phone_number text collate "C",
    phone_number_last_updated timestamptz,
    phone_number_last_verified timestamptz,
    digital_post_address text collate "C",
    digital_post_vendor_address text collate "C",
    certificate text collate "C",
    language_last_updated timestamptz,
    primary key (identification_number)
);
comment on table protected.contact_waiting is 'What KRR holds under numbers that no published person has its contact data by: their person isn''t there yet, or has a newer number in KRR too.';
comment on column protected.contact_waiting.identification_number is 'Number that KRR has the person under (personidentifikator): the one in use, or an earlier one. KRR.';
comment on column protected.contact_waiting.contact_state is '`Active`, `Deleted` or `NotRegistered`. Ours, from KRR.';
comment on column protected.contact_waiting.reservation is 'Whether the person has opted out of electronic communication (reservasjon): `Yes` or `No`. KRR.';
comment on column protected.contact_waiting.contact_status is 'Status in the register (status): `Active`, `Deleted` or `NotRegistered`. KRR.';
comment on column protected.contact_waiting.notification_status is 'Whether the person can be notified (varslingsstatus): `CanBeNotified` or `CanNotBeNotified`. KRR.';
comment on column protected.contact_waiting.language is 'Preferred language (språk): nb, nn, en or se. KRR.';
comment on column protected.contact_waiting.email_usable_until is 'First Norwegian date on which the e-mail address no longer serves for notices: 18 months after the later of updated and verified. Ours, by eForvaltningsforskriften § 32.';
comment on column protected.contact_waiting.phone_usable_until is 'The same for the mobile number. Ours.';
comment on column protected.contact_waiting.email is 'E-mail address (epostadresse). KRR.';
comment on column protected.contact_waiting.email_last_updated is 'When it was updated (epostadresse_oppdatert). KRR.';
comment on column protected.contact_waiting.email_last_verified is 'When it was verified (epostadresse_sist_verifisert). KRR.';
comment on column protected.contact_waiting.phone_number is 'Mobile number (mobiltelefonnummer). KRR.';
comment on column protected.contact_waiting.phone_number_last_updated is 'When it was updated (mobiltelefonnummer_oppdatert). KRR.';
comment on column protected.contact_waiting.phone_number_last_verified is 'When it was verified (mobiltelefonnummer_sist_verifisert). KRR.';
comment on column protected.contact_waiting.digital_post_address is 'Digital postbox (postkasseadresse). KRR.';
comment on column protected.contact_waiting.digital_post_vendor_address is 'Its vendor''s organisation number (postkasseleverandøradresse), as text. KRR.';
comment on column protected.contact_waiting.certificate is 'Certificate for digital post (sertifikat); empty unless loading it is switched on. KRR.';
comment on column protected.contact_waiting.language_last_updated is 'When the language was updated (spraak_oppdatert). KRR.';
