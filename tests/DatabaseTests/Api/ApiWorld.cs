using Npgsql;

namespace PersonEtl.DatabaseTests.Api;

/// <summary>A few persons put into the mart by plain SQL, as a publication would leave them.</summary>
internal static class ApiWorld
{
    /// <summary>The person of the seed's three examples.</summary>
    public static readonly Guid Seed = new("5eed0000-0000-8000-8000-000000000001");

    public const string SeedNumber = "01912345601";

    /// <summary>A person with history, an old D-number, and an address of every form.</summary>
    public static readonly Guid History = new("5eed0000-0000-8000-8000-000000000002");

    public const string HistoryNumber = "02912345602";
    public const string HistoryOldNumber = "42912345602";

    /// <summary>A person graded Confidential: everything that tells where lies in <c>protected</c>.</summary>
    public static readonly Guid Confidential = new("5eed0000-0000-8000-8000-000000000003");

    /// <summary>A person graded StrictlyConfidential, of whom the table wrongly holds addresses.</summary>
    public static readonly Guid Strict = new("5eed0000-0000-8000-8000-000000000004");

    /// <summary>An id given up by a merger; the person is <see cref="History"/>.</summary>
    public static readonly Guid Alias = new("5eed0000-0000-8000-8000-000000000009");

    private const string Persons = """
        select ops.open_mart();
        insert into mart.generation values (1, '2026-11-24T03:10:00Z', '2026-11-23', '{"freg": "2026-11-23T22:00:00Z"}', '{"person": 4}', '[{"kind": "residential", "canHaveUnit": 3, "withUnit": 3, "byRule": {"freg": 3}}]', null);

        insert into mart.person (person_id, identification_number, gender, death_date, contact_state) values
            ('5eed0000-0000-8000-8000-000000000001', '01912345601', 'Female', null, 'Active'),
            ('5eed0000-0000-8000-8000-000000000002', '02912345602', 'Male', '2025-06-01', 'NotDelivered'),
            ('5eed0000-0000-8000-8000-000000000003', '03912345603', 'Female', null, 'NotDelivered'),
            ('5eed0000-0000-8000-8000-000000000004', '04912345604', null, null, 'NotDelivered');

        insert into mart.person_identifier (person_id, version_number, identification_number, identification_number_type, status, is_valid, valid_to) values
            ('5eed0000-0000-8000-8000-000000000001', 1, '01912345601', 'NationalIdentityNumber', 'InUse', true, null),
            ('5eed0000-0000-8000-8000-000000000002', 1, '42912345602', 'DNumber', 'Discontinued', false, '2010-01-01Z'),
            ('5eed0000-0000-8000-8000-000000000002', 2, '02912345602', 'NationalIdentityNumber', 'InUse', null, null),
            ('5eed0000-0000-8000-8000-000000000003', 1, '03912345603', 'NationalIdentityNumber', 'InUse', true, null),
            ('5eed0000-0000-8000-8000-000000000004', 1, '04912345604', 'NationalIdentityNumber', 'InUse', true, null);

        insert into mart.person_alias values ('5eed0000-0000-8000-8000-000000000009', '5eed0000-0000-8000-8000-000000000002', 1);
        """;

