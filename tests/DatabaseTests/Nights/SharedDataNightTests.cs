using System.Text.Json.Nodes;
using PersonEtl.DatabaseTests.Api;
using PersonEtl.UnitTests;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>
/// What comes out of <see cref="SharedDataNight"/>, worked out by hand from the files. KLASS there has units of 2024 only, counties of 2010 and 2024:
/// an older unit has a name only if its number is still in use, and a county of the years between has none.
/// </summary>
public sealed class SharedDataNightTests(SharedDataNight shared) : IClassFixture<SharedDataNight>
{
    private const string Finnmark = "56 Finnmark - Finnmárku - Finmarkku";

    [SharedDataFact]
    public async Task An_emigrated_child_of_Karasjok()
    {
        var person = await shared.Api.PersonAsync("02851798067", history: true);
        Assert.Equal("AKTPÅGIVENDE OLJE", Name(person));
        Assert.Equal(["Emigrated", "Resident"], Texts(person, "status", "status"));
        Assert.Equal($"2017-05-02T00:00:00Z KARASJOK 5610 Kárášjohka - Karasjok, {Finnmark} NOR", Birth(person));
        Assert.Equal([$"Leavnnjageaidnu 1440, 5610 Kárášjohka - Karasjok, {Finnmark}, 111 56100111 Nattvann"], Addresses(person, "residentialAddress"));
        Assert.Equal("2025-01-14T13:41:30.481249Z", (string)person["residentialAddress"]![0]!["validTo"]!);
        Assert.Empty((await shared.Api.PersonAsync("02851798067"))["residentialAddress"]!.AsArray());
    }

    [SharedDataFact]
    public async Task A_confidential_person_in_Vanylven_is_seen_by_full_access_only()
    {
        var person = await shared.Api.PersonAsync("04834598502");
        Assert.Equal("SPENNENDE ASSOSIASJON", Name(person));
        Assert.Equal(["Syltedalsvegen 32, 1511 Vanylven, 15 Møre og Romsdal, 105 15110105 Sylte"], Addresses(person, "residentialAddress"));
        Assert.Equal("Confidential", (string)person["residentialAddress"]![0]!["addressConfidentiality"]!);
        Assert.Equal(["Married 1988-03-18T00:00:00Z DEN_NORSKE_KIRKE Urolig Testkirke 1103 Stavanger, 11 Rogaland 28894498287"], Marital(person));
        // Melhus as it was in 2022, when KLASS here has no name for county 50
        Assert.Equal("1945-03-04T00:00:00Z - 5028 Melhus, 50 - NOR", Birth(person));
        var restricted = await shared.Api.PersonAsync("04834598502", "restricted-access");
        Assert.Empty(restricted["residentialAddress"]!.AsArray());
        Assert.Equal(["Married 1988-03-18T00:00:00Z - - - -, - - -"], Marital(restricted));
        Assert.Equal("1945-03-04T00:00:00Z - - -, - - NOR", Birth(restricted));
    }

    [SharedDataFact]
    public async Task An_emigrant_of_two_municipalities_with_a_history_of_marriage()
    {
        var person = await shared.Api.PersonAsync("05839297221", history: true);
        Assert.Equal("UAVHENGIG HYPPIG DREGG", Name(person));
        Assert.Equal(
            ["Nyland 5, 4612 Sveio, 46 Vestland, 205 46120205 Økland", "Jamne 30, 4628 Vaksdal, 46 Vestland, 104 46280104 Jamne"],
            Addresses(person, "residentialAddress"));
        Assert.Equal(
            [
                "Divorced 2022-06-24T00:00:00Z - - - -, - - 18929396576", "Separated 2021-01-04T00:00:00Z STATSFORVALTEREN - - -, - - 18929396576",
                "Married 2017-03-19T00:00:00Z ANSATT_I_KOMMUNE Matt Testrådhus 4612 Sveio, 46 Vestland 18929396576", "Unmarried 1992-03-05T00:00:00Z - - - -, - - -",
            ],
            Marital(person));
        Assert.Equal("1992-03-05T00:00:00Z VAKSDAL 4628 Vaksdal, 46 Vestland NOR", Birth(person));
    }

    [SharedDataFact]
    public async Task A_discontinued_number_with_little_left()
    {
        var person = await shared.Api.PersonAsync("06820298525");
        Assert.Equal(["Discontinued"], Texts(person, "status", "status"));
        Assert.Equal(["06820298525"], Texts(person, "norwegianIdentificationNumber", "identificationNumber"));
        Assert.Equal(["Discontinued"], Texts(person, "norwegianIdentificationNumber", "status"));
        Assert.Equal(["Unspecified - - - - -, - - -"], Marital(person));
        foreach (var part in new[] { "name", "birth", "gender", "residentialAddress", "presentAddress", "citizenship" }) Assert.Empty(person[part]!.AsArray());
        Assert.Null(person["commonContactRegisterInformation"]);
    }

