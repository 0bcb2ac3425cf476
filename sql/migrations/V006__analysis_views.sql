-- Views without identifying and contact columns: generated from the column lines of the pipeline, held equal to them by a test.

create view analysis.person as
select
    person_id,
    identification_number_type,
    status,
    gender,
    birth_date,
    birth_year,
    birth_country,
    death_date,
    marital_status,
    marital_status_date,
    residential_form,
    residential_municipality_number,
    residential_municipality_name,
    residential_county_number,
    residential_county_name,
    residential_code_resolution,
    residential_code_state,
    residential_separately_occupied_unit_type,
    residential_city_name,
    residential_postal_code,
    residential_foreign_district,
    residential_foreign_region,
    residential_foreign_country,
    residential_move_date,
    residential_present_address_date,
    residential_stay_elsewhere,
    residential_basic_statistical_unit,
    residential_constituency,
    residential_school_district,
    residential_church_district,
    residential_full_basic_statistical_unit_number,
    residential_basic_statistical_unit_name,
    residential_urban_district_code,
    residential_urban_district_name,
    residential_geographical_urban_district_code,
    residential_geographical_urban_district_name,
    residential_unit_today,
    residential_match_rule,
    residential_match_candidates,
    residential_match_reason,
    present_form,
    present_municipality_number,
    present_municipality_name,
    present_county_number,
    present_county_name,
    present_code_resolution,
    present_code_state,
    present_separately_occupied_unit_type,
    present_city_name,
    present_postal_code,
    present_foreign_district,
    present_foreign_region,
    present_foreign_country,
    present_move_date,
    present_present_address_date,
    present_stay_elsewhere,
    present_basic_statistical_unit,
    present_constituency,
    present_school_district,
    present_church_district,
    present_full_basic_statistical_unit_number,
    present_basic_statistical_unit_name,
    present_urban_district_code,
    present_urban_district_name,
    present_geographical_urban_district_code,
    present_geographical_urban_district_name,
    present_unit_today,
    present_match_rule,
    present_match_candidates,
    present_match_reason,
    contact_state,
    reservation,
    contact_status,
    notification_status,
    language,
    email_usable_until,
    phone_usable_until
