using System.Globalization;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;

namespace PersonEtl.DatabaseTests.Consumer;

/// <summary>The rows of a downloaded export, put together as the persons that the API gives to <c>restricted-access</c> with history. Parquet has instants in milliseconds.</summary>
internal sealed class ExportedPersons : IAsyncDisposable
{
    private const string Macros = """
        create macro day(d) as strftime(d, '%Y-%m-%dT00:00:00Z');
        create macro instant(t) as strftime(make_timestamp(epoch_us(t)), '%Y-%m-%dT%H:%M:%S.%fZ')
        """;

    private const string Validity = "registeredAt: instant(registered_at), isValid: is_valid, source: source, reason: reason, validFrom: instant(valid_from), validTo: instant(valid_to)";
    private const string CurrentOnly = "registeredAt: null, isValid: true, source: null, reason: null, validFrom: null, validTo: null";
    private const string Municipality = "municipalityNumber: municipality_number, municipalityName: municipality_name, countyNumber: county_number, countyName: county_name";
    private const string City = "city: case when city_name is not null or postal_code is not null then {cityName: city_name, postalCode: postal_code} end";
    private const string Dwelling = "separatelyOccupiedUnitNumber: separately_occupied_unit_number, separatelyOccupiedUnitType: separately_occupied_unit_type";
    private const string Unit = "basicStatisticalUnit: basic_statistical_unit, fullBasicStatisticalUnitNumber: full_basic_statistical_unit_number, basicStatisticalUnitName: basic_statistical_unit_name";
    private const string Districts = """
        urbanDistrictCode: urban_district_code, urbanDistrictName: urban_district_name,
        geographicalUrbanDistrictCode: geographical_urban_district_code, geographicalUrbanDistrictName: geographical_urban_district_name
        """;

    private const string Place = $$"""
        streetAddress: case when form = 'street' then {
            {{Dwelling}}, addressName: address_name,
            addressNumber: case when house_number is not null or house_letter is not null then {houseNumber: house_number, houseLetter: house_letter} end,
            addressCode: address_code, addressAdditionalName: address_additional_name, {{City}}, coAddressName: co_address_name, {{Municipality}}
        } end,
        cadastralAddress: case when form = 'cadastral' then {
            {{Dwelling}},
            cadastralNumber: { {{Municipality}}, municipalityLandNumber: municipality_land_number, titleNumber: title_number, leaseholdNumber: leasehold_number },
            subNumber: sub_number, addressAdditionalName: address_additional_name, {{City}}, coAddressName: co_address_name
        } end,
        cadastralIdentifier: cadastral_identifier, addressConfidentiality: 'Unclassified'
        """;

    /// <summary>Of each part: the table with its condition, and what each row becomes.</summary>
    private static readonly IReadOnlyList<(string Part, string From, string Row)> Parts =
    [
        ("norwegianIdentificationNumber", "person_identifier", $"{{ status: status, identificationNumber: identification_number, identificationNumberType: identification_number_type, {Validity} }}"),
        ("status", "person_status where status in ('Resident', 'Emigrated', 'Deceased', 'Discontinued', 'Inactive')", $"{{ status: status, {Validity} }}"),
        ("gender", "person where gender is not null", $"{{ gender: gender, {CurrentOnly} }}"),
        ("birth", "person_birth", $$"""
            { birthDate: day(birth_date), birthYear: birth_year::varchar, birthPlace: birth_place, birthMunicipalityNumber: birth_municipality_number, birthMunicipalityName: birth_municipality_name,
              birthCountyNumber: birth_county_number, birthCountyName: birth_county_name, birthCountry: birth_country, {{Validity}} }
            """),
        ("maritalStatus", "person_marital_status", $"{{ status: status, statusDate: day(status_date), authority: authority, {Municipality}, place: place, abroad: abroad, relatedByMaritalStatus: null, {Validity} }}"),
        ("death", "person where death_date is not null", $"{{ deceasedDate: day(death_date), {CurrentOnly} }}"),
        ("name", "person_name", $"{{ givenName: first_name, middleName: middle_name, familyName: last_name, shortName: short_name, {Validity} }}"),
        ("residentialAddress", "person_address where kind = 'residential'", $$"""
            { {{Place}}, unknownResidence: case when form = 'unknown-residence' then { {{Municipality}} } end, closeCadastralIdentifier: close_cadastral_identifier, moveDate: day(move_date),
              {{Unit}}, constituency: constituency, schoolDistrict: school_district, churchDistrict: church_district, {{Districts}}, {{Validity}} }
            """),
        ("presentAddress", "person_address where kind = 'present'", $$"""
            { {{Place}},
              foreignAddress: case when form = 'foreign' then {
                coAddressName: co_address_name, addressName: address_name, building: foreign_building, floorNumber: foreign_floor_number, housingUnit: foreign_unit, postBox: foreign_post_office_box,
                postCode: postal_code, cityOrPlaceName: city_name, districtName: foreign_district, region: foreign_region, countryCode: foreign_country } end,
              isAddressUnknown: coalesce(form = 'address-unknown', false), presentAddressDate: day(present_address_date), stayElsewhere: stay_elsewhere, {{Unit}}, {{Districts}}, {{Validity}} }
            """),
        ("citizenship", "person_citizenship", $"{{ countryCode: citizenship, aquiredDate: day(acquired_on), {Validity} }}"),
    ];

    private readonly DuckDBConnection connection = new("DataSource=:memory:");

    private ExportedPersons() => this.connection.Open();

    /// <param name="folder">Where the files of each table lie, in a folder of its name.</param>
    public static async Task<ExportedPersons> OpenAsync(string folder)
    {
        var exported = new ExportedPersons();
        await exported.RowsAsync(Macros);
        foreach (var table in Directory.GetDirectories(folder)) await exported.RowsAsync($"create view {Path.GetFileName(table)} as select * from read_parquet('{table}/*.parquet')");
        return exported;
    }

    public async Task<long> CountAsync(string table) => (long)(await RowsAsync($"select count(*) from {table}"))[0][0];

    public async Task<IReadOnlyList<Guid>> IdsAsync() => [.. (await RowsAsync("select person_id from person")).Select(r => Id(r[0]))];

    public async Task<Dictionary<Guid, Guid>> AliasesAsync() => (await RowsAsync("select person_id, survivor_id from person_alias")).ToDictionary(r => Id(r[0]), r => Id(r[1]));

    public async Task<Dictionary<Guid, JsonObject>> ReadAsync()
    {
        var persons = (await IdsAsync()).ToDictionary(id => id, Empty);
        foreach (var (part, from, row) in Parts)
        {
            foreach (var of in await RowsAsync($"select person_id, to_json(list({row})) from {from} group by person_id"))
            {
                var versions = JsonNode.Parse((string)of[1])!.AsArray();
                persons[Id(of[0])][part] = part == "death" ? versions[0]!.DeepClone() : versions;
            }
        }
        return persons;
    }

    public ValueTask DisposeAsync() => this.connection.DisposeAsync();

    private static Guid Id(object value) => Guid.Parse((string)value, CultureInfo.InvariantCulture);

    private static JsonObject Empty(Guid id)
    {
        var person = new JsonObject { ["sharedResidence"] = new JsonArray(), ["id"] = id.ToString() };
        foreach (var (part, _, _) in Parts) person[part] = part == "death" ? null : new JsonArray();
        return person;
    }

    private async Task<IReadOnlyList<object[]>> RowsAsync(string sql)
    {
        await using var command = this.connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}