    [SharedDataFact]
    public async Task A_person_on_a_cadastral_address_in_Berlevåg()
    {
        var person = await shared.Api.PersonAsync("17868597437", history: true);
        Assert.Equal("LYS BIT", Name(person));
        Assert.Equal(
            [
                $"11/4/0-0, 5630 Berlevåg, {Finnmark}, 102 56300102 Været",
                "Uglenesvegen 5, 4625 Austevoll, 46 -, 201 46250201 Vinnes", "Kvitdalsvegen 10, 3431 Dovre, 34 -, 212 34310212 Hjerkin",
            ],
            Addresses(person, "residentialAddress"));
        Assert.Equal("1985-06-17T00:00:00Z DOVRE 3431 Dovre, 34 - NOR", Birth(person));
        Assert.Equal("Married 2004-07-22T00:00:00Z ANSATT_I_KOMMUNE Vennlig Testrådhus 4625 Austevoll, 46 - 29928596913", Marital(person)[1]);
    }

    [SharedDataFact]
    public async Task A_person_whose_residence_is_unknown_but_for_the_municipality()
    {
        var person = await shared.Api.PersonAsync("20821098387", history: true);
        Assert.Equal("ERFAREN SJAKAL", Name(person));
        Assert.Equal(["unknown, 3112 Råde, 31 Østfold, - - -", "Lyngmoveien 12, 3112 Råde, 31 Østfold, 101 31120101 Saltnes"], Addresses(person, "residentialAddress"));
        Assert.Equal(["NOR", "ITA"], Texts(await shared.Api.PersonAsync("20821098387"), "citizenship", "countryCode"));
        Assert.Equal("2010-02-20T00:00:00Z Interessant Teststed - -, - - ITA", Birth(person));
    }

    [SharedDataFact]
    public async Task A_reform_makes_two_versions_of_one_address_under_two_numbers()
    {
        var person = await shared.Api.PersonAsync("23904597538", history: true);
        Assert.Equal("FLAT SVAMP", Name(person));
        Assert.Equal(
            ["Nord-Fugløyveien 2108, 5534 Karlsøy, 55 Troms - Romsa - Tromssa, 208 55340208 Vannavalen", "Nord-Fugløyveien 2108, 5423 Karlsøy, 54 -, 208 54230208 -"],
            Addresses(person, "residentialAddress"));
        Assert.Equal("1945-10-23T00:00:00Z - 0301 Oslo, 03 Oslo NOR", Birth(person));
        Assert.Equal(
            ["1|freg|-|as-of|current|2022-03-23|-", "2|freg|unit-not-in-klass|valid-from|ended|2022-03-23|2022-03-23"],
            await Rows("23904597538", "version_number, match_rule, match_reason, code_resolution, code_state, valid_from_date::text, ends_on::text"));
    }

    [SharedDataFact]
    public async Task A_dead_person_of_a_street_without_house_number()
    {
        var person = await shared.Api.PersonAsync("28857197102", history: true);
        Assert.Equal("NYSGJERRIG LISTE", Name(person));
        Assert.Equal("2020-12-22T00:00:00Z", (string)person["death"]!["deceasedDate"]!);
        Assert.Equal(["Kågsundveien -, 5427 Skjervøy, 54 -, 203 54270203 -"], Addresses(person, "residentialAddress"));
        Assert.Equal("1971-05-28T00:00:00Z - 5427 Skjervøy, 54 - NOR", Birth(person));
    }

    [SharedDataFact]
    public async Task A_person_with_a_D_number_and_a_present_address_that_no_file_has()
    {
        var person = await shared.Api.PersonAsync("69914600685");
        Assert.Equal("BESKJEDEN-UROMANTISK FIOLETT BAUG", Name(person));
        Assert.Equal("BESKJEDEN-UROMANTISK BAUG", (string)person["name"]![0]!["shortName"]!);
        Assert.Equal(["DNumber"], Texts(person, "norwegianIdentificationNumber", "identificationNumberType"));
        Assert.Equal(["Temporary"], Texts(person, "status", "status"));
        Assert.Equal(["149/1/0-2, 5058 Åfjord, 50 Trøndelag - Trööndelage, - - -"], Addresses(person, "presentAddress"));
        Assert.Empty(person["residentialAddress"]!.AsArray());
        Assert.Equal(["1|-|no-such-address|as-of|current|-|-"], await Rows("69914600685", "version_number, match_rule, match_reason, code_resolution, code_state, unit_today, urban_district_code"));
        Assert.Equal("2025-06-16T10:47:19.21925Z", (string)person["presentAddress"]![0]!["validFrom"]!);
    }