from mart.person;
comment on view analysis.person is 'A person as of the generation: the current number, name, statuses and ungraded current addresses with all enrichment. A person with graded addresses looks like one without any.';
comment on column analysis.person.person_id is 'Stable id of the person: keyed hash of the number under which it was first published. Ours.';
comment on column analysis.person.identification_number_type is '`NationalIdentityNumber` or `DNumber` (identifikatortype). FREG.';
comment on column analysis.person.status is 'Current person status (status) in the Person API''s terms. FREG.';
comment on column analysis.person.gender is '`Female` or `Male` (kjønn). FREG.';
comment on column analysis.person.birth_date is 'Birth date (fødselsdato). FREG.';
comment on column analysis.person.birth_year is 'Birth year (fødselsår). FREG.';
comment on column analysis.person.birth_country is 'Birth country (fødeland), ISO 3166 alpha-3. FREG.';
comment on column analysis.person.death_date is 'Date of death (dødsdato). FREG.';
comment on column analysis.person.marital_status is 'Current marital status (sivilstand) in the Person API''s terms. FREG.';
comment on column analysis.person.marital_status_date is 'Its date (sivilstandsdato). FREG.';
comment on column analysis.person.residential_form is 'Current residential address: How the address is written: `street` (vegadresse), `cadastral` (matrikkeladresse), `unknown-residence` (ukjent bosted), `foreign` (utenlandsk adresse) or `address-unknown`. FREG.';
comment on column analysis.person.residential_municipality_number is 'Current residential address: Municipality number (kommunenummer), four digits, as FREG has it. FREG.';
comment on column analysis.person.residential_municipality_name is 'Current residential address: Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column analysis.person.residential_county_number is 'Current residential address: County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column analysis.person.residential_county_name is 'Current residential address: County name (fylkesnavn). SSB, KLASS 104.';
comment on column analysis.person.residential_code_resolution is 'Current residential address: Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column analysis.person.residential_code_state is 'Current residential address: Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column analysis.person.residential_separately_occupied_unit_type is 'Current residential address: Kind of dwelling (bruksenhetstype). FREG.';
comment on column analysis.person.residential_city_name is 'Current residential address: Postal place (poststedsnavn). FREG.';
comment on column analysis.person.residential_postal_code is 'Current residential address: Postal code (postnummer, or postkode abroad). FREG.';
comment on column analysis.person.residential_foreign_district is 'Current residential address: Abroad: district (distriktsnavn). FREG.';
comment on column analysis.person.residential_foreign_region is 'Current residential address: Abroad: region. FREG.';
comment on column analysis.person.residential_foreign_country is 'Current residential address: Abroad: country (landkode), ISO 3166 alpha-2; YY is unknown. FREG.';
comment on column analysis.person.residential_move_date is 'Current residential address: When the person moved there (flyttedato). FREG.';
comment on column analysis.person.residential_present_address_date is 'Current residential address: From when the present address holds (oppholdsadressedato). FREG.';
comment on column analysis.person.residential_stay_elsewhere is 'Current residential address: Why the person stays elsewhere (oppholdAnnetSted). FREG.';
comment on column analysis.person.residential_basic_statistical_unit is 'Current residential address: Basic statistical unit within the municipality (grunnkrets): 401 means 0401. FREG, residential only.';
comment on column analysis.person.residential_constituency is 'Current residential address: Constituency (stemmekrets). FREG.';
comment on column analysis.person.residential_school_district is 'Current residential address: School district (skolekrets). FREG.';
comment on column analysis.person.residential_church_district is 'Current residential address: Church district (kirkekrets). FREG.';
comment on column analysis.person.residential_full_basic_statistical_unit_number is 'Current residential address: Full number of the basic statistical unit (grunnkrets), eight digits. FREG for residential, Matrikkelen for the others.';
comment on column analysis.person.residential_basic_statistical_unit_name is 'Current residential address: Name of the basic statistical unit. SSB, KLASS 1.';
comment on column analysis.person.residential_urban_district_code is 'Current residential address: Urban district (bydel) that provides municipal services, six digits. The city; SSB, KLASS 103 where it is the same.';
comment on column analysis.person.residential_urban_district_name is 'Current residential address: Name of the service-providing urban district.';
comment on column analysis.person.residential_geographical_urban_district_code is 'Current residential address: Geographical urban district (bydel), six digits. SSB, KLASS 1 to 103.';
comment on column analysis.person.residential_geographical_urban_district_name is 'Current residential address: Name of the geographical urban district. SSB, KLASS 103.';
comment on column analysis.person.residential_unit_today is 'Current residential address: Unit that today''s Matrikkelen gives a historical address, where it is not the row''s own number. Matrikkelen.';
comment on column analysis.person.residential_match_rule is 'Current residential address: The rule that found the unit: `freg`, `address-id`, `street-key` or `cadastral-key`; null when none did. Ours.';
comment on column analysis.person.residential_match_candidates is 'Current residential address: How many addresses of Matrikkelen the last rule found. Ours.';
comment on column analysis.person.residential_match_reason is 'Current residential address: Why there is no unit, or what is doubtful about it. Ours.';
comment on column analysis.person.present_form is 'Current present address: How the address is written: `street` (vegadresse), `cadastral` (matrikkeladresse), `unknown-residence` (ukjent bosted), `foreign` (utenlandsk adresse) or `address-unknown`. FREG.';
comment on column analysis.person.present_municipality_number is 'Current present address: Municipality number (kommunenummer), four digits, as FREG has it. FREG.';
comment on column analysis.person.present_municipality_name is 'Current present address: Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column analysis.person.present_county_number is 'Current present address: County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column analysis.person.present_county_name is 'Current present address: County name (fylkesnavn). SSB, KLASS 104.';
comment on column analysis.person.present_code_resolution is 'Current present address: Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column analysis.person.present_code_state is 'Current present address: Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column analysis.person.present_separately_occupied_unit_type is 'Current present address: Kind of dwelling (bruksenhetstype). FREG.';
comment on column analysis.person.present_city_name is 'Current present address: Postal place (poststedsnavn). FREG.';
comment on column analysis.person.present_postal_code is 'Current present address: Postal code (postnummer, or postkode abroad). FREG.';
comment on column analysis.person.present_foreign_district is 'Current present address: Abroad: district (distriktsnavn). FREG.';
comment on column analysis.person.present_foreign_region is 'Current present address: Abroad: region. FREG.';
comment on column analysis.person.present_foreign_country is 'Current present address: Abroad: country (landkode), ISO 3166 alpha-2; YY is unknown. FREG.';
comment on column analysis.person.present_move_date is 'Current present address: When the person moved there (flyttedato). FREG.';
comment on column analysis.person.present_present_address_date is 'Current present address: From when the present address holds (oppholdsadressedato). FREG.';
comment on column analysis.person.present_stay_elsewhere is 'Current present address: Why the person stays elsewhere (oppholdAnnetSted). FREG.';
comment on column analysis.person.present_basic_statistical_unit is 'Current present address: Basic statistical unit within the municipality (grunnkrets): 401 means 0401. FREG, residential only.';
comment on column analysis.person.present_constituency is 'Current present address: Constituency (stemmekrets). FREG.';
comment on column analysis.person.present_school_district is 'Current present address: School district (skolekrets). FREG.';
comment on column analysis.person.present_church_district is 'Current present address: Church district (kirkekrets). FREG.';
comment on column analysis.person.present_full_basic_statistical_unit_number is 'Current present address: Full number of the basic statistical unit (grunnkrets), eight digits. FREG for residential, Matrikkelen for the others.';
comment on column analysis.person.present_basic_statistical_unit_name is 'Current present address: Name of the basic statistical unit. SSB, KLASS 1.';
comment on column analysis.person.present_urban_district_code is 'Current present address: Urban district (bydel) that provides municipal services, six digits. The city; SSB, KLASS 103 where it is the same.';
comment on column analysis.person.present_urban_district_name is 'Current present address: Name of the service-providing urban district.';
comment on column analysis.person.present_geographical_urban_district_code is 'Current present address: Geographical urban district (bydel), six digits. SSB, KLASS 1 to 103.';
comment on column analysis.person.present_geographical_urban_district_name is 'Current present address: Name of the geographical urban district. SSB, KLASS 103.';
comment on column analysis.person.present_unit_today is 'Current present address: Unit that today''s Matrikkelen gives a historical address, where it is not the row''s own number. Matrikkelen.';
comment on column analysis.person.present_match_rule is 'Current present address: The rule that found the unit: `freg`, `address-id`, `street-key` or `cadastral-key`; null when none did. Ours.';
comment on column analysis.person.present_match_candidates is 'Current present address: How many addresses of Matrikkelen the last rule found. Ours.';
comment on column analysis.person.present_match_reason is 'Current present address: Why there is no unit, or what is doubtful about it. Ours.';
comment on column analysis.person.contact_state is '`Active`, `Deleted`, `NotRegistered`, or `NotDelivered` when the contact register has no record of the person. Ours, from KRR.';
comment on column analysis.person.reservation is 'Common Contact Register: Whether the person has opted out of electronic communication (reservasjon): `Yes` or `No`. KRR.';
comment on column analysis.person.contact_status is 'Common Contact Register: Status in the register (status): `Active`, `Deleted` or `NotRegistered`. KRR.';
comment on column analysis.person.notification_status is 'Common Contact Register: Whether the person can be notified (varslingsstatus): `CanBeNotified` or `CanNotBeNotified`. KRR.';
comment on column analysis.person.language is 'Common Contact Register: Preferred language (språk): nb, nn, en or se. KRR.';
comment on column analysis.person.email_usable_until is 'Common Contact Register: First Norwegian date on which the e-mail address no longer serves for notices: 18 months after the later of updated and verified. Ours, by eForvaltningsforskriften § 32.';
comment on column analysis.person.phone_usable_until is 'Common Contact Register: The same for the mobile number. Ours.';

