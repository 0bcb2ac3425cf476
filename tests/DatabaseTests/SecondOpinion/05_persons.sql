-- FREG as delivered: documents, which number belongs to which, gradings, and what mart.person takes of them.
-- Makes document, person_number, person, and document_address, document_birth, document_marital_status (one row a version, in the document's order).

create type freg_address as struct(
    ajourholdstidspunkt timestamptz, erGjeldende boolean, gyldighetstidspunkt timestamptz, opphoerstidspunkt timestamptz,
    vegadresse struct(kommunenummer varchar, adressenavn varchar, adressekode varchar, adressenummer struct(husnummer varchar, husbokstav varchar), poststed struct(postnummer varchar)),
    matrikkeladresse struct(matrikkelnummer struct(kommunenummer varchar, gaardsnummer bigint, bruksnummer bigint, festenummer bigint), undernummer bigint, poststed struct(postnummer varchar)),
    ukjentBosted struct(bostedskommune varchar),
    utenlandskAdresse struct(landkode varchar),
    adressenErUkjent boolean,
    adresseIdentifikatorFraMatrikkelen varchar, adressegradering varchar, grunnkrets bigint, sluttdatoForKontrakt date);

create type freg_number as struct(ajourholdstidspunkt timestamptz, erGjeldende boolean, status varchar, foedselsEllerDNummer varchar);
create type freg_status as struct(erGjeldende boolean, opphoerstidspunkt timestamptz, status varchar);
create type freg_name as struct(erGjeldende boolean, opphoerstidspunkt timestamptz, fornavn varchar, mellomnavn varchar, etternavn varchar);
create type freg_protection as struct(erGjeldende boolean, opphoerstidspunkt timestamptz, graderingsnivaa varchar);
create type freg_birth as struct(
    ajourholdstidspunkt timestamptz, erGjeldende boolean, opphoerstidspunkt timestamptz, foedselsdato date, foedested varchar, foedekommuneINorge varchar);
create type freg_marital_status as struct(
    ajourholdstidspunkt timestamptz, erGjeldende boolean, opphoerstidspunkt timestamptz, sivilstand varchar, sivilstandsdato date,
    myndighet varchar, kommune varchar, sted varchar, utland varchar, relatertVedSivilstand varchar);

create type freg_person as struct(
    identifikasjonsnummer freg_number[], status freg_status[], navn freg_name[], adressebeskyttelse freg_protection[], foedsel freg_birth[],
    sivilstand freg_marital_status[], bostedsadresse freg_address[], oppholdsadresse freg_address[], deltBosted freg_address[]);

-- A line is an oppslag (a document, or an error message), a page of them, or a bare document.
create macro freg_answer(files, layout) as table
from read_json(files, format = layout, maximum_object_size = 268435456, columns = {
    oppslag: 'struct(folkeregisterperson freg_person)[]', folkeregisterperson: 'freg_person',
    identifikasjonsnummer: 'freg_number[]', status: 'freg_status[]', navn: 'freg_name[]', adressebeskyttelse: 'freg_protection[]', foedsel: 'freg_birth[]',
    sivilstand: 'freg_marital_status[]', bostedsadresse: 'freg_address[]', oppholdsadresse: 'freg_address[]', deltBosted: 'freg_address[]'});

create table answer as
from freg_answer(getvariable('freg_lines'), 'newline_delimited')
union all
from freg_answer(getvariable('freg_documents'), 'unstructured');

-- In the order of the delivery: a later document has a greater position.
create table read_document as
select folkeregisterperson as d from answer where folkeregisterperson is not null
union all
select unnest(oppslag).folkeregisterperson from answer where oppslag is not null
union all
select {identifikasjonsnummer: identifikasjonsnummer, status: status, navn: navn, adressebeskyttelse: adressebeskyttelse, foedsel: foedsel,
    sivilstand: sivilstand, bostedsadresse: bostedsadresse, oppholdsadresse: oppholdsadresse, deltBosted: deltBosted}
from answer where identifikasjonsnummer is not null;
drop table answer;
create view document as select rowid as position, d from read_document where d.identifikasjonsnummer is not null;

-- Of a number in use in one document and discontinued in another, the row that was registered last tells; a tie, or no such instant, means in use.
-- Of equals the later document has it.
create table person_number as
with claim as (
    select position, generate_subscripts(d.identifikasjonsnummer, 1) as place, unnest(d.identifikasjonsnummer) as n from document
),
ranked as (
    select position, place, n.foedselsEllerDNummer as number, coalesce(n.status = 'iBruk', false) as in_use, n.erGjeldende is not false as holds, n.ajourholdstidspunkt as registered_at
    from claim where regexp_full_match(n.foedselsEllerDNummer, '[0-9]{11}')
),
sides as (
    select number, max(registered_at) filter (in_use) as used_at, max(registered_at) filter (not in_use) as ended_at, bool_or(in_use) as is_used, bool_or(not in_use) as is_ended
    from ranked group by number
),
owner as (
    select r.number, arg_max(r.position, r.position) as position
    from ranked r join sides s using (number)
    where r.in_use = (s.is_used and not (s.is_ended and coalesce(s.ended_at > s.used_at, false)))
    group by r.number
)
select position, place, number, in_use, holds from ranked semi join owner using (number, position);

-- The number that a person goes by: one in use that holds, else one in use, else the first; a document that lost all its numbers is nobody.
create table person as
with goes_by as (
    select position, first(number order by not (in_use and holds), not in_use, place) as person from person_number group by position
),
graded as (
    select position, max(if(holds(p.erGjeldende, p.opphoerstidspunkt), strictness(given(p.graderingsnivaa)), 0)) as strictness
    from (select position, unnest(d.adressebeskyttelse) as p from document) group by position
),
status_name as (
    from (values ('bosatt', 'Resident'), ('utflyttet', 'Emigrated'), ('forsvunnet', 'Disappeared'), ('doed', 'Deceased'), ('opphoert', 'Discontinued'),
        ('foedselsregistrert', 'RegisteredAtBirth'), ('midlertidig', 'Temporary'), ('inaktiv', 'Inactive'), ('ikkeBosatt', 'NotResident'), ('aktiv', 'Active')) t(term, status)
),
marital_name as (
    from (values ('uoppgitt', 'Unspecified'), ('ugift', 'Unmarried'), ('gift', 'Married'), ('enkeEllerEnkemann', 'WidowOrWidower'), ('skilt', 'Divorced'),
        ('separert', 'Separated'), ('registrertPartner', 'RegisteredPartner'), ('separertPartner', 'SeparatedPartner'), ('skiltPartner', 'DivorcedPartner'),
        ('gjenlevendePartner', 'SurvivingPartner')) t(term, marital_status)
),
-- the first version that holds is the current one
now as (
    select position, d,
        list_filter(d.status, lambda v: holds(v.erGjeldende, v.opphoerstidspunkt))[1] as status,
        list_filter(d.navn, lambda v: holds(v.erGjeldende, v.opphoerstidspunkt))[1] as name,
        list_filter(d.foedsel, lambda v: holds(v.erGjeldende, v.opphoerstidspunkt))[1] as birth,
        list_filter(d.sivilstand, lambda v: holds(v.erGjeldende, v.opphoerstidspunkt))[1] as marital
    from document
)
select g.person, g.position, coalesce(p.strictness, 0) as strictness,
    coalesce(s.status, now.status.status) as status, given(now.name.fornavn) as first_name, given(now.name.mellomnavn) as middle_name, given(now.name.etternavn) as last_name,
    now.birth.foedselsdato as birth_date, coalesce(m.marital_status, now.marital.sivilstand) as marital_status, now.marital.sivilstandsdato as marital_status_date
from goes_by g
join now using (position)
left join graded p using (position)
left join status_name s on s.term = now.status.status
left join marital_name m on m.term = now.marital.sivilstand;

create table document_address as
with kind as (
    select p.person, p.strictness as person_strictness, k.kind, unnest(k.addresses) as a, generate_subscripts(k.addresses, 1) as place
    from person p join document using (position),
        lateral (select unnest([{kind: 'residential', addresses: d.bostedsadresse}, {kind: 'present', addresses: d.oppholdsadresse}, {kind: 'shared', addresses: d.deltBosted}], recursive := false) as k)
)
select row_number() over () as address, person, kind, place,
    greatest(person_strictness, strictness(given(a.adressegradering))) as strictness,
    holds(a.erGjeldende, a.opphoerstidspunkt) as is_current,
    holds(a.erGjeldende, a.opphoerstidspunkt) and coalesce(a.sluttdatoForKontrakt >= getvariable('as_of'), true) as holds,
    a.ajourholdstidspunkt as registered_at, a.gyldighetstidspunkt as valid_from, a.opphoerstidspunkt as valid_to,
    norwegian_date(a.ajourholdstidspunkt) as registered_on, norwegian_date(a.gyldighetstidspunkt) as valid_from_date, norwegian_date(a.opphoerstidspunkt) as ended_on,
    case when a.vegadresse is not null then 'street' when a.matrikkeladresse is not null then 'cadastral' when a.ukjentBosted is not null then 'unknown-residence'
        when a.utenlandskAdresse is not null then 'foreign' when a.adressenErUkjent then 'address-unknown' end as form,
    given(coalesce(a.vegadresse.kommunenummer, a.matrikkeladresse.matrikkelnummer.kommunenummer, a.ukjentBosted.bostedskommune)) as municipality,
    whole_number(a.adresseIdentifikatorFraMatrikkelen) as cadastral_identifier,
    if(kind = 'residential' and a.grunnkrets between 1 and 9998, a.grunnkrets, null) as unit_of_freg,
    coalesce(kind = 'residential' and a.grunnkrets in (0, 9999), false) as is_unit_unspecified,
    given(a.vegadresse.adressenavn) as street, whole_number(a.vegadresse.adressekode) as street_code,
    whole_number(a.vegadresse.adressenummer.husnummer) as number, coalesce(upper(a.vegadresse.adressenummer.husbokstav), '') as letter,
    given(a.vegadresse.poststed.postnummer) as postal_code,
    a.matrikkeladresse.matrikkelnummer.gaardsnummer as land, a.matrikkeladresse.matrikkelnummer.bruksnummer as title,
    coalesce(a.matrikkeladresse.matrikkelnummer.festenummer, 0) as leasehold, a.matrikkeladresse.undernummer as sub
from kind;

create table document_birth as
select person, strictness, version_number, norwegian_date(b.ajourholdstidspunkt) as registered_on, b.foedselsdato as fact_date,
    given(b.foedested) as birth_place, given(b.foedekommuneINorge) as municipality
from (select person, strictness, unnest(d.foedsel) as b, generate_subscripts(d.foedsel, 1) as version_number from person join document using (position));

create table document_marital_status as
select person, strictness, version_number, norwegian_date(m.ajourholdstidspunkt) as registered_on, m.sivilstandsdato as fact_date,
    given(m.myndighet) as authority, given(m.kommune) as municipality, given(m.sted) as place, given(m.utland) as abroad, given(m.relatertVedSivilstand) as spouse
from (select person, strictness, unnest(d.sivilstand) as m, generate_subscripts(d.sivilstand, 1) as version_number from person join document using (position));
