-- What a run found of the public addresses, and the reason with which an operator let a doubtful night go on. For operators, never for readers of the mart.

create table ops.match_count (
    run_id uuid not null references ops.run on delete cascade,
    kind text collate "C" not null,
    is_current boolean not null,
    municipality_number text collate "C",
    match_rule text collate "C",
    match_reason text collate "C",
    can_have_unit boolean not null,
    has_unit boolean not null,
    addresses bigint not null,
    unique nulls not distinct (run_id, kind, is_current, municipality_number, match_rule, match_reason)
);
comment on table ops.match_count is 'How many public addresses a rule found, or a reason left without a unit, in a run. Graded addresses are not counted.';
comment on column ops.match_count.run_id is 'The run.';
comment on column ops.match_count.kind is '`residential` or `present`.';
comment on column ops.match_count.is_current is 'Whether the addresses hold; false for earlier versions.';
comment on column ops.match_count.municipality_number is 'Municipality number of the addresses as FREG has it; null when they name none.';
comment on column ops.match_count.match_rule is 'The rule that found the unit; null when none did.';
comment on column ops.match_count.match_reason is 'Why there is no unit, or what is doubtful about it; null when there is nothing to say.';
comment on column ops.match_count.can_have_unit is 'Whether such addresses can have a unit: those abroad, unknown ones and Svalbard cannot, and no rate counts them.';
comment on column ops.match_count.has_unit is 'Whether they have a unit of their own.';
comment on column ops.match_count.addresses is 'How many.';

create table ops.cross_check (
    run_id uuid not null references ops.run on delete cascade,
    municipality_number text collate "C" not null,
    agrees bigint not null,
    disagrees bigint not null,
    not_found bigint not null,
    primary key (run_id, municipality_number)
);
comment on table ops.cross_check is 'For how many public current residential addresses Matrikkelen leads to the unit that FREG gives. FREG''s stands either way.';
comment on column ops.cross_check.run_id is 'The run.';
comment on column ops.cross_check.municipality_number is 'Municipality number of the addresses as FREG has it.';
comment on column ops.cross_check.agrees is 'Matrikkelen leads to the same unit.';
comment on column ops.cross_check.disagrees is 'It leads to another unit.';
comment on column ops.cross_check.not_found is 'It leads to none.';

create table ops.guarantee (
    run_id uuid not null references ops.run on delete cascade,
    municipality_number text collate "C",
    lack text collate "C" not null,
    addresses bigint not null,
    unique nulls not distinct (run_id, municipality_number, lack)
);
comment on table ops.guarantee is 'What public current residential street and cadastral addresses lack of what is guaranteed: a unit with its name, and both districts in Oslo, Stavanger, Bergen and Trondheim. Addresses of Svalbard have no such guarantee.';
comment on column ops.guarantee.run_id is 'The run.';
comment on column ops.guarantee.municipality_number is 'Municipality number of the addresses as FREG has it; null when they name none.';
comment on column ops.guarantee.lack is 'The first thing they lack: `unit`, `unit-name`, `geographical-district`, `service-district`, `oslo-table` (Sentrum and Marka without a row of Oslo''s table); `none` when they have it all.';
comment on column ops.guarantee.addresses is 'How many.';

alter table ops.run
    add column overridden text,
    add column override_reason text;
comment on column ops.run.overridden is 'What would have stopped the run, had it not been told to go on; null when nothing would.';
comment on column ops.run.override_reason is 'Why it was told to go on (`run --override`); null when nothing had to be overridden.';