create view analysis.person_address as
select
    person_id,
    version_number,
    kind,
    form,
    municipality_number,
    municipality_name,
    county_number,
    county_name,
    code_resolution,
    code_state,
    separately_occupied_unit_type,
    city_name,
    postal_code,
    foreign_district,
    foreign_region,
    foreign_country,
    move_date,
    present_address_date,
    stay_elsewhere,
    basic_statistical_unit,
    constituency,
    school_district,
    church_district,
    full_basic_statistical_unit_number,
    basic_statistical_unit_name,
    urban_district_code,
    urban_district_name,
    geographical_urban_district_code,
    geographical_urban_district_name,
    unit_today,
    match_rule,
    match_candidates,
    match_reason,
    valid_from_date,
    ends_on,
    registered_at,
    is_valid,
    source,
    reason,
    valid_from,
    valid_to
from mart.person_address;
comment on view analysis.person_address is 'One version of one residential (bostedsadresse) or present (oppholdsadresse) address. Graded rows are not here.';
comment on column analysis.person_address.person_id is 'The person: `mart.person`.';
comment on column analysis.person_address.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column analysis.person_address.kind is '`residential` or `present`.';
comment on column analysis.person_address.form is 'How the address is written: `street` (vegadresse), `cadastral` (matrikkeladresse), `unknown-residence` (ukjent bosted), `foreign` (utenlandsk adresse) or `address-unknown`. FREG.';
comment on column analysis.person_address.municipality_number is 'Municipality number (kommunenummer), four digits, as FREG has it. FREG.';
comment on column analysis.person_address.municipality_name is 'Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column analysis.person_address.county_number is 'County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column analysis.person_address.county_name is 'County name (fylkesnavn). SSB, KLASS 104.';
comment on column analysis.person_address.code_resolution is 'Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column analysis.person_address.code_state is 'Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column analysis.person_address.separately_occupied_unit_type is 'Kind of dwelling (bruksenhetstype). FREG.';
comment on column analysis.person_address.city_name is 'Postal place (poststedsnavn). FREG.';
comment on column analysis.person_address.postal_code is 'Postal code (postnummer, or postkode abroad). FREG.';
comment on column analysis.person_address.foreign_district is 'Abroad: district (distriktsnavn). FREG.';
comment on column analysis.person_address.foreign_region is 'Abroad: region. FREG.';
comment on column analysis.person_address.foreign_country is 'Abroad: country (landkode), ISO 3166 alpha-2; YY is unknown. FREG.';
comment on column analysis.person_address.move_date is 'When the person moved there (flyttedato). FREG.';
comment on column analysis.person_address.present_address_date is 'From when the present address holds (oppholdsadressedato). FREG.';
comment on column analysis.person_address.stay_elsewhere is 'Why the person stays elsewhere (oppholdAnnetSted). FREG.';
comment on column analysis.person_address.basic_statistical_unit is 'Basic statistical unit within the municipality (grunnkrets): 401 means 0401. FREG, residential only.';
comment on column analysis.person_address.constituency is 'Constituency (stemmekrets). FREG.';
comment on column analysis.person_address.school_district is 'School district (skolekrets). FREG.';
comment on column analysis.person_address.church_district is 'Church district (kirkekrets). FREG.';
comment on column analysis.person_address.full_basic_statistical_unit_number is 'Full number of the basic statistical unit (grunnkrets), eight digits. FREG for residential, Matrikkelen for the others.';
comment on column analysis.person_address.basic_statistical_unit_name is 'Name of the basic statistical unit. SSB, KLASS 1.';
comment on column analysis.person_address.urban_district_code is 'Urban district (bydel) that provides municipal services, six digits. The city; SSB, KLASS 103 where it is the same.';
comment on column analysis.person_address.urban_district_name is 'Name of the service-providing urban district.';
comment on column analysis.person_address.geographical_urban_district_code is 'Geographical urban district (bydel), six digits. SSB, KLASS 1 to 103.';
comment on column analysis.person_address.geographical_urban_district_name is 'Name of the geographical urban district. SSB, KLASS 103.';
comment on column analysis.person_address.unit_today is 'Unit that today''s Matrikkelen gives a historical address, where it is not the row''s own number. Matrikkelen.';
comment on column analysis.person_address.match_rule is 'The rule that found the unit: `freg`, `address-id`, `street-key` or `cadastral-key`; null when none did. Ours.';
comment on column analysis.person_address.match_candidates is 'How many addresses of Matrikkelen the last rule found. Ours.';
comment on column analysis.person_address.match_reason is 'Why there is no unit, or what is doubtful about it. Ours.';
comment on column analysis.person_address.valid_from_date is 'The Norwegian date of valid_from. Ours.';
comment on column analysis.person_address.ends_on is 'The first Norwegian date on which the row no longer holds: where the next row begins, or where it ended. Ours.';
comment on column analysis.person_address.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column analysis.person_address.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column analysis.person_address.source is 'Who reported it (kilde). FREG.';
comment on column analysis.person_address.reason is 'Why it was registered (årsak). FREG.';
comment on column analysis.person_address.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column analysis.person_address.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create view analysis.person_marital_status as
select
    person_id,
    version_number,
    status,
    status_date,
    authority,
    municipality_number,
    municipality_name,
    county_number,
    county_name,
    code_resolution,
    code_state,
    place,
    abroad,
    registered_at,
    is_valid,
    source,
    reason,
    valid_from,
    valid_to
