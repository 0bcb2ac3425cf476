using System.IO.Compression;
using System.Text;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Nights that an operator must judge: units found for fewer addresses than the night before, guarantees that are broken, and the reason that lets them go on.</summary>
public sealed class DoubtsTests
{
    /// <summary>Enough for two hundred current present addresses.</summary>
    private const int Persons = 5000;

    private const string LastRun = "select outcome, overridden, override_reason from ops.run order by started_at desc limit 1";

    [Fact]
    public async Task A_night_on_half_of_the_address_register_stops_and_goes_on_only_with_a_reason_that_is_kept()
    {
        await using var night = await Night.BeginAsync();
        night.Options = night.Options with { Landing = await SmallWorld.CopyAsync(Persons, night.Folders.Data) };
        await night.RunAsync();
        await HalveAddressesAsync(night.Options.Landing);

        var stopped = await Assert.ThrowsAsync<CheckFailedException>(night.RunAsync);
        Assert.Matches("^The night was stopped: current present addresses that have a unit fell from [0-9.]+ % to [0-9.]+ % in all", stopped.Message);
        Assert.EndsWith("Nothing was published. If it is as it should be: `run --override \"why\"`, and the reason is kept in ops.run.", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.CheckFailed, Explanation.Of(stopped).Code);
        Assert.Equal(1, await night.ScalarAsync<int>("select max(generation) from mart.generation"));
        Assert.Equal(["failed|-|-"], await night.LinesAsync(LastRun));

        // once more, so that the stopped night is seen not to have become the one that others are compared with
        await Assert.ThrowsAsync<CheckFailedException>(night.RunAsync);

        night.Options = night.Options with { Override = "Kartverket delivers half a country until Friday" };
        Assert.True((await night.RunAsync()).Published);
        var kept = Assert.Single(await night.LinesAsync(LastRun));
        Assert.Matches(@"^published\|current present addresses that have a unit fell from .* in all.*\|Kartverket delivers half a country until Friday$", kept);

        // what was accepted is what the next night is compared with; a guarantee holds or does not, whatever was accepted
        night.Options = night.Options with { Override = null };
        var broken = await Assert.ThrowsAsync<CheckFailedException>(night.RunAsync);
        Assert.Matches("^The night was stopped: [0-9]+ of [0-9]+ current residential addresses lack what is guaranteed, more than 0.1%: [0-9]+ without unit", broken.Message);
    }

    [Fact]
    public async Task Match_counts_are_those_of_the_marts_own_rows()
    {
        await using var night = await Night.BeginAsync();
        night.Options = night.Options with { Landing = await SmallWorld.LandingAsync(1000) };
        await night.RunAsync();

        const string Columns = "kind, {0}, municipality_number, match_rule, match_reason";
        Assert.Equal(
            await night.LinesAsync($"select {string.Format(null, Columns, "coalesce(is_valid, valid_to is null)")}, count(*) from mart.person_address group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5"),
            await night.LinesAsync($"select {string.Format(null, Columns, "is_current")}, addresses from ops.match_count order by 1, 2, 3, 4, 5"));
        Assert.Equal(
            await night.LinesAsync("select count(*) from mart.person_address where kind = 'residential' and coalesce(is_valid, valid_to is null) and form in ('street', 'cadastral') and match_reason is distinct from 'svalbard'"),
            await night.LinesAsync("select sum(addresses) from ops.guarantee"));
    }

