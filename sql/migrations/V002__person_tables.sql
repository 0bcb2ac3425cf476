-- The public person tables: their columns and comments are held equal to the column lines of the pipeline by a test.

create table mart.person (
    person_id uuid not null,
    identification_number text collate "C",
    identification_number_type text collate "C",
    status text collate "C",
    first_name text collate "C",
    middle_name text collate "C",
    last_name text collate "C",
    gender text collate "C",
    birth_date date,
    birth_year integer,
    birth_country text collate "C",
    death_date date,
    marital_status text collate "C",
    marital_status_date date,
    residential_form text collate "C",
    residential_municipality_number text collate "C",
    residential_municipality_name text collate "C",
    residential_county_number text collate "C",
    residential_county_name text collate "C",
    residential_code_resolution text collate "C",
    residential_code_state text collate "C",
    residential_separately_occupied_unit_number text collate "C",
    residential_separately_occupied_unit_type text collate "C",
    residential_address_name text collate "C",
    residential_house_number text collate "C",
    residential_house_letter text collate "C",
    residential_address_code text collate "C",
    residential_address_additional_name text collate "C",
    residential_city_name text collate "C",
    residential_postal_code text collate "C",
    residential_co_address_name text collate "C",
    residential_municipality_land_number integer,
    residential_title_number integer,
    residential_leasehold_number integer,
    residential_sub_number integer,
    residential_foreign_building text collate "C",
    residential_foreign_floor_number text collate "C",
    residential_foreign_unit text collate "C",
    residential_foreign_post_office_box text collate "C",
    residential_foreign_district text collate "C",
    residential_foreign_region text collate "C",
    residential_foreign_country text collate "C",
    residential_cadastral_identifier text collate "C",
    residential_close_cadastral_identifier text collate "C",
    residential_move_date date,
    residential_present_address_date date,
    residential_stay_elsewhere text collate "C",
    residential_basic_statistical_unit integer,
    residential_constituency integer,
    residential_school_district integer,
    residential_church_district integer,
    residential_full_basic_statistical_unit_number text collate "C",
    residential_basic_statistical_unit_name text collate "C",
    residential_urban_district_code text collate "C",
    residential_urban_district_name text collate "C",
    residential_geographical_urban_district_code text collate "C",
    residential_geographical_urban_district_name text collate "C",
    residential_unit_today text collate "C",
    residential_match_rule text collate "C",
    residential_match_candidates integer,
    residential_match_reason text collate "C",
    present_form text collate "C",
    present_municipality_number text collate "C",
    present_municipality_name text collate "C",
    present_county_number text collate "C",
    present_county_name text collate "C",
    present_code_resolution text collate "C",
    present_code_state text collate "C",
    present_separately_occupied_unit_number text collate "C",
    present_separately_occupied_unit_type text collate "C",
    present_address_name text collate "C",
    present_house_number text collate "C",
    present_house_letter text collate "C",
    present_address_code text collate "C",
    present_address_additional_name text collate "C",
    present_city_name text collate "C",
    present_postal_code text collate "C",
    present_co_address_name text collate "C",
    present_municipality_land_number integer,
    present_title_number integer,
    present_leasehold_number integer,
    present_sub_number integer,
    present_foreign_building text collate "C",
    present_foreign_floor_number text collate "C",
    present_foreign_unit text collate "C",
    present_foreign_post_office_box text collate "C",
    present_foreign_district text collate "C",
    present_foreign_region text collate "C",
    present_foreign_country text collate "C",
    present_cadastral_identifier text collate "C",
    present_close_cadastral_identifier text collate "C",
    present_move_date date,
    present_present_address_date date,
    present_stay_elsewhere text collate "C",
    present_basic_statistical_unit integer,
    present_constituency integer,
    present_school_district integer,
    present_church_district integer,
    present_full_basic_statistical_unit_number text collate "C",
    present_basic_statistical_unit_name text collate "C",
    present_urban_district_code text collate "C",
    present_urban_district_name text collate "C",
    present_geographical_urban_district_code text collate "C",
    present_geographical_urban_district_name text collate "C",
    present_unit_today text collate "C",
    present_match_rule text collate "C",
    present_match_candidates integer,
    present_match_reason text collate "C",
    contact_state text collate "C" not null,
    reservation text collate "C",
    contact_status text collate "C",
    notification_status text collate "C",
    language text collate "C",
    email_usable_until date,
    phone_usable_until date,
    primary key (person_id)
);
comment on table mart.person is 'A person as of the generation: the current number, name, statuses and ungraded current addresses with all enrichment. A person with graded addresses looks like one without any.';
comment on column mart.person.person_id is 'Stable id of the person: keyed hash of the number under which it was first published. Ours.';
comment on column mart.person.identification_number is 'The person''s current fødselsnummer or D-number (fødselsEllerDNummer), eleven digits. FREG.';
comment on column mart.person.identification_number_type is '`NationalIdentityNumber` or `DNumber` (identifikatortype). FREG.';
comment on column mart.person.status is 'Current person status (status) in the Person API''s terms. FREG.';
comment on column mart.person.first_name is 'Current first name (fornavn). FREG.';
comment on column mart.person.middle_name is 'Current middle name (mellomnavn). FREG.';
comment on column mart.person.last_name is 'Current last name (etternavn). FREG.';
comment on column mart.person.gender is '`Female` or `Male` (kjønn). FREG.';
comment on column mart.person.birth_date is 'Birth date (fødselsdato). FREG.';
comment on column mart.person.birth_year is 'Birth year (fødselsår). FREG.';
comment on column mart.person.birth_country is 'Birth country (fødeland), ISO 3166 alpha-3. FREG.';
comment on column mart.person.death_date is 'Date of death (dødsdato). FREG.';
comment on column mart.person.marital_status is 'Current marital status (sivilstand) in the Person API''s terms. FREG.';
comment on column mart.person.marital_status_date is 'Its date (sivilstandsdato). FREG.';
comment on column mart.person.residential_form is 'Current residential address: How the address is written: `street` (vegadresse), `cadastral` (matrikkeladresse), `unknown-residence` (ukjent bosted), `foreign` (utenlandsk adresse) or `address-unknown`. FREG.';
comment on column mart.person.residential_municipality_number is 'Current residential address: Municipality number (kommunenummer), four digits, as FREG has it. FREG.';
comment on column mart.person.residential_municipality_name is 'Current residential address: Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column mart.person.residential_county_number is 'Current residential address: County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column mart.person.residential_county_name is 'Current residential address: County name (fylkesnavn). SSB, KLASS 104.';
comment on column mart.person.residential_code_resolution is 'Current residential address: Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column mart.person.residential_code_state is 'Current residential address: Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column mart.person.residential_separately_occupied_unit_number is 'Current residential address: Dwelling number (bruksenhetsnummer), such as H0101. FREG.';
comment on column mart.person.residential_separately_occupied_unit_type is 'Current residential address: Kind of dwelling (bruksenhetstype). FREG.';
comment on column mart.person.residential_address_name is 'Current residential address: Street name (adressenavn). FREG.';
comment on column mart.person.residential_house_number is 'Current residential address: House number (husnummer). FREG.';
comment on column mart.person.residential_house_letter is 'Current residential address: House letter (husbokstav). FREG.';
comment on column mart.person.residential_address_code is 'Current residential address: Street code within the municipality (adressekode), as FREG pads it. FREG.';
comment on column mart.person.residential_address_additional_name is 'Current residential address: Farm or other further name (adressetilleggsnavn). FREG.';
comment on column mart.person.residential_city_name is 'Current residential address: Postal place (poststedsnavn). FREG.';
comment on column mart.person.residential_postal_code is 'Current residential address: Postal code (postnummer, or postkode abroad). FREG.';
comment on column mart.person.residential_co_address_name is 'Current residential address: Care-of name (c/o adressenavn). FREG.';
comment on column mart.person.residential_municipality_land_number is 'Current residential address: Cadastral unit: land number (gårdsnummer). FREG.';
comment on column mart.person.residential_title_number is 'Current residential address: Cadastral unit: title number (bruksnummer). FREG.';
comment on column mart.person.residential_leasehold_number is 'Current residential address: Cadastral unit: leasehold number (festenummer); 0 is none. FREG.';
comment on column mart.person.residential_sub_number is 'Current residential address: Cadastral address: sub number (undernummer); 0 is none. FREG.';
comment on column mart.person.residential_foreign_building is 'Current residential address: Abroad: building (bygning). FREG.';
comment on column mart.person.residential_foreign_floor_number is 'Current residential address: Abroad: floor (etasjenummer). FREG.';
comment on column mart.person.residential_foreign_unit is 'Current residential address: Abroad: dwelling (boenhet). FREG.';
comment on column mart.person.residential_foreign_post_office_box is 'Current residential address: Abroad: post office box (postboks). FREG.';
comment on column mart.person.residential_foreign_district is 'Current residential address: Abroad: district (distriktsnavn). FREG.';
comment on column mart.person.residential_foreign_region is 'Current residential address: Abroad: region. FREG.';
comment on column mart.person.residential_foreign_country is 'Current residential address: Abroad: country (landkode), ISO 3166 alpha-2; YY is unknown. FREG.';
comment on column mart.person.residential_cadastral_identifier is 'Current residential address: The address''s id in Matrikkelen (adresseIdentifikatorFraMatrikkelen). FREG.';
comment on column mart.person.residential_close_cadastral_identifier is 'Current residential address: Id of a near address in Matrikkelen (nærAdresseIdentifikatorFraMatrikkelen). FREG.';
comment on column mart.person.residential_move_date is 'Current residential address: When the person moved there (flyttedato). FREG.';
comment on column mart.person.residential_present_address_date is 'Current residential address: From when the present address holds (oppholdsadressedato). FREG.';
comment on column mart.person.residential_stay_elsewhere is 'Current residential address: Why the person stays elsewhere (oppholdAnnetSted). FREG.';
comment on column mart.person.residential_basic_statistical_unit is 'Current residential address: Basic statistical unit within the municipality (grunnkrets): 401 means 0401. FREG, residential only.';
comment on column mart.person.residential_constituency is 'Current residential address: Constituency (stemmekrets). FREG.';
comment on column mart.person.residential_school_district is 'Current residential address: School district (skolekrets). FREG.';
comment on column mart.person.residential_church_district is 'Current residential address: Church district (kirkekrets). FREG.';
comment on column mart.person.residential_full_basic_statistical_unit_number is 'Current residential address: Full number of the basic statistical unit (grunnkrets), eight digits. FREG for residential, Matrikkelen for the others.';
comment on column mart.person.residential_basic_statistical_unit_name is 'Current residential address: Name of the basic statistical unit. SSB, KLASS 1.';
comment on column mart.person.residential_urban_district_code is 'Current residential address: Urban district (bydel) that provides municipal services, six digits. The city; SSB, KLASS 103 where it is the same.';
comment on column mart.person.residential_urban_district_name is 'Current residential address: Name of the service-providing urban district.';
comment on column mart.person.residential_geographical_urban_district_code is 'Current residential address: Geographical urban district (bydel), six digits. SSB, KLASS 1 to 103.';
comment on column mart.person.residential_geographical_urban_district_name is 'Current residential address: Name of the geographical urban district. SSB, KLASS 103.';
comment on column mart.person.residential_unit_today is 'Current residential address: Unit that today''s Matrikkelen gives a historical address, where it is not the row''s own number. Matrikkelen.';
comment on column mart.person.residential_match_rule is 'Current residential address: The rule that found the unit: `freg`, `address-id`, `street-key` or `cadastral-key`; null when none did. Ours.';
comment on column mart.person.residential_match_candidates is 'Current residential address: How many addresses of Matrikkelen the last rule found. Ours.';
comment on column mart.person.residential_match_reason is 'Current residential address: Why there is no unit, or what is doubtful about it. Ours.';
comment on column mart.person.present_form is 'Current present address: How the address is written: `street` (vegadresse), `cadastral` (matrikkeladresse), `unknown-residence` (ukjent bosted), `foreign` (utenlandsk adresse) or `address-unknown`. FREG.';
comment on column mart.person.present_municipality_number is 'Current present address: Municipality number (kommunenummer), four digits, as FREG has it. FREG.';
comment on column mart.person.present_municipality_name is 'Current present address: Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column mart.person.present_county_number is 'Current present address: County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column mart.person.present_county_name is 'Current present address: County name (fylkesnavn). SSB, KLASS 104.';
comment on column mart.person.present_code_resolution is 'Current present address: Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column mart.person.present_code_state is 'Current present address: Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column mart.person.present_separately_occupied_unit_number is 'Current present address: Dwelling number (bruksenhetsnummer), such as H0101. FREG.';
comment on column mart.person.present_separately_occupied_unit_type is 'Current present address: Kind of dwelling (bruksenhetstype). FREG.';
comment on column mart.person.present_address_name is 'Current present address: Street name (adressenavn). FREG.';
comment on column mart.person.present_house_number is 'Current present address: House number (husnummer). FREG.';
comment on column mart.person.present_house_letter is 'Current present address: House letter (husbokstav). FREG.';
comment on column mart.person.present_address_code is 'Current present address: Street code within the municipality (adressekode), as FREG pads it. FREG.';
comment on column mart.person.present_address_additional_name is 'Current present address: Farm or other further name (adressetilleggsnavn). FREG.';
comment on column mart.person.present_city_name is 'Current present address: Postal place (poststedsnavn). FREG.';
comment on column mart.person.present_postal_code is 'Current present address: Postal code (postnummer, or postkode abroad). FREG.';
comment on column mart.person.present_co_address_name is 'Current present address: Care-of name (c/o adressenavn). FREG.';
comment on column mart.person.present_municipality_land_number is 'Current present address: Cadastral unit: land number (gårdsnummer). FREG.';
comment on column mart.person.present_title_number is 'Current present address: Cadastral unit: title number (bruksnummer). FREG.';
comment on column mart.person.present_leasehold_number is 'Current present address: Cadastral unit: leasehold number (festenummer); 0 is none. FREG.';
comment on column mart.person.present_sub_number is 'Current present address: Cadastral address: sub number (undernummer); 0 is none. FREG.';
comment on column mart.person.present_foreign_building is 'Current present address: Abroad: building (bygning). FREG.';
comment on column mart.person.present_foreign_floor_number is 'Current present address: Abroad: floor (etasjenummer). FREG.';
comment on column mart.person.present_foreign_unit is 'Current present address: Abroad: dwelling (boenhet). FREG.';
comment on column mart.person.present_foreign_post_office_box is 'Current present address: Abroad: post office box (postboks). FREG.';
comment on column mart.person.present_foreign_district is 'Current present address: Abroad: district (distriktsnavn). FREG.';
comment on column mart.person.present_foreign_region is 'Current present address: Abroad: region. FREG.';
comment on column mart.person.present_foreign_country is 'Current present address: Abroad: country (landkode), ISO 3166 alpha-2; YY is unknown. FREG.';
comment on column mart.person.present_cadastral_identifier is 'Current present address: The address''s id in Matrikkelen (adresseIdentifikatorFraMatrikkelen). FREG.';
comment on column mart.person.present_close_cadastral_identifier is 'Current present address: Id of a near address in Matrikkelen (nærAdresseIdentifikatorFraMatrikkelen). FREG.';
comment on column mart.person.present_move_date is 'Current present address: When the person moved there (flyttedato). FREG.';
comment on column mart.person.present_present_address_date is 'Current present address: From when the present address holds (oppholdsadressedato). FREG.';
comment on column mart.person.present_stay_elsewhere is 'Current present address: Why the person stays elsewhere (oppholdAnnetSted). FREG.';
comment on column mart.person.present_basic_statistical_unit is 'Current present address: Basic statistical unit within the municipality (grunnkrets): 401 means 0401. FREG, residential only.';
comment on column mart.person.present_constituency is 'Current present address: Constituency (stemmekrets). FREG.';
comment on column mart.person.present_school_district is 'Current present address: School district (skolekrets). FREG.';
comment on column mart.person.present_church_district is 'Current present address: Church district (kirkekrets). FREG.';
comment on column mart.person.present_full_basic_statistical_unit_number is 'Current present address: Full number of the basic statistical unit (grunnkrets), eight digits. FREG for residential, Matrikkelen for the others.';
comment on column mart.person.present_basic_statistical_unit_name is 'Current present address: Name of the basic statistical unit. SSB, KLASS 1.';
comment on column mart.person.present_urban_district_code is 'Current present address: Urban district (bydel) that provides municipal services, six digits. The city; SSB, KLASS 103 where it is the same.';
comment on column mart.person.present_urban_district_name is 'Current present address: Name of the service-providing urban district.';
comment on column mart.person.present_geographical_urban_district_code is 'Current present address: Geographical urban district (bydel), six digits. SSB, KLASS 1 to 103.';
comment on column mart.person.present_geographical_urban_district_name is 'Current present address: Name of the geographical urban district. SSB, KLASS 103.';
comment on column mart.person.present_unit_today is 'Current present address: Unit that today''s Matrikkelen gives a historical address, where it is not the row''s own number. Matrikkelen.';
comment on column mart.person.present_match_rule is 'Current present address: The rule that found the unit: `freg`, `address-id`, `street-key` or `cadastral-key`; null when none did. Ours.';
comment on column mart.person.present_match_candidates is 'Current present address: How many addresses of Matrikkelen the last rule found. Ours.';
comment on column mart.person.present_match_reason is 'Current present address: Why there is no unit, or what is doubtful about it. Ours.';
comment on column mart.person.contact_state is '`Active`, `Deleted`, `NotRegistered`, or `NotDelivered` when the contact register has no record of the person. Ours, from KRR.';
comment on column mart.person.reservation is 'Common Contact Register: Whether the person has opted out of electronic communication (reservasjon): `Yes` or `No`. KRR.';
comment on column mart.person.contact_status is 'Common Contact Register: Status in the register (status): `Active`, `Deleted` or `NotRegistered`. KRR.';
comment on column mart.person.notification_status is 'Common Contact Register: Whether the person can be notified (varslingsstatus): `CanBeNotified` or `CanNotBeNotified`. KRR.';
comment on column mart.person.language is 'Common Contact Register: Preferred language (språk): nb, nn, en or se. KRR.';
comment on column mart.person.email_usable_until is 'Common Contact Register: First Norwegian date on which the e-mail address no longer serves for notices: 18 months after the later of updated and verified. Ours, by eForvaltningsforskriften § 32.';
comment on column mart.person.phone_usable_until is 'Common Contact Register: The same for the mobile number. Ours.';

