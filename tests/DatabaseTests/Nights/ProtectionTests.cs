using System.Globalization;
using System.Text;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>What graded persons and rows leave behind. Everything graded bears the word that is searched for, everything open another.</summary>
public sealed class ProtectionTests : IAsyncLifetime
{
    private const string Graded = "HEMMELIG";
    private const string Open = "ÅPEN";

    private static readonly string[] GradedPersons = ["02818012345", "03818012345", "08818012345", "09818012345"];

    // persons: 01 ungraded, 02 fortrolig, 03 strengtFortrolig, 04 klientadresse on one address, 05 an address without grading, 06 an unknown grading,
    // 07 a protection that ended, 08 a protection without level, 09 a protection never heard of, 10 a protection that says ungraded
    private static readonly string Freg = string.Join('\n',
        Person("01818012345", null, Residence("ugradert", Open, current: true), Residence("ugradert", Open, current: false)),
        Person("02818012345", Protection("fortrolig"), Residence("fortrolig", Graded, current: true), Residence("ugradert", Graded, current: false)),
        Person("03818012345", Protection("strengtFortrolig"), Residence("strengtFortrolig", Graded, current: true), Residence("ugradert", Graded, current: false)),
        Person("04818012345", null, Residence("klientadresse", Graded, current: true), Residence("ugradert", Open, current: false)),
        Person("05818012345", null, Residence(null, Graded, current: true), Residence("ugradert", Open, current: false)),
        Person("06818012345", null, Residence("enda-strengere", Graded, current: true), Residence("ugradert", Open, current: false)),
        Person("07818012345", Protection("fortrolig", current: false), Residence("ugradert", Open, current: true), Residence("fortrolig", Graded, current: false)),
        Person("08818012345", Protection(null), Residence("ugradert", Graded, current: true), Residence("ugradert", Graded, current: false)),
        Person("09818012345", Protection("enda-strengere"), Residence("ugradert", Graded, current: true), Residence("ugradert", Graded, current: false)),
        Person("10818012345", Protection("ugradert")));

    private Night night = null!;