from mart.person_marital_status;
comment on view analysis.person_marital_status is 'One version of a person''s marital status (sivilstand). Of a graded person place, authority and abroad are left empty here.';
comment on column analysis.person_marital_status.person_id is 'The person: `mart.person`.';
comment on column analysis.person_marital_status.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column analysis.person_marital_status.status is 'Marital status (sivilstand) in the Person API''s terms. FREG.';
comment on column analysis.person_marital_status.status_date is 'Its date (sivilstandsdato). FREG.';
comment on column analysis.person_marital_status.authority is 'Authority (myndighet). FREG.';
comment on column analysis.person_marital_status.municipality_number is 'Municipality number (kommune), four digits, as FREG has it. FREG.';
comment on column analysis.person_marital_status.municipality_name is 'Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column analysis.person_marital_status.county_number is 'County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column analysis.person_marital_status.county_name is 'County name (fylkesnavn). SSB, KLASS 104.';
comment on column analysis.person_marital_status.code_resolution is 'Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column analysis.person_marital_status.code_state is 'Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column analysis.person_marital_status.place is 'Place (sted). FREG.';
comment on column analysis.person_marital_status.abroad is 'Place abroad (utland). FREG.';
comment on column analysis.person_marital_status.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column analysis.person_marital_status.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column analysis.person_marital_status.source is 'Who reported it (kilde). FREG.';
comment on column analysis.person_marital_status.reason is 'Why it was registered (årsak). FREG.';
comment on column analysis.person_marital_status.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column analysis.person_marital_status.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create view analysis.person_birth as
select
    person_id,
    version_number,
    birth_date,
    birth_year,
    birth_country,
    birth_place,
    birth_municipality_number,
    birth_municipality_name,
    birth_county_number,
    birth_county_name,
    birth_code_resolution,
    birth_code_state,
    registered_at,
    is_valid,
    source,
    reason,
    valid_from,
    valid_to
