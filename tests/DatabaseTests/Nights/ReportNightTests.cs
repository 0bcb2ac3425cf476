using PersonEtl.Etl.Reports;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Reports on groups of persons small enough to count by hand, with a reform, a split, deaths and D-numbers.</summary>
public sealed class ReportNightTests : IAsyncLifetime
{
    private int numbers;
    private Night night = null!;

    public async Task InitializeAsync()
    {
        night = await Night.BeginAsync();
        // its residents have no units, which are guaranteed
        night.Options = night.Options with { Override = "hand-made" };
        var resident = Status("bosatt", "2010-01-01");
        string[] persons =
        [
            // who moved from Trondheim to Oslo, two years before it got another number
            .. Group(6, Status("bosatt", "2013-01-01"), Row("0301", "2016-05-01"), Row("1601", "2013-05-01", current: false)),
            // who moved from Bergen, to Trondheim and to Oslo: too few to tell apart
            .. Group(4, resident, Row("1601", "2016-06-01"), Row("4601", "2010-01-01", current: false)),
            .. Group(3, resident, Row("0301", "2016-07-01"), Row("4601", "2010-01-01", current: false)),
            // whom the reform gave another number
            .. Group(5, Status("bosatt", "2013-01-01"), Row("5001", "2018-01-01", reason: "Kommuneregulering"), Row("1601", "2013-01-01", current: false)),
            // of whom nobody knows in which part of the split they live
            .. Group(5, Status("bosatt", "2020-06-01"), Row("1507", "2020-06-01")),
            // graded
            .. Group(5, Status("bosatt", "2019-03-01"), Row("0301", "2019-03-01", grading: "fortrolig")),
            // who died
            .. Group(5, Status("doed", "2015-03-10") + "," + Status("bosatt", "2010-01-01", current: false), Row("0301", "2010-01-01", current: false)),
            // whose death is told by its date alone
            .. Group(5, resident, Row("0301", "2010-01-01")).Select(p => p[..^1] + ", \"doedsfall\": {\"doedsdato\": \"2015-03-10\"}}"),
            // with D-numbers
            .. GroupOf("dNummer", 5, resident, Row("0301", "2010-01-01")),
            // too few
            .. Group(2, Status("bosatt", "2022-01-01"), Row("4601", "2022-01-01")),
        ];
        await SmallNorway.DeliverAsync(night, string.Join('\n', persons), krr: null,
            ("131_codesAt_2012-01-01.json", """{"codes": [{"code": "0301", "name": "Oslo"}, {"code": "4601", "name": "Bergen"}, {"code": "1601", "name": "Trondheim"}, {"code": "1507", "name": "Ålesund"}]}"""),
            ("131_changes_2018-01-01_2024-12-31.json", """
            {"codeChanges": [{"oldCode": "1601", "newCode": "5001", "newName": "Trondheim - Tråante", "changeOccurred": "2018-01-01"},
            {"oldCode": "1507", "newCode": "1508", "newName": "Ålesund", "changeOccurred": "2024-01-01"}, {"oldCode": "1507", "newCode": "1580", "newName": "Haram", "changeOccurred": "2024-01-01"}]}
            """));
    }

    public async Task DisposeAsync() => await night.DisposeAsync();

    [Fact]
    public async Task Population_over_time()
    {
        await night.RunAsync();
        var lines = await AskAsync("population_over_time");
        Assert.Equal(
            [
                "2010|0301|Oslo|today|10", "2010|4601|Bergen|today|7",
                "2013|0301|Oslo|today|10", "2013|4601|Bergen|today|7", "2013|5001|Trondheim - Tråante|today|5", "2013|not stated|not stated|not stated|6",
                "2015|0301|Oslo|today|10", "2015|4601|Bergen|today|7", "2015|5001|Trondheim - Tråante|today|11",
                "2016|4601|Bergen|today|7", "2016|5001|Trondheim - Tråante|today|11",
                "2017|0301|Oslo|today|9", "2017|5001|Trondheim - Tråante|today|9",
                "2020|0301|Oslo|today|9", "2020|5001|Trondheim - Tråante|today|9", "2020|not stated|not stated|not stated|5",
                "2023|0301|Oslo|today|9", "2023|4601|Bergen|today|-", "2023|5001|Trondheim - Tråante|today|9", "2023|1507|Ålesund|split|5", "2023|not stated|not stated|not stated|5",
                "2026|0301|Oslo|today|9", "2026|4601|Bergen|today|-", "2026|5001|Trondheim - Tråante|today|9", "2026|1507|Ålesund|split|5", "2026|not stated|not stated|not stated|5",
            ],
            lines.Where(l => l[..4] is "2010" or "2013" or "2015" or "2016" or "2017" or "2020" or "2023" or "2026"));
        Assert.DoesNotContain(lines, l => l.StartsWith("2009", StringComparison.Ordinal) || l.StartsWith("2027", StringComparison.Ordinal));
        Assert.Equal(lines.Where(l => string.CompareOrdinal(l, "2017") < 0), await AskAsync("population_over_time", new(2016, 12, 31)));
    }

