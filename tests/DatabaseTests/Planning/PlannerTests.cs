using System.Text.Json;
using Npgsql;
using PersonEtl.DatabaseTests.Fetching;
using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Run.Planning;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.DatabaseTests.Planning;

/// <summary>A small Norway whose KLASS knows a reform to come: Bergen gets another number and code of its unit and district, a unit of Trondheim another name.</summary>
public sealed class PlannerTests : IAsyncLifetime
{
    private static readonly DateOnly ToCome = new(2027, 1, 1);

    private readonly KlassRegister register = new();
    private Night? night;

    private Night Night => night!;

    public async Task InitializeAsync() => night = await Night.BeginAsync();

    public async Task DisposeAsync() => await Night.DisposeAsync();

    [Fact]
    public async Task A_reform_to_come_is_told_with_the_persons_it_reaches()
    {
        await PublishAsync();

        var plan = await PlanAsync(ToCome);

        Assert.Equal((1, new DateOnly(2026, 11, 24), ToCome), (plan.Generation, plan.Served, plan.AsOf));
        Assert.Equal(
            [
                "Municipality Ends 4601 Bergen > 4699 Nye Bergen: 6",
                "BasicStatisticalUnit Ends 46010101 Garnes > 46990101 Garnes: 6",
                "BasicStatisticalUnit Renamed 50015218 MUNKVOLD > 50015218 Munkvold: fewer than 5",
                "UrbanDistrict Ends 460101 Arna > 469901 Arna: 6",
                "GeographicalUrbanDistrict Ends 460101 Arna > 469901 Arna: 6",
            ],
            Lines(plan));
        Assert.Equal(
            ["2027-01-01 Municipality 4699 Nye Bergen", "2027-01-01 BasicStatisticalUnit 46990101 Garnes", "2027-01-01 GeographicalUrbanDistrict 469901 Arna"],
            plan.ComingIntoForce.Select(n => FormattableString.Invariant($"{n.From:yyyy-MM-dd} {n.Subject} {n.Code}")));
    }

    [Fact]
    public async Task Before_the_reform_nothing_changes()
    {
        await PublishAsync();

        var plan = await PlanAsync(ToCome.AddDays(-1));

        Assert.Empty(plan.Changes);
        Assert.Empty(plan.ComingIntoForce);
    }