from mart.person_birth;
comment on view analysis.person_birth is 'One version of a person''s birth (fødsel). Of a graded person only the country is here.';
comment on column analysis.person_birth.person_id is 'The person: `mart.person`.';
comment on column analysis.person_birth.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column analysis.person_birth.birth_date is 'Birth date (fødselsdato). FREG.';
comment on column analysis.person_birth.birth_year is 'Birth year (fødselsår). FREG.';
comment on column analysis.person_birth.birth_country is 'Birth country (fødeland), ISO 3166 alpha-3. FREG.';
comment on column analysis.person_birth.birth_place is 'Place of birth (fødested). FREG.';
comment on column analysis.person_birth.birth_municipality_number is 'Municipality number (fødekommune i Norge), four digits, as FREG has it. FREG.';
comment on column analysis.person_birth.birth_municipality_name is 'Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131.';
comment on column analysis.person_birth.birth_county_number is 'County number (fylkesnummer), two digits. SSB, KLASS 131 to 104.';
comment on column analysis.person_birth.birth_county_name is 'County name (fylkesnavn). SSB, KLASS 104.';
comment on column analysis.person_birth.birth_code_resolution is 'Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or `unknown-code`. Ours.';
comment on column analysis.person_birth.birth_code_state is 'Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.';
comment on column analysis.person_birth.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column analysis.person_birth.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column analysis.person_birth.source is 'Who reported it (kilde). FREG.';
comment on column analysis.person_birth.reason is 'Why it was registered (årsak). FREG.';
comment on column analysis.person_birth.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column analysis.person_birth.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create view analysis.person_name as
select
    person_id,
    version_number,
    registered_at,
    is_valid,
    source,
    reason,
    valid_from,
    valid_to
