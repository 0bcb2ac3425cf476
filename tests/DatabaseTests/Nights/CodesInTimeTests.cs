namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Municipality numbers that ended, that come in the future and that meant two places, from KLASS's files to the tables.</summary>
public sealed class CodesInTimeTests : IAsyncLifetime
{
    // 1201 Bergen became 4601, 0399 is new in 2027, 4699 was Gamleby to 2008 and is Nyby since 2011, 0398 ended untold
    private static readonly (string Name, string Content)[] Klass =
    [
        ("131_codesAt_2005-01-01.json", """{"codes": [{"code": "1201", "level": "1", "name": "Bergen"}, {"code": "4699", "level": "1", "name": "Gamleby"}, {"code": "0398", "level": "1", "name": "Utkant"}, {"code": "0301", "level": "1", "name": "Oslo"}]}"""),
        ("131_changes_2006-01-01_2027-12-31.json", """
            {"codeChanges": [
                {"oldCode": "1201", "newCode": "4601", "newName": "Bergen", "changeOccurred": "2010-01-01"},
                {"oldCode": "4699", "newCode": null, "newName": null, "changeOccurred": "2008-01-01"},
                {"oldCode": null, "newCode": "4699", "newName": "Nyby", "changeOccurred": "2011-01-01"},
                {"oldCode": null, "newCode": "0399", "newName": "Framtid", "changeOccurred": "2027-01-01"}]}
            """),
    ];

    private Night night = null!;

    public async Task InitializeAsync()
    {
        night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(
            night,
            string.Join('\n', Person("01818012345", "ugradert", "1201"), Person("02818012345", "ugradert", "4699"), Person("03818012345", "fortrolig", "1201")),
            null,
            Klass);
        await night.RunAsync();
    }

    [Fact]
    public async Task A_place_has_the_name_of_its_time_and_where_changes_lead_the_municipality_of_today()
    {
        Assert.Equal(
            ["0399|Framtid|-|-|latest|future", "1201|Bergen|4601|Bergen|valid-from|ended"],
            await night.LinesAsync("""
                select municipality_number, municipality_name, municipality_number_today, municipality_name_today, code_resolution, code_state
                from analysis.person_address a join mart.person p using (person_id) where p.identification_number = '01818012345' order by 1
                """));
        Assert.Equal(
            ["1201|Bergen|4601|Bergen|fact-date|ended", "4699|-|-|-|ambiguous-code|current"],
            await night.LinesAsync("""
                select birth_municipality_number, birth_municipality_name, birth_municipality_number_today, birth_municipality_name_today, birth_code_resolution, birth_code_state
                from analysis.person_birth join mart.person p using (person_id) where birth_municipality_number is not null order by 1
                """));
        Assert.Equal(["0399|-", "1201|4601"], await night.LinesAsync("select municipality_number, municipality_number_today from protected.person_address order by 1"));
    }

    [Fact]
    public async Task Every_period_of_a_municipality_tells_what_it_is_today_or_why_not()
        => Assert.Equal(
            ["0301|Oslo|0301|-", "0398|Utkant|-|no-change-data", "0399|Framtid|-|future", "1201|Bergen|4601|-", "4601|Bergen|4601|-", "4699|Gamleby|-|ceased", "4699|Nyby|4699|-"],
            await night.LinesAsync("select distinct municipality_number, municipality_name, municipality_number_today, today_reason from analysis.municipality where municipality_number <> '5001' order by 1, 2"));

    [Fact]
    public async Task Codes_from_the_future_in_public_rows_are_counted()
        => Assert.Equal(["freg|2"], await night.LinesAsync("select source, records from ops.remark where code = 'code-from-the-future'"));

    public async Task DisposeAsync() => await night.DisposeAsync();

    private static string Person(string number, string grading, string birth)
    {
        var protection = grading == "ugradert" ? "" : $$""", "adressebeskyttelse": [{"erGjeldende": true, "graderingsnivaa": "{{grading}}"}]""";
        var line = $$"""
            {"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "{{number}}", "identifikatortype": "foedselsnummer"}],
            "foedsel": [{"erGjeldende": true, "ajourholdstidspunkt": "2020-03-01T12:00:00+01:00", "foedselsdato": "2006-03-01", "foedekommuneINorge": "{{birth}}"}],
            "bostedsadresse": [{{Residence("0399", current: true)}}, {{Residence("1201", current: false)}}]{{protection}}}
            """;
        return line.ReplaceLineEndings(" ");

        string Residence(string municipality, bool current) => $$"""
            {"erGjeldende": {{(current ? "true" : "false")}}, "gyldighetstidspunkt": "{{(current ? "2020" : "2006")}}-05-01T12:00:00+02:00", "adressegradering": "{{grading}}",
            "vegadresse": {"kommunenummer": "{{municipality}}", "adressenavn": "Testveien", "adressenummer": {"husnummer": "7"} }, "grunnkrets": 101}
            """;
    }
}