    [Theory]
    [InlineData(2013)]
    [InlineData(2017)]
    [InlineData(2023)]
    public async Task Population_by_urban_district_counts_the_same_residents(int year)
    {
        await night.RunAsync();
        // 1601 of then is 5001 today, and persons have neither birth date nor gender
        var now = (await AskAsync("population_over_time")).Where(l => l.StartsWith($"{year}", StringComparison.Ordinal)).Select(l => l.Split('|')).ToDictionary(c => c[1], c => c[4], StringComparer.Ordinal);
        var then = (await AskAsync("population_by_urban_district", new(year, 1, 1))).Select(l => l.Split('|')).ToList();
        Assert.All(then, row => Assert.Equal(("not stated", "not stated"), (row[4], row[5])));
        foreach (var row in then.Where(r => r[0] is not ("1601" or "5001"))) Assert.Equal(now[row[0]], row[6]);
        Assert.Equal(now.Count, then.Count(r => r[0] is not "5001"));
    }

    [Fact]
    public async Task Movers_between_municipalities()
    {
        await night.RunAsync();
        Assert.Equal(["2016|4601|Bergen|others|others|7", "2016|5001|Trondheim - Tråante|0301|Oslo|6"], await AskAsync("movers_between_municipalities"));
        Assert.Equal(["2016|4601|Bergen|others|others|-", "2016|5001|Trondheim - Tråante|0301|Oslo|6"], await AskAsync("movers_between_municipalities", new(2016, 6, 15)));
        Assert.Empty(await AskAsync("movers_between_municipalities", new(2016, 4, 30)));
    }

    [Fact]
    public async Task Stale_codes()
    {
        await night.RunAsync();
        Assert.Equal(["current residential address|1507|ended|Ålesund|-|5", "current residential address|1601|ended|Trondheim|5001|-"], await AskAsync("stale_and_future_codes"));
    }

    [Fact]
    public async Task Nothing_published_is_no_answer()
        => Assert.Null(await ReportReading.AskAsync(night.DataSource, Report.All[0], asOf: null, CancellationToken.None));

    private async Task<IReadOnlyList<string>> AskAsync(string name, DateOnly? asOf = null)
        => [.. (await ReportReading.AskAsync(night.DataSource, Report.Find(name)!, asOf, CancellationToken.None))!.Rows.Select(r => string.Join('|', r.Select(v => v ?? "-")))];

    private IEnumerable<string> Group(int persons, string status, params string[] addresses) => GroupOf("foedselsnummer", persons, status, addresses);

    private IEnumerable<string> GroupOf(string numberType, int persons, string status, params string[] addresses)
        => Enumerable.Range(0, persons).Select(_ => FormattableString.Invariant($$"""{"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "018115{{++numbers:00000}}", "identifikatortype": "{{numberType}}"}], "status": [{{status}}], "bostedsadresse": [{{string.Join(',', addresses)}}]}"""));

    private static string Status(string status, string from, bool current = true)
        => $$"""{"erGjeldende": {{(current ? "true" : "false")}}, "status": "{{status}}", "gyldighetstidspunkt": "{{from}}T00:00:00+01:00"}""";

    private static string Row(string municipality, string from, bool current = true, string reason = "Flytting innenlands", string grading = "ugradert")
        => $$"""{"gyldighetstidspunkt": "{{from}}T00:00:00+01:00", "ajourholdstidspunkt": "{{from}}T00:00:00+01:00", "kilde": "Synutopia", "aarsak": "{{reason}}", "erGjeldende": {{(current ? "true" : "false")}}, "adressegradering": "{{grading}}", "vegadresse": {"kommunenummer": "{{municipality}}", "adressenavn": "Testveien"} }""";
}