from mart.person_name;
comment on view analysis.person_name is 'One version of a person''s name (navn).';
comment on column analysis.person_name.person_id is 'The person: `mart.person`.';
comment on column analysis.person_name.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column analysis.person_name.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column analysis.person_name.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column analysis.person_name.source is 'Who reported it (kilde). FREG.';
comment on column analysis.person_name.reason is 'Why it was registered (årsak). FREG.';
comment on column analysis.person_name.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column analysis.person_name.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create view analysis.person_status as
select
    person_id,
    version_number,
    status,
    registered_at,
    is_valid,
    source,
    reason,
    valid_from,
    valid_to
from mart.person_status;
comment on view analysis.person_status is 'One version of a person''s status (status).';
comment on column analysis.person_status.person_id is 'The person: `mart.person`.';
comment on column analysis.person_status.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column analysis.person_status.status is 'Person status in the Person API''s terms. FREG.';
comment on column analysis.person_status.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column analysis.person_status.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column analysis.person_status.source is 'Who reported it (kilde). FREG.';
comment on column analysis.person_status.reason is 'Why it was registered (årsak). FREG.';
comment on column analysis.person_status.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column analysis.person_status.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create view analysis.person_citizenship as
select
    person_id,
    version_number,
    citizenship,
    acquired_on,
    registered_at,
    is_valid,
    source,
    reason,
    valid_from,
    valid_to
from mart.person_citizenship;
comment on view analysis.person_citizenship is 'One version of one citizenship (statsborgerskap).';
comment on column analysis.person_citizenship.person_id is 'The person: `mart.person`.';
comment on column analysis.person_citizenship.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column analysis.person_citizenship.citizenship is 'Country (statsborgerskap), ISO 3166 alpha-3. FREG.';
comment on column analysis.person_citizenship.acquired_on is 'When it was acquired (ervervsdato). FREG.';
comment on column analysis.person_citizenship.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column analysis.person_citizenship.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column analysis.person_citizenship.source is 'Who reported it (kilde). FREG.';
comment on column analysis.person_citizenship.reason is 'Why it was registered (årsak). FREG.';
comment on column analysis.person_citizenship.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column analysis.person_citizenship.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create view analysis.person_identifier as
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
    valid_to
