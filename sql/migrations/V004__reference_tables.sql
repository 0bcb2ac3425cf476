-- Codes in their validity: the seed's two combined datasets, their parents, and our own code lists.

create table mart.county (
    county_number text collate "C" not null,
    valid_from date,
    valid_to date,
    county_name text collate "C",
    unique nulls not distinct (county_number, valid_from)
);
comment on table mart.county is 'A county (fylke) in one period. SSB, KLASS 104.';
comment on column mart.county.county_number is 'County number (fylkesnummer), two digits.';
comment on column mart.county.valid_from is 'From this date; null when it is not known.';
comment on column mart.county.valid_to is 'Until this date, exclusive; null while it holds.';
comment on column mart.county.county_name is 'County name (fylkesnavn), Sámi and Kven parts included.';

create table mart.municipality (
    municipality_number text collate "C" not null,
    valid_from date,
    valid_to date,
    municipality_name text collate "C",
    county_number text collate "C",
    county_name text collate "C",
    unique nulls not distinct (municipality_number, valid_from)
);
comment on table mart.municipality is 'A municipality (kommune) in one period, with its county. SSB, KLASS 131 to 104.';
comment on column mart.municipality.municipality_number is 'Municipality number (kommunenummer), four digits.';
comment on column mart.municipality.valid_from is 'From this date; null when it is not known.';
comment on column mart.municipality.valid_to is 'Until this date, exclusive; null while it holds.';
comment on column mart.municipality.municipality_name is 'Municipality name (kommunenavn), Sámi and Kven parts included.';
comment on column mart.municipality.county_number is 'Its county (fylkesnummer).';
comment on column mart.municipality.county_name is 'Name of the county (fylkesnavn).';

create table mart.urban_district (
    urban_district_code text collate "C" not null,
    valid_from date,
    valid_to date,
    urban_district_name text collate "C",
    municipality_number text collate "C",
    unique nulls not distinct (urban_district_code, valid_from)
);
comment on table mart.urban_district is 'An urban district (bydel) in one period. SSB, KLASS 103.';
comment on column mart.urban_district.urban_district_code is 'Six digits: municipality and district.';
comment on column mart.urban_district.valid_from is 'From this date; null when it is not known.';
comment on column mart.urban_district.valid_to is 'Until this date, exclusive; null while it holds.';
comment on column mart.urban_district.urban_district_name is 'Its name (bydelsnavn).';
comment on column mart.urban_district.municipality_number is 'Its municipality (kommunenummer).';

create table mart.basic_statistical_unit (
    basic_statistical_unit_number text collate "C" not null,
    valid_from date,
    valid_to date,
    basic_statistical_unit_name text collate "C",
    municipality_number text collate "C",
    urban_district_code text collate "C",
    urban_district_name text collate "C",
    geographical_urban_district_code text collate "C",
    geographical_urban_district_name text collate "C",
    unique nulls not distinct (basic_statistical_unit_number, valid_from)
);
comment on table mart.basic_statistical_unit is 'A basic statistical unit (grunnkrets) in one period, with its municipality and both urban districts. SSB, KLASS 1 to 103; the city of Oslo.';
comment on column mart.basic_statistical_unit.basic_statistical_unit_number is 'Eight digits: municipality and unit.';
comment on column mart.basic_statistical_unit.valid_from is 'From this date; null when it is not known.';
comment on column mart.basic_statistical_unit.valid_to is 'Until this date, exclusive; null while it holds.';
comment on column mart.basic_statistical_unit.basic_statistical_unit_name is 'Its name (grunnkretsnavn).';
comment on column mart.basic_statistical_unit.municipality_number is 'Its municipality (kommunenummer).';
comment on column mart.basic_statistical_unit.urban_district_code is 'Urban district that provides municipal services; null where the city has none for it.';
comment on column mart.basic_statistical_unit.urban_district_name is 'Name of that district.';
comment on column mart.basic_statistical_unit.geographical_urban_district_code is 'Geographical urban district; null outside the cities that have them.';
comment on column mart.basic_statistical_unit.geographical_urban_district_name is 'Name of that district.';

create table mart.code (
    code_list text collate "C" not null,
    code text collate "C" not null,
    norwegian_term text collate "C",
    primary key (code_list, code)
);
comment on table mart.code is 'A value of a code list of the mart, with the register''s own term.';
comment on column mart.code.code_list is 'The list, named as the columns that use it.';
comment on column mart.code.code is 'The value as it stands in the mart.';
comment on column mart.code.norwegian_term is 'The value as the register writes it; null where the code is ours.';

create table mart.generation (
    generation integer not null,
    published_at timestamptz not null,
    as_of_date date not null,
    sources jsonb not null,
    counts jsonb not null,
    match_rates jsonb not null,
    export_generation integer,
    primary key (generation)
);
comment on table mart.generation is 'A publication: everything that is served together.';
comment on column mart.generation.generation is 'Numbered 1, 2, 3 …';
comment on column mart.generation.published_at is 'When it was published: the only value in the mart that comes from the clock.';
comment on column mart.generation.as_of_date is 'The Norwegian date that current addresses are resolved at.';
comment on column mart.generation.sources is 'As-of instant of each source''s delivery.';
comment on column mart.generation.counts is 'Rows of each public table.';
comment on column mart.generation.match_rates is 'Addresses that can have a unit, and how many have one, by kind and rule, of public rows.';
comment on column mart.generation.export_generation is 'The full Parquet export that belongs to it.';
