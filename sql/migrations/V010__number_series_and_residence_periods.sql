-- The series and the check of each number, and a person's residences as periods with the moves between them.

alter table mart.person_identifier add column number_series text collate "C";
alter table mart.person_identifier add column number_check text collate "C";

comment on column mart.person_identifier.number_series is 'The number''s series, by its month: `real`; the synthetic `tenor` (month + 80), `nhn` (+ 65) and `nav` (+ 40); `help-number` where the first digit is 8 or 9; `unknown`. Ours.';
comment on column mart.person_identifier.number_check is 'What check digits and date say: `valid`, `valid-2032` (only by the rule for numbers issued from 2032), `invalid-digits` or `invalid-date`. A flag: no number is refused for it. Ours.';

create or replace view analysis.person_identifier as
select
    person_id,
    version_number,
    identification_number_type,
    status,
    registered_at,
    is_valid,
    source,
    reason,
    valid_from,
    valid_to,
    number_series,
    number_check
from mart.person_identifier;

create view mart.residence_period as
with starts as (
    -- a reform or a correction repeats the start of the row that it replaces: rows with one start are one, and a move when any of them is
    select
        person_id,
        valid_from_date,
        ends_on,
        municipality_number,
        municipality_name,
        municipality_number_today,
        municipality_name_today,
        bool_or(source is distinct from 'Matrikkelen' and coalesce(reason, '') not in ('Kommuneregulering', 'Adresseoppdatering'))
            over (partition by person_id, valid_from_date) as begins_with_a_move
    from mart.person_address
    where kind = 'residential' and valid_from_date is not null
),
periods as (
    select
        *,
        row_number() over of_person as period_number,
        lag(ends_on) over of_person as previous_ends_on,
        lag(municipality_number_today) over of_person as previous_municipality_number_today
    from starts
    where ends_on is null or ends_on > valid_from_date
    window of_person as (partition by person_id order by valid_from_date)
)
select
    person_id,
    period_number::integer as period_number,
    valid_from_date,
    ends_on,
    municipality_number,
    municipality_name,
    municipality_number_today,
    municipality_name_today,
    case when previous_ends_on = valid_from_date then previous_municipality_number_today end as previous_municipality_number_today,
    coalesce(begins_with_a_move and previous_ends_on = valid_from_date, false) as is_relocation
from periods;

comment on view mart.residence_period is 'A period in which a person lived at one residential address, as the register has it: the ungraded versions of `mart.person_address` that held for a day or more, with the moves between them. Versions without a start are left out.';
comment on column mart.residence_period.person_id is 'The person: `mart.person`.';
comment on column mart.residence_period.period_number is 'Numbers the person''s periods from 1, oldest first.';
comment on column mart.residence_period.valid_from_date is 'The Norwegian date from which the address held. From FREG''s gyldighetstidspunkt.';
comment on column mart.residence_period.ends_on is 'The first Norwegian date on which it no longer held; null while it holds, or when its end is not known.';
comment on column mart.residence_period.municipality_number is 'Municipality number (kommunenummer) then, four digits, as FREG has it. FREG.';
comment on column mart.residence_period.municipality_name is 'Municipality name (kommunenavn) then. SSB, KLASS 131.';
comment on column mart.residence_period.municipality_number_today is 'Number of the municipality that the place lies in today; null when that is not known, as after a split. SSB, KLASS 131.';
comment on column mart.residence_period.municipality_name_today is 'Name of that municipality. SSB, KLASS 131.';
comment on column mart.residence_period.previous_municipality_number_today is 'Number of the municipality that the residence before lies in today; null where none lasted until this one began, as after a stay abroad.';
comment on column mart.residence_period.is_relocation is 'Whether the person moved here from the residence before. False for the first period and after a gap, and where only the municipality was reformed (Kommuneregulering) or the address corrected (Adresseoppdatering, Matrikkelen). Ours.';

create view analysis.residence_period as
select
    person_id,
    period_number,
    valid_from_date,
    ends_on,
    municipality_number,
    municipality_name,
    municipality_number_today,
    municipality_name_today,
    previous_municipality_number_today,
    is_relocation
from mart.residence_period;

-- the views of analysis explain themselves in the same words
do $$
declare
    described record;
begin
    for described in
        select v.relname as view, a.attname as column, col_description(t.oid, a.attnum) as meaning
        from pg_class v
        join pg_class t on t.relname = v.relname and t.relnamespace = 'mart'::regnamespace
        join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        join pg_attribute shown on shown.attrelid = v.oid and shown.attname = a.attname
        where v.relnamespace = 'analysis'::regnamespace and v.relname in ('person_identifier', 'residence_period')
    loop
        execute format('comment on column analysis.%I.%I is %L', described.view, described.column, described.meaning);
    end loop;
    execute format('comment on view analysis.residence_period is %L', obj_description('mart.residence_period'::regclass, 'pg_class'));
end
$$;
