using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>Nights that fetch first: a bad day of a server never stops one while the last delivery is young enough, and always does when it is too old.</summary>
public sealed class NightsAfterFetchingTests : IAsyncLifetime
{
    private const string Freg = """{"foedselsEllerDNummer":"13912146396","folkeregisterperson":{"identifikasjonsnummer":[{"erGjeldende":true,"status":"iBruk","foedselsEllerDNummer":"13912146396","identifikatortype":"foedselsnummer"}],"status":[{"erGjeldende":true,"status":"bosatt"}],"bostedsadresse":[{"erGjeldende":true,"adressegradering":"ugradert","grunnkrets":5218,"vegadresse":{"kommunenummer":"5001","adressenavn":"Testveien"}}]}}""";
    private const string Served = "select residential_municipality_name || ' ' || residential_basic_statistical_unit_name from mart.person";
    private const string Steps = "select details ->> 'Failure' from ops.step where step = 'fetch klass' order by started_at desc limit 1";

    private readonly KlassRegister register = new();
    private Night? night;

    private Night Night => night!;

    public async Task InitializeAsync()
    {
        night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(Night, Freg);
    }

    public async Task DisposeAsync() => await Night.DisposeAsync();

    [Fact]
    public async Task A_night_is_built_on_what_it_fetched()
    {
        register.Codes[KlassRegister.Units][^2] = register.Codes[KlassRegister.Units][^2] with { Name = "Nyfunnet" };
        await using var server = new LoopbackServer(register.Answer);

        await RunAsync(server, SourceName.Klass);

        Assert.Equal(["Trondheim - Tråante Nyfunnet"], await Night.LinesAsync(Served));
        // no retained generation was built from the one before, so it is gone
        Assert.Single(Night.Landing.Find(SourceName.Klass));
        Assert.Equal(["fetch klass|1"], await Night.LinesAsync("select step, records from ops.step where step like 'fetch%'"));
    }

    [Fact]
    public async Task A_failed_fetch_is_told_and_the_last_delivery_is_used()
    {
        await using var server = new LoopbackServer(_ => Reply.Of(500));
        using var said = new StringWriter();

        await RunAsync(server, new RunConsole(RunConsole.Open(said, isTerminal: false)), SourceName.Klass, SourceName.Matrikkel);

        Assert.Equal(["Trondheim - Tråante MUNKVOLD"], await Night.LinesAsync(Served));
        Assert.Contains("  klass was not fetched, and its last delivery is used while it is young enough: klass: expected a whole answer", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("  matrikkel was not fetched", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("found status 500", await Night.ScalarAsync<string>(Steps), StringComparison.Ordinal);
        Assert.Equal(["published"], await Night.LinesAsync("select outcome from ops.run"));
    }

    [Fact]
    public async Task A_failed_fetch_stops_the_night_when_the_last_delivery_is_too_old()
    {
        await using var server = new LoopbackServer(_ => Reply.Of(500));
        await Night.DeliverAsync(SourceName.Freg, Night.AsOf.AddDays(31), ("freg.ndjson", Freg));
        await Night.DeliverAsync(SourceName.Krr, Night.AsOf.AddDays(31), ("krr.json", """{"personer": [{"personidentifikator": "01818012345", "reservasjon": "NEI", "status": "IKKE_REGISTRERT"}]}"""));

        var refused = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(server, SourceName.Klass));

        Assert.Equal(ExitCode.BadInput, Explanation.Of(refused).Code);
        Assert.Equal("delivery-too-old", refused.Code);
        Assert.StartsWith("klass/20261123T220000Z-full: expected a delivery at most 30 days older than 2026-12-24, the as-of date of the night; found one of 2026-11-23, 31 days older.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["0"], await Night.LinesAsync("select count(*) from mart.generation"));
    }

    [Fact]
    public async Task A_delivery_that_its_server_confirmed_is_not_too_old()
    {
        await using var server = new LoopbackServer(register.Answer);
        await FetchAsync(server, Night.AsOf);
        await Night.DeliverAsync(SourceName.Freg, Night.AsOf.AddDays(31), ("freg.ndjson", Freg));
        Night.Options = Night.Options with { MaxAge = AgeLimits.Parse("krr=any,matrikkel=any") };
        Assert.Equal("delivery-too-old", (await Assert.ThrowsAsync<BadInputException>(Night.RunAsync)).Code);

        Assert.False((await FetchAsync(server, Night.AsOf.AddDays(30))).IsNew);
        Assert.Equal(new DateOnly(2026, 12, 24), (await Night.RunAsync()).AsOf);
    }

    [Theory]
    [InlineData("freg")]
    [InlineData("krr")]
    public async Task A_person_register_of_four_days_ago_stops_the_night(string old)
    {
        var landing = Night.Folders.Landing;
        foreach (var source in new[] { SourceName.Freg, SourceName.Krr }.Where(s => s.Text() != old))
        {
            var last = new Landing(landing).NewestFull(source)!;
            await new Landing(landing).DeliverAsync(last.Manifest with { AsOf = last.Manifest.AsOf.AddDays(4) }, [.. last.Manifest.Files.Select(last.PathOf)], move: false, CancellationToken.None);
        }

        var refused = await Assert.ThrowsAsync<BadInputException>(Night.RunAsync);

        Assert.StartsWith($"{old}/20261123T220000Z-full: expected a delivery at most 3 days older than 2026-11-27", refused.Message, StringComparison.Ordinal);
        Night.Options = Night.Options with { MaxAge = AgeLimits.Parse($"{old}=4") };
        Assert.True((await Night.RunAsync()).Published);
    }

    private Task<FetchResult> FetchAsync(LoopbackServer server, DateTimeOffset at)
        => Fetches.RunAsync(SourceName.Klass, Night.Landing, FetchedLanding.From(server.Address), new FixedTime(() => at), CancellationToken.None);

    private Task RunAsync(LoopbackServer server, params SourceName[] sources) => RunAsync(server, RunConsole.Silent(), sources);

    private Task RunAsync(LoopbackServer server, RunConsole console, params SourceName[] sources)
    {
        var options = Night.Options with { Fetch = sources, FetchOptions = FetchedLanding.From(server.Address) };
        return new NightlyRun(Night.DataSource, Night.Folders, options, new FixedTime(() => Night.AsOf.AddHours(4)), console).RunAsync(CancellationToken.None);
    }
}