    private const string SeedExamples = """
        insert into mart.person_marital_status (person_id, version_number, status, status_date, authority, municipality_number, municipality_name, county_number, county_name, place, registered_at, is_valid, source, reason, valid_from) values
            ('5eed0000-0000-8000-8000-000000000001', 1, 'Married', '1991-02-09', 'DEN_NORSKE_KIRKE', '0301', 'Oslo', '03', 'Oslo', 'Sist Testkirke', '2022-03-11T15:35:30.143022Z', true, 'Synutopia', 'Patch', '1991-02-09T15:35:30.143021Z');
        insert into protected.person_marital_status (person_id, version_number, related_by_marital_status) values
            ('5eed0000-0000-8000-8000-000000000001', 1, '13926298253');
        insert into mart.person_address (
            person_id, version_number, kind, form, municipality_number, municipality_name, county_number, county_name, separately_occupied_unit_number, separately_occupied_unit_type,
            address_name, house_number, house_letter, address_code, city_name, postal_code, cadastral_identifier, move_date,
            basic_statistical_unit, constituency, school_district, church_district, full_basic_statistical_unit_number, basic_statistical_unit_name,
            urban_district_code, urban_district_name, geographical_urban_district_code, geographical_urban_district_name, registered_at, is_valid, source, reason, valid_from)
        values (
            '5eed0000-0000-8000-8000-000000000001', 1, 'residential', 'street', '5001', 'Trondheim - Tråante', '50', 'Trøndelag - Trööndelage', 'H0101', 'Housing',
            'KONGENS GATE', '120', 'A', '01100', 'TRONDHEIM', '7022', '6344200241', '2019-03-18',
            5218, 22, 5153, 1, '50015218', 'MUNKVOLD',
            '500101', 'Midtbyen', '500101', 'Midtbyen', '2020-03-31T18:41:15Z', true, 'KILDE_DSF', 'Endring av postnummer, skole-, valg- og grunnkrets', '2019-03-17T23:00:00Z');
        insert into mart.person_contact (
            person_id, contact_state, reservation, contact_status, notification_status, language, email, email_last_updated, email_last_verified, phone_number, phone_number_last_updated, phone_number_last_verified,
            digital_post_address, digital_post_vendor_address, certificate, language_last_updated)
        values (
            '5eed0000-0000-8000-8000-000000000001', 'Active', 'Yes', 'Active', 'CanNotBeNotified', 'nb', '01012295312_test@minid.difi.no', '2016-08-05T10:45:15.768Z', '2022-08-05T10:45:15.768Z', '123456789', '2016-08-05T10:45:15.768Z', '2022-08-05T10:45:15.768Z',
            'ola.nordmann#9YDT', '984661185, 922020175', 'X509Certificate', '2022-08-05T10:45:15.768Z');
        """;

    private const string HistoryRows = """
        insert into mart.person_name (person_id, version_number, first_name, last_name, registered_at, is_valid, valid_from, valid_to) values
            ('5eed0000-0000-8000-8000-000000000002', 1, 'ELDST', 'GAMMEL', '2001-01-01Z', false, '2001-01-01Z', null),
            ('5eed0000-0000-8000-8000-000000000002', 2, 'GJELDENDE', 'NY', '2020-01-01Z', true, '2020-01-01Z', null),
            ('5eed0000-0000-8000-8000-000000000002', 3, 'FORRIGE', 'GAMMEL', '2010-01-01Z', null, '2010-01-01Z', '2020-01-01Z');
        insert into mart.person_status (person_id, version_number, status, is_valid) values ('5eed0000-0000-8000-8000-000000000002', 1, 'Disappeared', true);
        insert into mart.person_birth (person_id, version_number, birth_date, birth_year, birth_country, is_valid) values ('5eed0000-0000-8000-8000-000000000002', 1, '1991-11-02', 1991, 'SWE', true);
        insert into mart.person_citizenship (person_id, version_number, citizenship, acquired_on, is_valid) values ('5eed0000-0000-8000-8000-000000000002', 1, 'NOR', '2001-05-17', true);
        insert into mart.person_address (person_id, version_number, kind, form, municipality_number, municipality_name, county_number, county_name, municipality_land_number, title_number, leasehold_number, sub_number, city_name, postal_code, is_valid, valid_from) values
            ('5eed0000-0000-8000-8000-000000000002', 1, 'residential', 'cadastral', '5501', 'Tromsø', '55', 'Troms - Romsa - Tromssa', 12, 3, 0, 2, 'TROMSØ', '9010', true, '2019-01-01Z'),
            ('5eed0000-0000-8000-8000-000000000002', 2, 'residential', 'unknown-residence', '0301', 'Oslo', '03', 'Oslo', null, null, null, null, null, null, false, '2015-01-01Z');
        insert into mart.person_address (person_id, version_number, kind, form, address_name, postal_code, city_name, foreign_district, foreign_country, stay_elsewhere, present_address_date, is_valid, valid_from) values
            ('5eed0000-0000-8000-8000-000000000002', 3, 'present', 'foreign', '12 RUE DU TEST', '75001', 'PARIS', 'ILE', 'FR', 'Abroad', '2020-02-03', true, '2020-02-02T23:00:00Z'),
            ('5eed0000-0000-8000-8000-000000000002', 4, 'present', 'address-unknown', null, null, null, null, null, null, null, false, '2018-01-01Z');
        """;