    [Fact]
    public async Task Eleven_addresses_without_a_unit_break_the_guarantee_of_a_small_world_and_ten_do_not()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, LivingIn(10, "0301", 0) + LivingIn(2, "0301", 101, first: 10));
        Assert.True((await night.RunAsync()).Published);

        await night.DeliverAsync(SourceName.Freg, Night.AsOf.AddDays(1), ("freg.ndjson", LivingIn(11, "0301", 0) + LivingIn(1, "0301", 101, first: 11)));
        var stopped = await Assert.ThrowsAsync<CheckFailedException>(night.RunAsync);
        Assert.StartsWith("The night was stopped: 11 of 12 current residential addresses lack what is guaranteed, more than 0.1%: 11 without unit; most in 0301 11.", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(["0301|none|1", "0301|unit|11"], await night.LinesAsync("select municipality_number, lack, addresses from ops.guarantee where run_id = (select run_id from ops.run where outcome = 'failed') order by 2"));

        night.Options = night.Options with { Override = "units come tomorrow" };
        Assert.True((await night.RunAsync()).Published);
        Assert.EndsWith("|units come tomorrow", Assert.Single(await night.LinesAsync(LastRun)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_municipality_that_lost_two_hundred_residents_since_the_last_night_that_counted_stops_the_next()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, LivingIn(300, "0301", 101) + LivingIn(300, "4601", 101, first: 300));
        Assert.True((await night.RunAsync()).Published);
        // a run that only hides counts nothing, and is no night to compare with
        await night.LinesAsync("insert into ops.run (run_id, started_at, outcome) values (gen_random_uuid(), now() + interval '1 hour', 'published') returning outcome");

        await night.DeliverAsync(SourceName.Freg, Night.AsOf.AddDays(1), ("freg.ndjson", LivingIn(100, "0301", 101) + LivingIn(500, "4601", 101, first: 100)));
        var stopped = await Assert.ThrowsAsync<CheckFailedException>(night.RunAsync);
        Assert.StartsWith("The night was stopped: current residents fell by 66.7 % in 0301, rose by 66.7 % in 4601. Nothing was published.", stopped.Message, StringComparison.Ordinal);

        night.Options = night.Options with { Override = "everybody moved" };
        Assert.True((await night.RunAsync()).Published);
        await night.DeliverAsync(SourceName.Freg, Night.AsOf.AddDays(1).AddHours(1), ("freg.ndjson", LivingIn(99, "0301", 101) + LivingIn(501, "4601", 101, first: 99)));
        night.Options = night.Options with { Override = null };
        Assert.True((await night.RunAsync()).Published);
    }

    [Fact]
    public async Task A_graded_address_without_a_unit_breaks_no_guarantee_and_is_not_counted()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, LivingIn(20, "0301", 0, grading: "fortrolig") + LivingIn(1, "0301", 101, first: 20));
        Assert.True((await night.RunAsync()).Published);
        Assert.Equal(["0301|none|1"], await night.LinesAsync("select municipality_number, lack, addresses from ops.guarantee"));
        Assert.Equal(["1"], await night.LinesAsync("select sum(addresses) from ops.match_count"));
    }

    [Fact]
    public async Task Without_Oslos_table_Sentrum_gets_no_service_district_and_the_night_says_so_once_and_goes_on()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, LivingIn(12, "0301", 101));
        Directory.Delete(Path.Combine(night.Folders.Landing, SourceName.ServiceDistricts.Text()), recursive: true);

        var said = await SaidAsync(night);

        Assert.Single(said, l => l == "  service districts: 1 units in Sentrum and Marka get no service district, for Oslo's table was not delivered: 03010101");
        Assert.Equal(["service-districts|service-district-no-table|1"], await night.LinesAsync("select source, code, records from ops.remark where source = 'service-districts'"));
        Assert.Equal(["Sentrum|-|12"], await night.LinesAsync("select geographical_urban_district_name, urban_district_name, count(*) from mart.person_address group by 1, 2"));
        Assert.Equal(["oslo-table|12"], await night.LinesAsync("select lack, addresses from ops.guarantee"));
    }

    [Fact]
    public async Task A_table_that_is_behind_KLASS_is_told_and_a_row_that_names_a_district_without_services_is_not_used()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, LivingIn(3, "0301", 101));
        await night.DeliverAsync(SourceName.ServiceDistricts, Night.AsOf.AddHours(1), ("table.csv",
            "grunnkrets8;service_bydel;valid_from;valid_to;source\n03010101;030117;2004-01-01;;hand-made\n03010177;030104;;;hand-made\n50015218;030133;2004-01-01;;hand-made\n"));

        var said = await SaidAsync(night);

        Assert.Equal(
            ["service-district-gone-district|1", "service-district-gone-unit|1", "service-district-missing-unit|1", "service-district-not-serving|1"],
            await night.LinesAsync("select code, records from ops.remark where source = 'service-districts' order by 1"));
        Assert.Contains("  service districts: 1 units have a district in Oslo's table that provides no services; those rows are not used: 03010101", said);
        Assert.Contains("  service districts: 1 units of Oslo's table are not in KLASS any more: 03010177", said);
        Assert.Contains("  service districts: 1 units have a district in Oslo's table that is not in KLASS any more: 50015218", said);
        Assert.Equal(["Sentrum|-|3"], await night.LinesAsync("select geographical_urban_district_name, urban_district_name, count(*) from mart.person_address group by 1, 2"));
    }

    [Fact]
    public async Task A_table_without_a_row_for_a_unit_where_many_live_breaks_the_guarantee()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, LivingIn(12, "0301", 101));
        await night.DeliverAsync(SourceName.ServiceDistricts, Night.AsOf.AddHours(1), ("table.csv", "grunnkrets8;service_bydel;valid_from;valid_to;source\n46010101;460101;;;hand-made\n"));
        var stopped = await Assert.ThrowsAsync<CheckFailedException>(night.RunAsync);
        Assert.Contains("12 in Sentrum or Marka without a row of Oslo's table; most in 0301 12", stopped.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> SaidAsync(Night night)
    {
        await using var writer = new StringWriter();
        await new NightlyRun(night.DataSource, night.Folders, night.Options, TimeProvider.System, new(RunConsole.Open(writer, isTerminal: false))).RunAsync(CancellationToken.None);
        return writer.ToString().Split('\n');
    }

    /// <summary>Delivers the address register again with every second address.</summary>
    private static async Task HalveAddressesAsync(string landing)
    {
        var delivery = SmallWorld.Newest(landing, SourceName.Matrikkel);
        await using var zip = await ZipFile.OpenReadAsync(delivery.PathOf(delivery.Manifest.Files.Single()));
        using var reader = new StreamReader(await zip.Entries.Single(e => e.Name.EndsWith(".csv", StringComparison.Ordinal)).OpenAsync(), Encoding.UTF8);
        var lines = (await reader.ReadToEndAsync()).Split('\n');
        var file = Path.Combine(TestGuard.NewFolder(), "matrikkelenAdresse.csv");
        await File.WriteAllTextAsync(file, string.Join('\n', lines.Where((_, i) => i == 0 || i % 2 == 1)) + "\n");
        await new Landing(landing).DeliverAsync(new(SourceName.Matrikkel, DeliveryKind.Full, delivery.Manifest.AsOf.AddHours(1), null, null, null, []), [file], move: true, CancellationToken.None);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    /// <summary>Persons who live in a unit of a municipality, a line each.</summary>
    private static string LivingIn(int count, string municipality, int unit, int first = 0, string grading = "ugradert") => string.Concat(Enumerable.Range(first, count).Select(i => $$$"""
        {"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "018180{{{10000 + i}}}", "identifikatortype": "foedselsnummer"}], "bostedsadresse": [{"erGjeldende": true, "adressegradering": "{{{grading}}}", "grunnkrets": {{{unit}}}, "vegadresse": {"kommunenummer": "{{{municipality}}}", "adressenavn": "Ukjentfaret", "adressenummer": {"husnummer": "{{{900 + i}}}"}, "adressekode": "99990"}}]}

        """));
}