    [SharedDataFact]
    public async Task Real_addresses_are_found_by_id_by_street_key_and_by_cadastral_number_and_not_against_an_id_that_conflicts()
    {
        var byId = await shared.Api.PersonAsync("22885399316");
        Assert.Equal(["Gobakkvegen 438, 3420 Elverum, 34 Innlandet, - 34200104 Svanåsen"], Addresses(byId, "residentialAddress"));
        Assert.Equal(["33/1144/0-2, 0301 Oslo, 03 Oslo, - 03015001 Lillevann"], Addresses(byId, "presentAddress"));
        var oslo = byId["presentAddress"]![0]!;
        Assert.Equal("030107 Vestre Aker, served by 030108 Nordre Aker", $"{oslo["geographicalUrbanDistrictCode"]} {oslo["geographicalUrbanDistrictName"]}, served by {oslo["urbanDistrictCode"]} {oslo["urbanDistrictName"]}");
        Assert.Equal(["address-id|1|-", "cadastral-key|1|-"], await Rows("22885399316", "match_rule, match_candidates, match_reason"));
        Assert.Equal(["-|1|id-conflict|-", "street-key|1|-|56100104"], await Rows("21836797660", "match_rule, match_candidates, match_reason, full_basic_statistical_unit_number"));
    }

    [SharedDataFact]
    public async Task Persons_of_the_page_of_KRR_have_their_contact_data()
    {
        foreach (var number in new[] { "22885399316", "21836797660" })
        {
            var contact = (await shared.Api.PersonAsync(number))["commonContactRegisterInformation"]!;
            Assert.Equal(
                """{"reservation":"No","status":"Active","notificationStatus":"CanBeNotified","contactInformation":{"email":"NULLstillt@default.digdir.no","emailLastUpdated":"2023-06-10T19:00:01Z","emailLastVerified":"2023-06-10T19:00:01Z","phoneNumber":"+4799999999","phoneNumberLastUpdated":"2023-06-10T19:00:01Z","phoneNumberLastVerified":"2023-06-10T19:00:01Z"},"digitalPost":{"digitalPostAddress":null,"digitalPostVendorAddress":"984661185"},"certificate":null,"language":null,"languageLastUpdated":null}""",
                contact.ToJsonString(new() { Encoder = Golden.Json.Encoder }));
            Assert.Null((await shared.Api.PersonAsync(number, "restricted-access"))["commonContactRegisterInformation"]);
        }
        Assert.Equal(
            ["Active|2024-12-10|2024-12-10|2", "NotDelivered|-|-|9"],
            await shared.Night.LinesAsync("select contact_state, email_usable_until::text, phone_usable_until::text, count(*) from mart.person group by 1, 2, 3 order by 1"));
    }

    [SharedDataFact]
    public async Task Every_row_of_the_files_is_accounted_for()
        => Assert.Equal(
            ["freg|11|11|0|0", "krr|10|10|0|0", "matrikkel|6009|6009|0|0", "service-districts|1|1|0|0"],
            await shared.Night.LinesAsync("select step, records_in, records_out, quarantined, merged from ops.account where step <> 'klass' order by 1"));

    private Task<IReadOnlyList<string>> Rows(string number, string columns)
        => shared.Night.LinesAsync($"select {columns} from mart.person_address join mart.person p using (person_id) where p.identification_number = '{number}' order by kind desc, version_number");

    private static string Name(JsonObject person) => string.Join(' ', new[] { "givenName", "middleName", "familyName" }.Select(n => (string?)person["name"]![0]![n]).OfType<string>());

    private static IEnumerable<string?> Texts(JsonObject person, string part, string property) => person[part]!.AsArray().Select(v => (string?)v![property]);

    private static string Birth(JsonObject person)
        => Line(person["birth"]![0]!, "{birthDate} {birthPlace} {birthMunicipalityNumber} {birthMunicipalityName}, {birthCountyNumber} {birthCountyName} {birthCountry}");

    private static List<string> Marital(JsonObject person)
        => [.. person["maritalStatus"]!.AsArray().Select(m => Line(m!, "{status} {statusDate} {authority} {place} {municipalityNumber} {municipalityName}, {countyNumber} {countyName} {relatedByMaritalStatus}"))];

    /// <summary>Each address as street and number or cadastral number, municipality, county, and the three of its unit.</summary>
    private static List<string> Addresses(JsonObject person, string part) => [.. person[part]!.AsArray().Select(a =>
    {
        var (form, municipality) = a!["streetAddress"] is { } street
            ? (Line(street, "{addressName} ") + ((string?)street["addressNumber"]?["houseNumber"] ?? "-"), street)
            : a["cadastralAddress"] is { } cadastral
                ? (Line(cadastral["cadastralNumber"]!, "{municipalityLandNumber}/{titleNumber}/{leaseholdNumber}-") + cadastral["subNumber"], cadastral["cadastralNumber"]!)
                : ("unknown", a["unknownResidence"]!);
        return $"{form}, {Line(municipality, "{municipalityNumber} {municipalityName}, {countyNumber} {countyName}")}, {Line(a, "{basicStatisticalUnit} {fullBasicStatisticalUnitNumber} {basicStatisticalUnitName}")}";
    })];

    private static string Line(JsonNode of, string template)
        => of.AsObject().Aggregate(template, (line, property) => line.Replace($"{{{property.Key}}}", property.Value?.ToString() ?? "-", StringComparison.Ordinal)).Replace("{basicStatisticalUnit}", "-", StringComparison.Ordinal);
}