create table mart.person_address (
    person_id uuid not null,
    version_number integer not null,
    kind text collate "C" not null,
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
comment on table mart.person_address is 'One version of one residential (bostedsadresse) or present (oppholdsadresse) address. Graded rows are not here.';
comment on column mart.person_address.person_id is 'The person: `mart.person`.';
comment on column mart.person_address.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column mart.person_address.kind is '`residential` or `present`.';
comment on column mart.person_address.form is 'How the address is written: `street` (vegadresse), `cadastral` (matrikkeladresse), `unknown-residence` (ukjent bosted), `foreign` (utenlandsk adresse) or `address-unknown`. FREG.';
comment on column mart.person_address.municipality_number is 'Municipality number (kommunenummer), four digits, as FREG has it. FREG.';
comment on column mart.person_address.municipality_name is 'Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column mart.person_address.county_number is 'County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column mart.person_address.county_name is 'County name (fylkesnavn). SSB, KLASS 104.';
comment on column mart.person_address.code_resolution is 'Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column mart.person_address.code_state is 'Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column mart.person_address.separately_occupied_unit_number is 'Dwelling number (bruksenhetsnummer), such as H0101. FREG.';
comment on column mart.person_address.separately_occupied_unit_type is 'Kind of dwelling (bruksenhetstype). FREG.';
comment on column mart.person_address.address_name is 'Street name (adressenavn). FREG.';
comment on column mart.person_address.house_number is 'House number (husnummer). FREG.';
comment on column mart.person_address.house_letter is 'House letter (husbokstav). FREG.';
comment on column mart.person_address.address_code is 'Street code within the municipality (adressekode), as FREG pads it. FREG.';
comment on column mart.person_address.address_additional_name is 'Farm or other further name (adressetilleggsnavn). FREG.';
comment on column mart.person_address.city_name is 'Postal place (poststedsnavn). FREG.';
comment on column mart.person_address.postal_code is 'Postal code (postnummer, or postkode abroad). FREG.';
comment on column mart.person_address.co_address_name is 'Care-of name (c/o adressenavn). FREG.';
comment on column mart.person_address.municipality_land_number is 'Cadastral unit: land number (gårdsnummer). FREG.';
comment on column mart.person_address.title_number is 'Cadastral unit: title number (bruksnummer). FREG.';
comment on column mart.person_address.leasehold_number is 'Cadastral unit: leasehold number (festenummer); 0 is none. FREG.';
comment on column mart.person_address.sub_number is 'Cadastral address: sub number (undernummer); 0 is none. FREG.';
comment on column mart.person_address.foreign_building is 'Abroad: building (bygning). FREG.';
comment on column mart.person_address.foreign_floor_number is 'Abroad: floor (etasjenummer). FREG.';
comment on column mart.person_address.foreign_unit is 'Abroad: dwelling (boenhet). FREG.';
comment on column mart.person_address.foreign_post_office_box is 'Abroad: post office box (postboks). FREG.';
comment on column mart.person_address.foreign_district is 'Abroad: district (distriktsnavn). FREG.';
comment on column mart.person_address.foreign_region is 'Abroad: region. FREG.';
comment on column mart.person_address.foreign_country is 'Abroad: country (landkode), ISO 3166 alpha-2; YY is unknown. FREG.';
comment on column mart.person_address.cadastral_identifier is 'The address''s id in Matrikkelen (adresseIdentifikatorFraMatrikkelen). FREG.';
comment on column mart.person_address.close_cadastral_identifier is 'Id of a near address in Matrikkelen (nærAdresseIdentifikatorFraMatrikkelen). FREG.';
comment on column mart.person_address.move_date is 'When the person moved there (flyttedato). FREG.';
comment on column mart.person_address.present_address_date is 'From when the present address holds (oppholdsadressedato). FREG.';
comment on column mart.person_address.stay_elsewhere is 'Why the person stays elsewhere (oppholdAnnetSted). FREG.';
comment on column mart.person_address.basic_statistical_unit is 'Basic statistical unit within the municipality (grunnkrets): 401 means 0401. FREG, residential only.';
comment on column mart.person_address.constituency is 'Constituency (stemmekrets). FREG.';
comment on column mart.person_address.school_district is 'School district (skolekrets). FREG.';
comment on column mart.person_address.church_district is 'Church district (kirkekrets). FREG.';
comment on column mart.person_address.full_basic_statistical_unit_number is 'Full number of the basic statistical unit (grunnkrets), eight digits. FREG for residential, Matrikkelen for the others.';
comment on column mart.person_address.basic_statistical_unit_name is 'Name of the basic statistical unit. SSB, KLASS 1.';
comment on column mart.person_address.urban_district_code is 'Urban district (bydel) that provides municipal services, six digits. The city; SSB, KLASS 103 where it is the same.';
comment on column mart.person_address.urban_district_name is 'Name of the service-providing urban district.';
comment on column mart.person_address.geographical_urban_district_code is 'Geographical urban district (bydel), six digits. SSB, KLASS 1 to 103.';
comment on column mart.person_address.geographical_urban_district_name is 'Name of the geographical urban district. SSB, KLASS 103.';
comment on column mart.person_address.unit_today is 'Unit that today''s Matrikkelen gives a historical address, where it is not the row''s own number. Matrikkelen.';
comment on column mart.person_address.match_rule is 'The rule that found the unit: `freg`, `address-id`, `street-key` or `cadastral-key`; null when none did. Ours.';
comment on column mart.person_address.match_candidates is 'How many addresses of Matrikkelen the last rule found. Ours.';
comment on column mart.person_address.match_reason is 'Why there is no unit, or what is doubtful about it. Ours.';
comment on column mart.person_address.valid_from_date is 'The Norwegian date of valid_from. Ours.';
comment on column mart.person_address.ends_on is 'The first Norwegian date on which the row no longer holds: where the next row begins, or where it ended. Ours.';
comment on column mart.person_address.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column mart.person_address.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column mart.person_address.source is 'Who reported it (kilde). FREG.';
comment on column mart.person_address.reason is 'Why it was registered (årsak). FREG.';
comment on column mart.person_address.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column mart.person_address.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create table mart.person_marital_status (
    person_id uuid not null,
    version_number integer not null,
    status text collate "C",
    status_date date,
    authority text collate "C",
    municipality_number text collate "C",
    municipality_name text collate "C",
    county_number text collate "C",
    county_name text collate "C",
    code_resolution text collate "C",
    code_state text collate "C",
    place text collate "C",
    abroad text collate "C",
    registered_at timestamptz,
    is_valid boolean,
    source text collate "C",
    reason text collate "C",
    valid_from timestamptz,
    valid_to timestamptz,
    primary key (person_id, version_number)
);
comment on table mart.person_marital_status is 'One version of a person''s marital status (sivilstand). Of a graded person place, authority and abroad are left empty here.';
comment on column mart.person_marital_status.person_id is 'The person: `mart.person`.';
comment on column mart.person_marital_status.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column mart.person_marital_status.status is 'Marital status (sivilstand) in the Person API''s terms. FREG.';
comment on column mart.person_marital_status.status_date is 'Its date (sivilstandsdato). FREG.';
comment on column mart.person_marital_status.authority is 'Authority (myndighet). FREG.';
comment on column mart.person_marital_status.municipality_number is 'Municipality number (kommune), four digits, as FREG has it. FREG.';
comment on column mart.person_marital_status.municipality_name is 'Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column mart.person_marital_status.county_number is 'County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column mart.person_marital_status.county_name is 'County name (fylkesnavn). SSB, KLASS 104.';
comment on column mart.person_marital_status.code_resolution is 'Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column mart.person_marital_status.code_state is 'Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column mart.person_marital_status.place is 'Place (sted). FREG.';
comment on column mart.person_marital_status.abroad is 'Place abroad (utland). FREG.';
comment on column mart.person_marital_status.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column mart.person_marital_status.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column mart.person_marital_status.source is 'Who reported it (kilde). FREG.';
comment on column mart.person_marital_status.reason is 'Why it was registered (årsak). FREG.';
comment on column mart.person_marital_status.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column mart.person_marital_status.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create table mart.person_birth (
    person_id uuid not null,
    version_number integer not null,
    birth_date date,
    birth_year integer,
    birth_country text collate "C",
    birth_place text collate "C",
    birth_municipality_number text collate "C",
    birth_municipality_name text collate "C",
    birth_county_number text collate "C",
    birth_county_name text collate "C",
    birth_code_resolution text collate "C",
    birth_code_state text collate "C",
    registered_at timestamptz,
    is_valid boolean,
    source text collate "C",
    reason text collate "C",
    valid_from timestamptz,
    valid_to timestamptz,
    primary key (person_id, version_number)
);
comment on table mart.person_birth is 'One version of a person''s birth (fødsel). Of a graded person only the country is here.';
comment on column mart.person_birth.person_id is 'The person: `mart.person`.';
comment on column mart.person_birth.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column mart.person_birth.birth_date is 'Birth date (fødselsdato). FREG.';
comment on column mart.person_birth.birth_year is 'Birth year (fødselsår). FREG.';
comment on column mart.person_birth.birth_country is 'Birth country (fødeland), ISO 3166 alpha-3. FREG.';
comment on column mart.person_birth.birth_place is 'Place of birth (fødested). FREG.';
comment on column mart.person_birth.birth_municipality_number is 'Municipality number (fødekommune i Norge), four digits, as FREG has it. FREG.';
comment on column mart.person_birth.birth_municipality_name is 'Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column mart.person_birth.birth_county_number is 'County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column mart.person_birth.birth_county_name is 'County name (fylkesnavn). SSB, KLASS 104.';
comment on column mart.person_birth.birth_code_resolution is 'Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column mart.person_birth.birth_code_state is 'Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column mart.person_birth.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column mart.person_birth.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column mart.person_birth.source is 'Who reported it (kilde). FREG.';
comment on column mart.person_birth.reason is 'Why it was registered (årsak). FREG.';
comment on column mart.person_birth.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column mart.person_birth.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create table mart.person_name (
    person_id uuid not null,
    version_number integer not null,
    first_name text collate "C",
    middle_name text collate "C",
    last_name text collate "C",
    short_name text collate "C",
    registered_at timestamptz,
    is_valid boolean,
    source text collate "C",
    reason text collate "C",
    valid_from timestamptz,
    valid_to timestamptz,
    primary key (person_id, version_number)
);
comment on table mart.person_name is 'One version of a person''s name (navn).';
comment on column mart.person_name.person_id is 'The person: `mart.person`.';
comment on column mart.person_name.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column mart.person_name.first_name is 'First name (fornavn). FREG.';
comment on column mart.person_name.middle_name is 'Middle name (mellomnavn). FREG.';
comment on column mart.person_name.last_name is 'Last name (etternavn). FREG.';
comment on column mart.person_name.short_name is 'Shortened name (forkortet navn), at most 40 characters. FREG.';
comment on column mart.person_name.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column mart.person_name.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column mart.person_name.source is 'Who reported it (kilde). FREG.';
comment on column mart.person_name.reason is 'Why it was registered (årsak). FREG.';
comment on column mart.person_name.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column mart.person_name.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create table mart.person_status (
    person_id uuid not null,
    version_number integer not null,
    status text collate "C",
    registered_at timestamptz,
    is_valid boolean,
    source text collate "C",
    reason text collate "C",
    valid_from timestamptz,
    valid_to timestamptz,
    primary key (person_id, version_number)
);
comment on table mart.person_status is 'One version of a person''s status (status).';
comment on column mart.person_status.person_id is 'The person: `mart.person`.';
comment on column mart.person_status.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column mart.person_status.status is 'Person status in the Person API''s terms. FREG.';
comment on column mart.person_status.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column mart.person_status.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column mart.person_status.source is 'Who reported it (kilde). FREG.';
comment on column mart.person_status.reason is 'Why it was registered (årsak). FREG.';
comment on column mart.person_status.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column mart.person_status.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create table mart.person_citizenship (
    person_id uuid not null,
    version_number integer not null,
    citizenship text collate "C",
    acquired_on date,
    registered_at timestamptz,
    is_valid boolean,
    source text collate "C",
    reason text collate "C",
    valid_from timestamptz,
    valid_to timestamptz,
    primary key (person_id, version_number)
);
comment on table mart.person_citizenship is 'One version of one citizenship (statsborgerskap).';
comment on column mart.person_citizenship.person_id is 'The person: `mart.person`.';
comment on column mart.person_citizenship.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column mart.person_citizenship.citizenship is 'Country (statsborgerskap), ISO 3166 alpha-3. FREG.';
comment on column mart.person_citizenship.acquired_on is 'When it was acquired (ervervsdato). FREG.';
comment on column mart.person_citizenship.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column mart.person_citizenship.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column mart.person_citizenship.source is 'Who reported it (kilde). FREG.';
comment on column mart.person_citizenship.reason is 'Why it was registered (årsak). FREG.';
comment on column mart.person_citizenship.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column mart.person_citizenship.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create table mart.person_identifier (
    person_id uuid not null,
    version_number integer not null,
    identification_number text collate "C" not null,
    identification_number_type text collate "C",
    status text collate "C",
    registered_at timestamptz,
    is_valid boolean,
    source text collate "C",
    reason text collate "C",
    valid_from timestamptz,
    valid_to timestamptz,
    primary key (person_id, version_number)
);
comment on table mart.person_identifier is 'One number that a person has or had (identifikasjonsnummer).';
comment on column mart.person_identifier.person_id is 'The person: `mart.person`.';
comment on column mart.person_identifier.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column mart.person_identifier.identification_number is 'Fødselsnummer or D-number, eleven digits. FREG.';
comment on column mart.person_identifier.identification_number_type is '`NationalIdentityNumber` or `DNumber` (identifikatortype). FREG.';
comment on column mart.person_identifier.status is '`InUse` or `Discontinued` (status). FREG.';
comment on column mart.person_identifier.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column mart.person_identifier.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column mart.person_identifier.source is 'Who reported it (kilde). FREG.';
comment on column mart.person_identifier.reason is 'Why it was registered (årsak). FREG.';
comment on column mart.person_identifier.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column mart.person_identifier.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create table mart.person_contact (
    person_id uuid not null,
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
    primary key (person_id)
);
comment on table mart.person_contact is 'What the Common Contact Register (KRR) holds of a person; no row when it holds nothing.';
comment on column mart.person_contact.person_id is 'The person: `mart.person`.';
comment on column mart.person_contact.contact_state is '`Active`, `Deleted` or `NotRegistered`. Ours, from KRR.';
comment on column mart.person_contact.reservation is 'Whether the person has opted out of electronic communication (reservasjon): `Yes` or `No`. KRR.';
comment on column mart.person_contact.contact_status is 'Status in the register (status): `Active`, `Deleted` or `NotRegistered`. KRR.';
comment on column mart.person_contact.notification_status is 'Whether the person can be notified (varslingsstatus): `CanBeNotified` or `CanNotBeNotified`. KRR.';
comment on column mart.person_contact.language is 'Preferred language (språk): nb, nn, en or se. KRR.';
comment on column mart.person_contact.email_usable_until is 'First Norwegian date on which the e-mail address no longer serves for notices: 18 months after the later of updated and verified. Ours, by eForvaltningsforskriften § 32.';
comment on column mart.person_contact.phone_usable_until is 'The same for the mobile number. Ours.';
comment on column mart.person_contact.email is 'E-mail address (epostadresse). KRR.';
comment on column mart.person_contact.email_last_updated is 'When it was updated (epostadresse_oppdatert). KRR.';
comment on column mart.person_contact.email_last_verified is 'When it was verified (epostadresse_sist_verifisert). KRR.';
comment on column mart.person_contact.phone_number is 'Mobile number (mobiltelefonnummer). KRR.';
comment on column mart.person_contact.phone_number_last_updated is 'When it was updated (mobiltelefonnummer_oppdatert). KRR.';
comment on column mart.person_contact.phone_number_last_verified is 'When it was verified (mobiltelefonnummer_sist_verifisert). KRR.';
comment on column mart.person_contact.digital_post_address is 'Digital postbox (postkasseadresse). KRR.';
comment on column mart.person_contact.digital_post_vendor_address is 'Its vendor''s organisation number (postkasseleverandøradresse), as text. KRR.';
comment on column mart.person_contact.certificate is 'Certificate for digital post (sertifikat); empty unless loading it is switched on. KRR.';
comment on column mart.person_contact.language_last_updated is 'When the language was updated (spraak_oppdatert). KRR.';

create index person_identifier_number on mart.person_identifier (identification_number);
create index person_residential_municipality on mart.person (residential_municipality_number);