    [Fact]
    public async Task A_split_tells_every_successor_and_an_end_without_one_says_so()
    {
        register.Codes[KlassRegister.Municipalities].Add(new("4698", "Fana", ToCome, null));
        register.Changes.Add(new(KlassRegister.Municipalities, "4601", "4698", "Fana", ToCome));
        register.Changes.RemoveAll(c => c.Classification == KlassRegister.Units && c.Old == "46010101");
        await PublishAsync();

        var lines = Lines(await PlanAsync(ToCome));

        Assert.Contains("Municipality Ends 4601 Bergen > 4698 Fana or 4699 Nye Bergen: 6", lines);
        Assert.Contains("BasicStatisticalUnit Ends 46010101 Garnes > : 6", lines);
        Assert.DoesNotContain(lines, l => l.StartsWith("UrbanDistrict", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_name_of_a_municipality_a_new_county_and_another_district_are_told()
    {
        Change(register.Codes[KlassRegister.Municipalities], c => c.Number == "4601", c => c with { To = null });
        register.Codes[KlassRegister.Municipalities].RemoveAll(c => c.Number == "4699");
        register.Changes.RemoveAll(c => c.On == ToCome);
        var trondheim = register.Codes[KlassRegister.Municipalities].FindIndex(c => c.Name == "Trondheim - Tråante");
        register.Codes[KlassRegister.Municipalities][trondheim] = register.Codes[KlassRegister.Municipalities][trondheim] with { To = ToCome };
        register.Codes[KlassRegister.Municipalities].Add(new("5001", "Tråante - Trondheim", ToCome, null));
        register.Codes[KlassRegister.Counties].Add(new("47", "Nye Vestland", ToCome, null));
        Change(register.Links, l => l.Code == "4601", l => l with { To = ToCome });
        register.Links.RemoveAll(l => l.Code == "4699");
        register.Links.Add(new(KlassRegister.Municipalities, "4601", "47", ToCome, null));
        Change(register.Links, l => l.Code == "50015218", l => l with { To = ToCome });
        register.Links.Add(new(KlassRegister.Units, "50015218", "030104", ToCome, null));
        await PublishAsync();

        var lines = Lines(await PlanAsync(ToCome));

        Assert.Contains("Municipality Renamed 5001 Trondheim - Tråante > 5001 Tråante - Trondheim: fewer than 5", lines);
        Assert.Contains("County Replaced 46 Vestland > 47 Nye Vestland: 6", lines);
        Assert.Contains("GeographicalUrbanDistrict Replaced 500101 Midtbyen > 030104 St. Hanshaugen: fewer than 5", lines);
    }

    [Fact]
    public async Task A_new_table_of_service_districts_is_told_without_naming_the_geographical_ones()
    {
        await PublishAsync();
        await Night.DeliverAsync(SourceName.ServiceDistricts, Night.AsOf.AddDays(1), ("table.csv", "grunnkrets8;service_bydel;valid_from;valid_to;source\n46010101;500101;2004-01-01;;hand-made\n"));

        Assert.Equal(["UrbanDistrict Replaced 460101 Arna > 500101 Midtbyen: 6"], Lines(await PlanAsync(new(2026, 11, 25))));
    }

    [Fact]
    public async Task Nothing_is_written()
    {
        await PublishAsync();
        var before = GoodNight.Snapshot(Night.Folders.Data);
        var state = await Night.LinesAsync("select xmin::text || ' ' || generation from mart.generation");

        // sessions that let nobody write: whoever tries fails
        Assert.NotEmpty((await PlanAsync(ToCome, "-c default_transaction_read_only=on")).Changes);

        Assert.Equal(state, await Night.LinesAsync("select xmin::text || ' ' || generation from mart.generation"));
        Assert.Equal(before, GoodNight.Snapshot(Night.Folders.Data));
    }

    [Fact]
    public async Task The_verb_ends_with_6_before_anything_is_published_and_writes_JSON_after()
    {
        using (var early = EtlProcess.Start(Night.ConnectionString, Night.Folders.Data, ["plan", "--as-of", "2027-01-01"]))
        {
            Assert.Equal(ExitCode.NotFound, await early.EndAsync());
            Assert.Contains("Nothing is served yet", early.Error, StringComparison.Ordinal);
        }
        await PublishAsync();
        using var json = EtlProcess.Start(Night.ConnectionString, Night.Folders.Data, ["plan", "--as-of", "2027-01-01", "--json"]);
        Assert.Equal(ExitCode.Done, await json.EndAsync());
        using var document = JsonDocument.Parse(json.Output);
        var changes = document.RootElement.GetProperty("changes");
        Assert.Equal(("municipality", "ends", 6), (changes[0].GetProperty("subject").GetString(), changes[0].GetProperty("what").GetString(), changes[0].GetProperty("persons").GetInt32()));
        var few = changes.EnumerateArray().Single(c => c.GetProperty("from").GetProperty("code").GetString() == "50015218");
        Assert.Equal((JsonValueKind.Null, 5), (few.GetProperty("persons").ValueKind, few.GetProperty("fewerThan").GetInt32()));
        using var words = EtlProcess.Start(Night.ConnectionString, Night.Folders.Data, ["plan", "--as-of", "2027-01-01"]);
        Assert.Equal(ExitCode.Done, await words.EndAsync());
        Assert.Matches("municipality +4601 Bergen +4699 Nye Bergen +6", words.Output);
        Assert.Matches("50015218 Munkvold +fewer than 5", words.Output);
    }

    /// <summary>Five persons live in Bergen, one stays there, one of them both; one lives there under protection; one lives in Trondheim.</summary>
    private async Task PublishAsync()
    {
        string[] persons =
        [
            Person(1, Lives("4601", 101)), Person(2, Lives("4601", 101)), Person(3, Lives("4601", 101)), Person(4, Lives("4601", 101)),
            Person(5, Lives("4601", 101) + "," + Stays), Person(6, Lives("5001", 5218) + "," + Stays), Person(7, Lives("4601", 101).Replace("ugradert", "fortrolig", StringComparison.Ordinal)),
        ];
        await SmallNorway.DeliverAsync(Night, string.Join('\n', persons));
        await using var server = new LoopbackServer(register.Answer);
        await Fetches.RunAsync(SourceName.Klass, Night.Landing, FetchedLanding.From(server.Address), new FixedTime(() => Night.AsOf.AddHours(4)), CancellationToken.None);
        await Night.RunAsync();
    }

    private static string Lives(string municipality, int unit)
        => $$$"""
        "bostedsadresse":[{"erGjeldende":true,"adressegradering":"ugradert","grunnkrets":{{{unit}}},"vegadresse":{"kommunenummer":"{{{municipality}}}","adressenavn":"Testveien"}}]
        """;

    /// <summary>At the one address in Bergen that Matrikkelen has.</summary>
    private const string Stays = """
        "oppholdsadresse":[{"erGjeldende":true,"adressegradering":"ugradert","vegadresse":{"kommunenummer":"4601","adressenavn":"Testveien","adressekode":"1200","adressenummer":{"husnummer":"7","husbokstav":"A"}}}]
        """;

    private static string Person(int number, string addresses)
        => $$$"""
        {"foedselsEllerDNummer":"1391214640{{{number}}}","folkeregisterperson":{"identifikasjonsnummer":[{"erGjeldende":true,"status":"iBruk","foedselsEllerDNummer":"1391214640{{{number}}}","identifikatortype":"foedselsnummer"}],"status":[{"erGjeldende":true,"status":"bosatt"}],{{{addresses}}}}}
        """.ReplaceLineEndings("");

    private static void Change<T>(List<T> list, Predicate<T> which, Func<T, T> to) => list[list.FindIndex(which)] = to(list[list.FindIndex(which)]);

    private async Task<Plan> PlanAsync(DateOnly asOf, string options = "")
    {
        await using var dataSource = MartDatabase.DataSource(new NpgsqlConnectionStringBuilder(Night.ConnectionString) { Options = options }.ConnectionString);
        return (await new Planner(dataSource, Night.Landing).RunAsync(asOf, CancellationToken.None))!;
    }

    private static IReadOnlyList<string> Lines(Plan plan)
        => [.. plan.Changes.Select(c => $"{c.Subject} {c.What} {c.From} > {string.Join(" or ", c.To)}: {c.Persons?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "fewer than 5"}")];
}
