-- What mart must not hold: graded rows, shared residences, spouses' numbers, the number register.

create table protected.person_address (
    person_id uuid not null,
    version_number integer not null,
    kind text collate "C" not null,
    address_confidentiality text collate "C",
    contract_valid_from date,
    contract_valid_to date,
    form text collate "C",
    municipality_number text collate "C",
    municipality_name text collate "C",
    county_number text collate "C",
    county_name text collate "C",
    code_resolution text collate "C",
    code_state text collate "C",
    separately_occupied_unit_number text collate "C",
    separately_occupied_unit_type text collate "C",
    address_name text collate "C",
    house_number text collate "C",
    house_letter text collate "C",
    address_code text collate "C",
    address_additional_name text collate "C",
    city_name text collate "C",
    postal_code text collate "C",
    co_address_name text collate "C",
    municipality_land_number integer,
    title_number integer,
    leasehold_number integer,
    sub_number integer,
    foreign_building text collate "C",
    foreign_floor_number text collate "C",
    foreign_unit text collate "C",
    foreign_post_office_box text collate "C",
    foreign_district text collate "C",
    foreign_region text collate "C",
    foreign_country text collate "C",
    cadastral_identifier text collate "C",
    close_cadastral_identifier text collate "C",
    move_date date,
    present_address_date date,
    stay_elsewhere text collate "C",
    basic_statistical_unit integer,
    constituency integer,
    school_district integer,
    church_district integer,
    full_basic_statistical_unit_number text collate "C",
    basic_statistical_unit_name text collate "C",
    urban_district_code text collate "C",
    urban_district_name text collate "C",
    geographical_urban_district_code text collate "C",
    geographical_urban_district_name text collate "C",
    unit_today text collate "C",
    match_rule text collate "C",
    match_candidates integer,
    match_reason text collate "C",
    valid_from_date date,
    ends_on date,
    registered_at timestamptz,
    is_valid boolean,
    source text collate "C",
    reason text collate "C",
    valid_from timestamptz,
    valid_to timestamptz,
    primary key (person_id, kind, version_number)
);
comment on table protected.person_address is 'One version of a graded address, and every shared residence (delt bosted). Of StrictlyConfidential rows nothing is kept but what the register may hold openly.';
comment on column protected.person_address.person_id is 'The person: `mart.person`.';
comment on column protected.person_address.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column protected.person_address.kind is '`residential`, `present` or `shared`.';
comment on column protected.person_address.address_confidentiality is 'The strictest of the row''s own grading (adressegradering) and the person''s (adressebeskyttelse). FREG.';
comment on column protected.person_address.contract_valid_from is 'Shared residence: start of the contract (startdatoForKontrakt). FREG.';
comment on column protected.person_address.contract_valid_to is 'Shared residence: end of the contract (sluttdatoForKontrakt). FREG.';
comment on column protected.person_address.form is 'How the address is written: `street` (vegadresse), `cadastral` (matrikkeladresse), `unknown-residence` (ukjent bosted), `foreign` (utenlandsk adresse) or `address-unknown`. FREG.';
comment on column protected.person_address.municipality_number is 'Municipality number (kommunenummer), four digits, as FREG has it. FREG.';
comment on column protected.person_address.municipality_name is 'Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column protected.person_address.county_number is 'County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column protected.person_address.county_name is 'County name (fylkesnavn). SSB, KLASS 104.';
comment on column protected.person_address.code_resolution is 'Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column protected.person_address.code_state is 'Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column protected.person_address.separately_occupied_unit_number is 'Dwelling number (bruksenhetsnummer), such as H0101. FREG.';
comment on column protected.person_address.separately_occupied_unit_type is 'Kind of dwelling (bruksenhetstype). FREG.';
comment on column protected.person_address.address_name is 'Street name (adressenavn). FREG.';
comment on column protected.person_address.house_number is 'House number (husnummer). FREG.';
comment on column protected.person_address.house_letter is 'House letter (husbokstav). FREG.';
comment on column protected.person_address.address_code is 'Street code within the municipality (adressekode), as FREG pads it. FREG.';
comment on column protected.person_address.address_additional_name is 'Farm or other further name (adressetilleggsnavn). FREG.';
comment on column protected.person_address.city_name is 'Postal place (poststedsnavn). FREG.';
comment on column protected.person_address.postal_code is 'Postal code (postnummer, or postkode abroad). FREG.';
comment on column protected.person_address.co_address_name is 'Care-of name (c/o adressenavn). FREG.';
comment on column protected.person_address.municipality_land_number is 'Cadastral unit: land number (gårdsnummer). FREG.';
comment on column protected.person_address.title_number is 'Cadastral unit: title number (bruksnummer). FREG.';
comment on column protected.person_address.leasehold_number is 'Cadastral unit: leasehold number (festenummer); 0 is none. FREG.';
comment on column protected.person_address.sub_number is 'Cadastral address: sub number (undernummer); 0 is none. FREG.';
comment on column protected.person_address.foreign_building is 'Abroad: building (bygning). FREG.';
comment on column protected.person_address.foreign_floor_number is 'Abroad: floor (etasjenummer). FREG.';
comment on column protected.person_address.foreign_unit is 'Abroad: dwelling (boenhet). FREG.';
comment on column protected.person_address.foreign_post_office_box is 'Abroad: post office box (postboks). FREG.';
comment on column protected.person_address.foreign_district is 'Abroad: district (distriktsnavn). FREG.';
comment on column protected.person_address.foreign_region is 'Abroad: region. FREG.';
comment on column protected.person_address.foreign_country is 'Abroad: country (landkode), ISO 3166 alpha-2; YY is unknown. FREG.';
comment on column protected.person_address.cadastral_identifier is 'The address''s id in Matrikkelen (adresseIdentifikatorFraMatrikkelen). FREG.';
comment on column protected.person_address.close_cadastral_identifier is 'Id of a near address in Matrikkelen (nærAdresseIdentifikatorFraMatrikkelen). FREG.';
comment on column protected.person_address.move_date is 'When the person moved there (flyttedato). FREG.';
comment on column protected.person_address.present_address_date is 'From when the present address holds (oppholdsadressedato). FREG.';
comment on column protected.person_address.stay_elsewhere is 'Why the person stays elsewhere (oppholdAnnetSted). FREG.';
comment on column protected.person_address.basic_statistical_unit is 'Basic statistical unit within the municipality (grunnkrets): 401 means 0401. FREG, residential only.';
comment on column protected.person_address.constituency is 'Constituency (stemmekrets). FREG.';
comment on column protected.person_address.school_district is 'School district (skolekrets). FREG.';
comment on column protected.person_address.church_district is 'Church district (kirkekrets). FREG.';
comment on column protected.person_address.full_basic_statistical_unit_number is 'Full number of the basic statistical unit (grunnkrets), eight digits. FREG for residential, Matrikkelen for the others.';
comment on column protected.person_address.basic_statistical_unit_name is 'Name of the basic statistical unit. SSB, KLASS 1.';
comment on column protected.person_address.urban_district_code is 'Urban district (bydel) that provides municipal services, six digits. The city; SSB, KLASS 103 where it is the same.';
comment on column protected.person_address.urban_district_name is 'Name of the service-providing urban district.';
comment on column protected.person_address.geographical_urban_district_code is 'Geographical urban district (bydel), six digits. SSB, KLASS 1 to 103.';
comment on column protected.person_address.geographical_urban_district_name is 'Name of the geographical urban district. SSB, KLASS 103.';
comment on column protected.person_address.unit_today is 'Unit that today''s Matrikkelen gives a historical address, where it is not the row''s own number. Matrikkelen.';
comment on column protected.person_address.match_rule is 'The rule that found the unit: `freg`, `address-id`, `street-key` or `cadastral-key`; null when none did. Ours.';
comment on column protected.person_address.match_candidates is 'How many addresses of Matrikkelen the last rule found. Ours.';
comment on column protected.person_address.match_reason is 'Why there is no unit, or what is doubtful about it. Ours.';
comment on column protected.person_address.valid_from_date is 'The Norwegian date of valid_from. Ours.';
comment on column protected.person_address.ends_on is 'The first Norwegian date on which the row no longer holds: where the next row begins, or where it ended. Ours.';
comment on column protected.person_address.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column protected.person_address.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column protected.person_address.source is 'Who reported it (kilde). FREG.';
comment on column protected.person_address.reason is 'Why it was registered (årsak). FREG.';
comment on column protected.person_address.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column protected.person_address.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create table protected.person_marital_status (
    person_id uuid not null,
    version_number integer not null,
    related_by_marital_status text collate "C",
    authority text collate "C",
    municipality_number text collate "C",
    municipality_name text collate "C",
    county_number text collate "C",
    county_name text collate "C",
    code_resolution text collate "C",
    code_state text collate "C",
    place text collate "C",
    abroad text collate "C",
    primary key (person_id, version_number)
);
comment on table protected.person_marital_status is 'What `mart.person_marital_status` must not hold of the same version: the spouse''s number of anyone, place and authority of a graded person.';
comment on column protected.person_marital_status.person_id is 'The person: `mart.person`.';
comment on column protected.person_marital_status.version_number is 'The version: `mart.person_marital_status`.';
comment on column protected.person_marital_status.related_by_marital_status is 'The spouse''s number (relatertVedSivilstand). FREG.';
comment on column protected.person_marital_status.authority is 'Authority (myndighet). FREG.';
comment on column protected.person_marital_status.municipality_number is 'Municipality number (kommune), four digits, as FREG has it. FREG.';
comment on column protected.person_marital_status.municipality_name is 'Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column protected.person_marital_status.county_number is 'County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column protected.person_marital_status.county_name is 'County name (fylkesnavn). SSB, KLASS 104.';
comment on column protected.person_marital_status.code_resolution is 'Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column protected.person_marital_status.code_state is 'Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column protected.person_marital_status.place is 'Place (sted). FREG.';
comment on column protected.person_marital_status.abroad is 'Place abroad (utland). FREG.';

