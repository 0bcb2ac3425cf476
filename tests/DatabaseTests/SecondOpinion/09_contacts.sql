-- KRR's record of a person: by the number in use, else by another of the person's numbers; and until when each channel serves for notices.
-- Makes expected.person_contact.

create type krr_contact as struct(
    epostadresse varchar, epostadresse_oppdatert timestamptz, epostadresse_sist_verifisert timestamptz,
    mobiltelefonnummer varchar, mobiltelefonnummer_oppdatert timestamptz, mobiltelefonnummer_sist_verifisert timestamptz);
create type krr_post as struct(postkasseadresse varchar, postkasseleverandoeradresse varchar);
create type krr_record as struct(
    personidentifikator varchar, reservasjon varchar, status varchar, varslingsstatus varchar, kontaktinformasjon krr_contact, digital_post krr_post, spraak varchar);

-- A record a line, or a page of them under one of two names.
create macro krr_answer(files, layout) as table
from read_json(files, format = layout, maximum_object_size = 268435456, columns = {
    list: 'krr_record[]', personer: 'krr_record[]', personidentifikator: 'varchar', reservasjon: 'varchar', status: 'varchar', varslingsstatus: 'varchar',
    kontaktinformasjon: 'krr_contact', digital_post: 'krr_post', spraak: 'varchar'});

create table krr as
with answer as (
    from krr_answer(getvariable('krr_documents'), 'unstructured')
    union all
    from krr_answer(getvariable('krr_lines'), 'newline_delimited')
)
select r.* from (select unnest(coalesce(list, personer)) as r from answer where coalesce(list, personer) is not null)
union all by name
select * exclude (list, personer) from answer where personidentifikator is not null;

-- A later record of a number replaces the whole of an earlier one.
create table latest_krr as
from (select *, rowid as position from krr) qualify row_number() over (partition by personidentifikator order by position desc) = 1;

create macro usable_until(address, updated, verified) as
    if(given(address) is null, null, cast(norwegian_date(greatest(updated, verified)) + interval 18 months as date));

create table expected.person_contact as
with record as (
    select p.person, k.*
    from person p join person_number n using (position) join latest_krr k on k.personidentifikator = n.number
    qualify row_number() over (partition by p.person order by n.number <> p.person, not n.in_use, n.place) = 1
)
select person,
    case status when 'AKTIV' then 'Active' when 'SLETTET' then 'Deleted' when 'IKKE_REGISTRERT' then 'NotRegistered' else status end as contact_state,
    case status when 'AKTIV' then 'Active' when 'SLETTET' then 'Deleted' when 'IKKE_REGISTRERT' then 'NotRegistered' else given(status) end as contact_status,
    case reservasjon when 'JA' then 'Yes' when 'NEI' then 'No' else given(reservasjon) end as reservation,
    case varslingsstatus when 'KAN_VARSLES' then 'CanBeNotified' when 'KAN_IKKE_VARSLES' then 'CanNotBeNotified' else given(varslingsstatus) end as notification_status,
    given(spraak) as language,
    given(kontaktinformasjon.epostadresse) as email, given(kontaktinformasjon.mobiltelefonnummer) as phone_number,
    given(digital_post.postkasseadresse) as digital_post_address, given(digital_post.postkasseleverandoeradresse) as digital_post_vendor_address,
    usable_until(kontaktinformasjon.epostadresse, kontaktinformasjon.epostadresse_oppdatert, kontaktinformasjon.epostadresse_sist_verifisert) as email_usable_until,
    usable_until(kontaktinformasjon.mobiltelefonnummer, kontaktinformasjon.mobiltelefonnummer_oppdatert, kontaktinformasjon.mobiltelefonnummer_sist_verifisert) as phone_usable_until
from record;