from mart.person_identifier;
comment on view analysis.person_identifier is 'One number that a person has or had (identifikasjonsnummer).';
comment on column analysis.person_identifier.person_id is 'The person: `mart.person`.';
comment on column analysis.person_identifier.version_number is 'Numbers the versions of this person in this table from 1, in the register''s order.';
comment on column analysis.person_identifier.identification_number_type is '`NationalIdentityNumber` or `DNumber` (identifikatortype). FREG.';
comment on column analysis.person_identifier.status is '`InUse` or `Discontinued` (status). FREG.';
comment on column analysis.person_identifier.registered_at is 'When the register was updated (ajourholdstidspunkt). FREG.';
comment on column analysis.person_identifier.is_valid is 'Whether the version is the one that holds (erGjeldende). FREG.';
comment on column analysis.person_identifier.source is 'Who reported it (kilde). FREG.';
comment on column analysis.person_identifier.reason is 'Why it was registered (årsak). FREG.';
comment on column analysis.person_identifier.valid_from is 'From when it holds (gyldighetstidspunkt). FREG.';
comment on column analysis.person_identifier.valid_to is 'When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG.';

create view analysis.person_contact as
select
    person_id,
    contact_state,
    reservation,
    contact_status,
    notification_status,
    language,
    email_usable_until,
    phone_usable_until,
    email_last_updated,
    email_last_verified,
    phone_number_last_updated,
    phone_number_last_verified,
    digital_post_vendor_address,
    language_last_updated
from mart.person_contact;
comment on view analysis.person_contact is 'What the Common Contact Register (KRR) holds of a person; no row when it holds nothing.';
comment on column analysis.person_contact.person_id is 'The person: `mart.person`.';
comment on column analysis.person_contact.contact_state is '`Active`, `Deleted` or `NotRegistered`. Ours, from KRR.';
comment on column analysis.person_contact.reservation is 'Whether the person has opted out of electronic communication (reservasjon): `Yes` or `No`. KRR.';
comment on column analysis.person_contact.contact_status is 'Status in the register (status): `Active`, `Deleted` or `NotRegistered`. KRR.';
comment on column analysis.person_contact.notification_status is 'Whether the person can be notified (varslingsstatus): `CanBeNotified` or `CanNotBeNotified`. KRR.';
comment on column analysis.person_contact.language is 'Preferred language (språk): nb, nn, en or se. KRR.';
comment on column analysis.person_contact.email_usable_until is 'First Norwegian date on which the e-mail address no longer serves for notices: 18 months after the later of updated and verified. Ours, by eForvaltningsforskriften § 32.';
comment on column analysis.person_contact.phone_usable_until is 'The same for the mobile number. Ours.';
comment on column analysis.person_contact.email_last_updated is 'When it was updated (epostadresse_oppdatert). KRR.';
comment on column analysis.person_contact.email_last_verified is 'When it was verified (epostadresse_sist_verifisert). KRR.';
comment on column analysis.person_contact.phone_number_last_updated is 'When it was updated (mobiltelefonnummer_oppdatert). KRR.';
comment on column analysis.person_contact.phone_number_last_verified is 'When it was verified (mobiltelefonnummer_sist_verifisert). KRR.';
comment on column analysis.person_contact.digital_post_vendor_address is 'Its vendor''s organisation number (postkasseleverandøradresse), as text. KRR.';
comment on column analysis.person_contact.language_last_updated is 'When the language was updated (spraak_oppdatert). KRR.';

create view analysis.county as select * from mart.county;
comment on view analysis.county is 'The same as mart.county.';
create view analysis.municipality as select * from mart.municipality;
comment on view analysis.municipality is 'The same as mart.municipality.';
create view analysis.urban_district as select * from mart.urban_district;
comment on view analysis.urban_district is 'The same as mart.urban_district.';
create view analysis.basic_statistical_unit as select * from mart.basic_statistical_unit;
comment on view analysis.basic_statistical_unit is 'The same as mart.basic_statistical_unit.';
create view analysis.code as select * from mart.code;
comment on view analysis.code is 'The same as mart.code.';
create view analysis.generation as select * from mart.generation;
comment on view analysis.generation is 'The same as mart.generation.';