create table protected.person_birth (
    person_id uuid not null,
    version_number integer not null,
    birth_place text collate "C",
    birth_municipality_number text collate "C",
    birth_municipality_name text collate "C",
    birth_county_number text collate "C",
    birth_county_name text collate "C",
    birth_code_resolution text collate "C",
    birth_code_state text collate "C",
    primary key (person_id, version_number)
);
comment on table protected.person_birth is 'Place of birth below the country of a graded person, by version of `mart.person_birth`.';
comment on column protected.person_birth.person_id is 'The person: `mart.person`.';
comment on column protected.person_birth.version_number is 'The version: `mart.person_birth`.';
comment on column protected.person_birth.birth_place is 'Place of birth (fødested). FREG.';
comment on column protected.person_birth.birth_municipality_number is 'Municipality number (fødekommune i Norge), four digits, as FREG has it. FREG.';
comment on column protected.person_birth.birth_municipality_name is 'Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column protected.person_birth.birth_county_number is 'County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column protected.person_birth.birth_county_name is 'County name (fylkesnavn). SSB, KLASS 104.';
comment on column protected.person_birth.birth_code_resolution is 'Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column protected.person_birth.birth_code_state is 'Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';

create table protected.person_address_protection (
    person_id uuid not null,
    version_number integer not null,
    level text collate "C",
    registered_at timestamptz,
    is_valid boolean,
    source text collate "C",
    reason text collate "C",
    valid_from timestamptz,
    valid_to timestamptz,
    primary key (person_id, version_number)
);
comment on table protected.person_address_protection is 'One version of a person''s own grading (adressebeskyttelse).';
comment on column protected.person_address_protection.person_id is 'The person: `mart.person`.';
comment on column protected.person_address_protection.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column protected.person_address_protection.level is 'The grading (graderingsnivå) in the Person API''s terms. FREG.';
comment on column protected.person_address_protection.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column protected.person_address_protection.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column protected.person_address_protection.source is 'Who reported it (kilde). FREG.';
comment on column protected.person_address_protection.reason is 'Why it was registered (årsak). FREG.';
comment on column protected.person_address_protection.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column protected.person_address_protection.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create table protected.person_key (
    identification_number text collate "C" not null,
    person_id uuid not null,
    since integer not null,
    primary key (identification_number)
);
comment on table protected.person_key is 'The number under which a person was first published, and the id it was given. Append-only; an input of every run.';
comment on column protected.person_key.identification_number is 'Fødselsnummer or D-number, eleven digits.';
comment on column protected.person_key.person_id is 'The id: the keyed hash of the number.';
comment on column protected.person_key.since is 'The generation that first published the person.';