    private const string Graded = """
        insert into mart.person_marital_status (person_id, version_number, status, status_date, is_valid) values ('5eed0000-0000-8000-8000-000000000003', 1, 'Divorced', '2011-03-04', true);
        insert into protected.person_marital_status (person_id, version_number, related_by_marital_status, authority, municipality_number, municipality_name, county_number, county_name, place) values
            ('5eed0000-0000-8000-8000-000000000003', 1, '05912345605', 'STATSFORVALTEREN', '4601', 'Bergen', '46', 'Vestland', 'HEMMELIGVIK');
        insert into mart.person_birth (person_id, version_number, birth_country, is_valid) values ('5eed0000-0000-8000-8000-000000000003', 1, 'NOR', true);
        insert into protected.person_birth (person_id, version_number, birth_place, birth_municipality_number) values ('5eed0000-0000-8000-8000-000000000003', 1, 'HEMMELIGVIK', '4601');
        insert into protected.person_address_protection (person_id, version_number, level, is_valid) values
            ('5eed0000-0000-8000-8000-000000000003', 1, 'Confidential', true),
            ('5eed0000-0000-8000-8000-000000000004', 1, 'StrictlyConfidential', true);
        insert into protected.person_address (person_id, version_number, kind, address_confidentiality, form, municipality_number, address_name, contract_valid_from, contract_valid_to, is_valid) values
            ('5eed0000-0000-8000-8000-000000000003', 1, 'residential', 'Confidential', 'street', '4601', 'HEMMELIG VEI', null, null, true),
            ('5eed0000-0000-8000-8000-000000000003', 2, 'present', 'ClientAddress', 'street', '4601', 'HEMMELIG VEI', null, null, true),
            ('5eed0000-0000-8000-8000-000000000003', 3, 'shared', 'Confidential', 'street', '4601', 'DELT VEI', '2020-01-01', '2030-01-01', true),
            ('5eed0000-0000-8000-8000-000000000003', 4, 'shared', 'Confidential', 'street', '4601', 'UTLØPT VEI', '2010-01-01', '2026-11-22', true),
            ('5eed0000-0000-8000-8000-000000000004', 1, 'residential', 'StrictlyConfidential', 'street', '4601', 'STRENGT HEMMELIG VEI', null, null, true),
            ('5eed0000-0000-8000-8000-000000000004', 2, 'present', 'Confidential', 'street', '4601', 'STRENGT HEMMELIG VEI', null, null, true),
            ('5eed0000-0000-8000-8000-000000000004', 3, 'shared', 'Unclassified', 'street', '4601', 'STRENGT HEMMELIG VEI', null, null, true);
        """;

    private const string Codes = """
        insert into mart.county values ('18', null, null, 'Nordland - Nordlánnda'), ('03', null, null, 'Oslo');
        insert into mart.municipality values
            ('1806', '2020-01-01', null, 'Narvik', '18', 'Nordland - Nordlánnda'),
            ('1806', null, '1964-01-01', 'Svolvær', '18', 'Nordland'),
            ('1841', null, '2024-01-01', 'Fauske, "gamle"', '18', 'Nordland'),
            ('0301', null, null, 'Oslo', '03', 'Oslo');
        insert into mart.urban_district values ('030105', null, null, 'Frogner', '0301');
        insert into mart.basic_statistical_unit values ('03010101', null, null, 'Rådhuset', '0301', '030105', 'Frogner', '030116', 'Sentrum');
        """;

    public static async Task FillAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        foreach (var sql in new[] { Persons, SeedExamples, HistoryRows, Graded, Codes })
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