    public async Task InitializeAsync()
    {
        night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, Freg);
        await night.RunAsync();
    }

    [Fact]
    public async Task Nothing_graded_is_in_mart_or_its_views()
    {
        var relations = await night.LinesAsync("select table_schema || '.' || table_name from information_schema.tables where table_schema in ('mart', 'analysis')");
        Assert.True(relations.Count > 20);
        foreach (var relation in relations)
        {
            var rows = await night.LinesAsync($"select to_jsonb(t)::text from {relation} t");
            Assert.DoesNotContain(rows, r => r.Contains(Graded, StringComparison.Ordinal));
            Assert.DoesNotContain(rows, r => r.Contains("1999-09-09", StringComparison.Ordinal) || r.Contains("1999-09-08", StringComparison.Ordinal));
        }
        Assert.Contains(await night.LinesAsync("select to_jsonb(t)::text from mart.person_address t"), r => r.Contains(Open, StringComparison.Ordinal));
        Assert.Contains(await night.LinesAsync("select to_jsonb(t)::text from analysis.person_address t"), r => r.Contains(Open, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_graded_is_in_the_files()
    {
        await using var files = new ExportReading(night);
        var paths = Directory.GetFiles(files.Folder, "*.parquet", SearchOption.AllDirectories);
        Assert.True(paths.Length > 20);
        var open = 0;
        foreach (var path in paths)
        {
            var values = (await files.RowsAsync($"select * from '{path}'")).SelectMany(r => r).OfType<object>().Select(v => v is DateTime moment ? moment.ToString("o", CultureInfo.InvariantCulture) : v is DateOnly date ? date.ToString("o", CultureInfo.InvariantCulture) : FormattableString.Invariant($"{v}")).ToList();
            Assert.DoesNotContain(values, v => v.Contains(Graded, StringComparison.Ordinal) || v.Contains("1999-09-0", StringComparison.Ordinal));
            // statistics and metadata stand in the file as they are
            Assert.DoesNotContain(Graded, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path)), StringComparison.Ordinal);
            open += values.Count(v => v.Contains(Open, StringComparison.Ordinal));
        }
        Assert.True(open > 0, "The search finds nothing at all.");
        Assert.DoesNotContain(Graded, await File.ReadAllTextAsync(Path.Combine(files.Folder, "manifest.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_rows_of_partly_graded_persons_stay_and_are_numbered_without_gaps()
    {
        Assert.Equal(
            [
                "01818012345|residential|1|46010101", "01818012345|residential|2|46010101", "04818012345|residential|1|46010101", "05818012345|residential|1|46010101",
                "06818012345|residential|1|46010101", "07818012345|residential|1|46010101",
            ],
            await night.LinesAsync("select p.identification_number, a.kind, a.version_number, a.full_basic_statistical_unit_number from mart.person_address a join mart.person p using (person_id) order by 1, 2, 3"));
        Assert.Equal(
            ["01818012345|street|Testby", "04818012345|-|Testby", "05818012345|-|Testby", "06818012345|-|Testby", "07818012345|street|Testby", "10818012345|-|Testby"],
            await night.LinesAsync("select p.identification_number, p.residential_form, b.birth_place from mart.person p join mart.person_birth b using (person_id) where b.birth_place is not null order by 1"));
    }

    [Fact]
    public async Task What_may_be_kept_of_graded_rows_is_in_protected_with_its_enrichment()
    {
        Assert.Equal(
            [
                "02818012345|1|Confidential|true|4601|Bergen|46010101|Garnes|460101|460101", "02818012345|2|Confidential|false|4601|Bergen|46010101|Garnes|460101|460101",
                "04818012345|1|ClientAddress|true|4601|Bergen|46010101|Garnes|460101|460101", "05818012345|1|Confidential|true|4601|Bergen|46010101|Garnes|460101|460101",
                "07818012345|1|Confidential|false|4601|Bergen|46010101|Garnes|460101|460101",
                "08818012345|1|Confidential|true|4601|Bergen|46010101|Garnes|460101|460101", "08818012345|2|Confidential|false|4601|Bergen|46010101|Garnes|460101|460101",
            ],
            await night.LinesAsync("""
                select p.identification_number, a.version_number, a.address_confidentiality, a.is_valid::text, a.municipality_number, a.municipality_name,
                    a.full_basic_statistical_unit_number, a.basic_statistical_unit_name, a.urban_district_code, a.geographical_urban_district_code
                from protected.person_address a join mart.person p using (person_id) order by 1, 2
                """));
        Assert.Equal(
            ["02818012345|Confidential|true", "03818012345|StrictlyConfidential|true", "07818012345|Confidential|false", "08818012345|-|true", "09818012345|enda-strengere|true", "10818012345|Unclassified|true"],
            await night.LinesAsync("select p.identification_number, g.level, g.is_valid::text from protected.person_address_protection g join mart.person p using (person_id) order by 1"));
    }

    [Fact]
    public async Task Places_of_a_graded_persons_facts_are_in_protected_only_and_a_spouses_number_is_in_no_public_table()
    {
        var graded = string.Join(", ", GradedPersons.Select(p => $"'{p}'"));
        Assert.Equal(
            ["0"],
            await night.LinesAsync($"""
                select count(coalesce(m.authority, m.municipality_number, m.municipality_name, m.county_number, m.municipality_number_today, m.municipality_name_today, m.code_resolution, m.code_state, m.place, m.abroad))
                    + count(coalesce(b.birth_place, b.birth_municipality_number, b.birth_municipality_name, b.birth_county_number, b.birth_municipality_number_today, b.birth_municipality_name_today, b.birth_code_resolution, b.birth_code_state))
                    + count(coalesce(p.residential_form, p.residential_county_number, p.residential_municipality_number_today, p.residential_municipality_name_today, p.present_municipality_number_today, p.residential_match_reason, p.present_form))
                from mart.person p join mart.person_marital_status m using (person_id) join mart.person_birth b using (person_id)
                where p.identification_number in ({graded})
                """));
        Assert.Equal(
            GradedPersons.Select(p => $"{p}|{Graded}|Oslo|0301|{Graded}|Bergen|4601 Bergen|13926298253"),
            await night.LinesAsync($"""
                select p.identification_number, m.place, m.municipality_name, m.municipality_number_today, b.birth_place, b.birth_municipality_name, b.birth_municipality_number_today || ' ' || b.birth_municipality_name_today, m.related_by_marital_status
                from mart.person p join protected.person_marital_status m using (person_id) join protected.person_birth b using (person_id)
                where p.identification_number in ({graded}) order by 1
                """));
        Assert.Equal("10", (await night.LinesAsync("select count(*) from protected.person_marital_status where related_by_marital_status = '13926298253'"))[0]);
        Assert.DoesNotContain("related_by_marital_status", PersonTables.MaritalStatus.Descriptions.Select(c => c.Name));
    }

    [Fact]
    public async Task Nothing_that_was_loaded_stays_outside_the_published_tables()
        => Assert.Empty(await night.LinesAsync("select table_name from information_schema.tables where table_schema = 'staging'"));

    [Theory]
    [InlineData("01818012345", "")]
    [InlineData("02818012345", "Confidential")]
    [InlineData("07818012345", "")]
    [InlineData("08818012345", "Confidential")]
    [InlineData("09818012345", "StrictlyConfidential")]
    [InlineData("10818012345", "")]
    public async Task Explain_tells_the_grading_that_holds_and_none_where_none_does(string number, string expected)
    {
        var person = await night.ScalarAsync<Guid>($"select person_id from mart.person where identification_number = '{number}'");
        var told = await PersonExplanation.TellAsync(night.DataSource, person, CancellationToken.None);
        Assert.Equal(expected, string.Join(' ', told.Where(s => s.StartsWith("The person is graded ", StringComparison.Ordinal)).Select(s => s.Split(' ', ':')[4])));
    }

    [Fact]
    public async Task The_api_gives_each_scope_what_it_may_see()
    {
        await using var api = new NightApi(night);
        foreach (var number in GradedPersons.Append("04818012345"))
        {
            var restricted = (await api.PersonAsync(number, "restricted-access", history: true)).ToJsonString();
            Assert.DoesNotContain(Graded, restricted, StringComparison.Ordinal);
            Assert.DoesNotContain("\"Confidential\"", restricted, StringComparison.Ordinal);
            Assert.DoesNotContain("ClientAddress", restricted, StringComparison.Ordinal);
        }
        Assert.Equal("46010101", (string)(await api.PersonAsync("02818012345"))["residentialAddress"]![0]!["fullBasicStatisticalUnitNumber"]!);
        Assert.Equal("ClientAddress", (string)(await api.PersonAsync("04818012345"))["residentialAddress"]![0]!["addressConfidentiality"]!);
        foreach (var number in new[] { "03818012345", "09818012345" }) Assert.Empty((await api.PersonAsync(number, history: true))["residentialAddress"]!.AsArray());
    }

    public async Task DisposeAsync() => await night.DisposeAsync();

    private static string Protection(string? level, bool current = true)
        => $$""", "adressebeskyttelse": [{ {{(level is null ? "" : $"\"graderingsnivaa\": \"{level}\", ")}}"erGjeldende": {{(current ? "true" : "false")}} }]""";

    /// <summary>A residence in Bergen; a graded one has times, names and districts that nothing else has.</summary>
    private static string Residence(string? grading, string word, bool current)
    {
        var graded = grading is null ? "" : $", \"adressegradering\": \"{grading}\"";
        var moved = word == Open ? "2015-05-05" : current ? "1999-09-09" : "1999-09-08";
        return $$"""
            {"ajourholdstidspunkt": "{{moved}}T10:00:00+02:00", "erGjeldende": {{(current ? "true" : "false")}}, "kilde": "{{word}}", "aarsak": "{{word}}", "gyldighetstidspunkt": "{{moved}}T12:00:00+02:00",
            "vegadresse": {"kommunenummer": "4601", "bruksenhetsnummer": "{{word}}", "bruksenhetstype": "{{word}}", "adressenavn": "{{word}}", "adressenummer": {"husnummer": "7", "husbokstav": "a"},
            "adressekode": "1200", "adressetilleggsnavn": "{{word}}", "coAdressenavn": "{{word}}", "poststed": {"poststedsnavn": "{{word}}", "postnummer": "{{word}}"} },
            "naerAdresseIdentifikatorFraMatrikkelen": "{{word}}", "flyttedato": "{{moved}}", "grunnkrets": 101{{graded}}}
            """;
    }

    private static string Person(string number, string? protection, params string[] residences)
    {
        var place = GradedPersons.Contains(number, StringComparer.Ordinal) ? Graded : "Testby";
        var line = $$"""
            {"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "{{number}}", "identifikatortype": "foedselsnummer"}],
            "navn": [{"erGjeldende": true, "fornavn": "TEST", "etternavn": "PERSON"}],
            "foedsel": [{"erGjeldende": true, "foedselsdato": "1980-01-01", "foedekommuneINorge": "4601", "foedested": "{{place}}", "foedeland": "NOR"}],
            "sivilstand": [{"erGjeldende": true, "sivilstand": "gift", "sivilstandsdato": "2011-11-11", "kommune": "0301", "sted": "{{place}}", "myndighet": "{{place}}", "utland": "{{place}}", "relatertVedSivilstand": "13926298253"}],
            "bostedsadresse": [{{string.Join(", ", residences)}}]{{protection}}}
            """;
        return line.ReplaceLineEndings(" ");
    }
}
