using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>FREG's feed of events and what is looked up for them, on good days and on bad ones.</summary>
public sealed class FregFetchTests : IDisposable
{
    private const string Anna = "02851798067";
    private const string Berit = "20821098387";
    private const string Cato = "17868597437";

    private static readonly Reply Html = new(200, "text/html", "<html></html>"u8.ToArray());

    /// <summary>What comes in place of the feed or the look-up, the code it ends with, and how often it is asked for.</summary>
    private static readonly Dictionary<string, (string Place, Reply Reply, string Code, int Attempts)> Days = new(StringComparer.Ordinal)
    {
        ["feed: status 406, numbers that are too old"] = (FregRegister.Feed, Reply.Of(406), "freg-too-old", 1),
        ["feed: status 403"] = (FregRegister.Feed, Reply.Of(403), "fetch-refused", 1),
        ["feed: status 404"] = (FregRegister.Feed, Reply.Of(404), "fetch-refused", 1),
        ["feed: status 503"] = (FregRegister.Feed, Reply.Of(503), "fetch-failed", 3),
        ["feed: an error page in HTML with status 200"] = (FregRegister.Feed, Html, "json-broken", 3),
        ["feed: an object"] = (FregRegister.Feed, Reply.Json("{}"), "json-shape", 3),
        ["feed: an event without a number"] = (FregRegister.Feed, Reply.Json("""[{"hendelse":{}}]"""), "json-shape", 3),
        ["feed: an event without content"] = (FregRegister.Feed, Reply.Json("""[{"sekvensnummer":11}]"""), "json-shape", 3),
        ["feed: a number twice"] = (FregRegister.Feed, Reply.Json("""[{"sekvensnummer":11,"hendelse":{}},{"sekvensnummer":11,"hendelse":{}}]"""), "json-shape", 3),
        ["feed: a document whose id is none"] = (FregRegister.Feed, Reply.Json("""[{"sekvensnummer":11,"hendelse":{"persondokument":"a\"],\"b"}}]"""), "json-shape", 3),
        ["feed: events that go back"] = (FregRegister.Feed, Reply.Json("""[{"sekvensnummer":7,"hendelse":{}}]"""), "freg-pointer-back", 1),
        ["look-up: status 500"] = (FregRegister.Bulk, Reply.Of(500), "fetch-failed", 3),
        ["look-up: status 400"] = (FregRegister.Bulk, Reply.Of(400), "fetch-refused", 1),
        ["look-up: status 406"] = (FregRegister.Bulk, Reply.Of(406), "fetch-refused", 1),
        ["look-up: a redirect to another server"] = (FregRegister.Bulk, Reply.Of(308, ("Location", "http://127.0.0.1:9/")), "fetch-refused", 1),
        ["look-up: an error page in HTML with status 200"] = (FregRegister.Bulk, Html, "json-broken", 3),
        ["look-up: half a body"] = (FregRegister.Bulk, Reply.Json("""{"oppslag":[{"foedselsEllerDNummer":"1","folke"""), "json-broken", 3),
        ["look-up: a connection that is cut off"] = (FregRegister.Bulk, Reply.Json("""{"oppslag":[""") with { Length = 500 }, "fetch-failed", 3),
        ["look-up: an element without a person"] = (FregRegister.Bulk, Reply.Json("""{"oppslag":[{"foedselsEllerDNummer":"1"}]}"""), "json-shape", 3),
        ["look-up: a page without oppslag"] = (FregRegister.Bulk, Reply.Json("""{"feilmelding":"nei"}"""), "json-shape", 3),
        ["look-up: fewer than were asked for"] = (FregRegister.Bulk, Reply.Json("""{"oppslag":[]}"""), "freg-incomplete", 3),
    };

    private readonly FetchedLanding landing = new();
    private readonly FregRegister register = new();

    public FregFetchTests() => register.Events.Add((12, Anna, "a1"));

    public static TheoryData<string> Names => [.. Days.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_lands_when_the_server_answers_with(string day)
    {
        var (place, reply, code, attempts) = Days[day];
        var full = await FullAsync();
        await using var server = new LoopbackServer(r => r.Path.StartsWith(place, StringComparison.Ordinal) ? reply : register.Answer(r));

        var told = await landing.TellAsync(SourceName.Freg, FetchedLanding.Feeds(server.Address));

        Assert.Equal((ExitCode.BadInput, true), (told.Code, told.Said.Contains($"({code})", StringComparison.Ordinal)));
        Assert.Equal([full.Name], landing.Landing.Find(SourceName.Freg).Select(d => d.Name));
        Assert.Empty(Directory.EnumerateDirectories(landing.Landing.Folder, ".fetching-*"));
        Assert.Equal(attempts, server.Requests.Count(r => r.Path.StartsWith(place, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_each_person_the_document_of_the_last_event_lands_in_one_delta()
    {
        await FullAsync();
        register.Events.AddRange([(13, Berit, "b1"), (14, Cato, null), (17, Anna, "a2"), (18, Anna, null)]);
        await using var server = new LoopbackServer(register.Answer);

        var result = await FetchAsync(server);

        Assert.Equal("20261124T020000Z-delta-18", result.Delivery.Name);
        Assert.Equal((DeliveryKind.Delta, 11, 18), (result.Delivery.Manifest.Kind, result.Delivery.Manifest.SequenceFrom, result.Delivery.Manifest.SequenceTo));
        Assert.Equal(new FeedCounts(Records: 2, WithoutDocument: 2), result.Feed);
        Assert.Equal(["b1", "a2"], FregRegister.Asked(server.Requests[^1]));
        Assert.Contains("adressebeskyttelse", result.Delivery.Manifest.Parts!);
        await DeliveryStream.VerifyAsync(result.Delivery, CancellationToken.None);
        using var page = JsonDocument.Parse(await File.ReadAllBytesAsync(result.Delivery.PathOf(Assert.Single(result.Delivery.Manifest.Files))));
        Assert.Equal([Berit, Anna], page.RootElement.GetProperty("oppslag").EnumerateArray().Select(e => e.GetProperty("foedselsEllerDNummer").GetString()));
    }

    [Fact]
    public async Task What_is_loaded_is_asked_for_with_its_history_and_nothing_else()
    {
        await FullAsync();
        await using var server = new LoopbackServer(register.Answer);

        var result = await FetchAsync(server);

        string[] asked = [.. server.Requests[^1].Path[FregRegister.Bulk.Length..].Split('&').Select(p => p.Replace("part=", "", StringComparison.Ordinal))];
        Assert.Equal(PersonProperties.Document.Names.Append("historikk").Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
        Assert.Equal(asked, result.Delivery.Manifest.Parts!);
    }

    [Fact]
    public async Task Two_fetches_in_a_row_continue_and_a_third_finds_nothing_new()
    {
        await FullAsync();
        await using var server = new LoopbackServer(register.Answer);
        await FetchAsync(server);
        register.Events.Add((13, Berit, "b1"));
        landing.Time.Advance(TimeSpan.FromMinutes(5));
        var second = await FetchAsync(server);

        var third = await FetchAsync(server);

        Assert.Equal((13, 13), (second.Delivery.Manifest.SequenceFrom, second.Delivery.Manifest.SequenceTo));
        Assert.Equal(["11", "13", "14"], server.Requests.Where(r => r.Path.StartsWith(FregRegister.Feed, StringComparison.Ordinal)).Select(r => r.Path[FregRegister.Feed.Length..]));
        Assert.Equal((false, second.Delivery.Name), (third.IsNew, third.Delivery.Name));
    }

    [Fact]
    public async Task Error_messages_stay_in_the_page_as_they_came()
    {
        await FullAsync();
        register.Events.Add((13, Berit, "b1"));
        register.Broken.Add("a1");
        await using var server = new LoopbackServer(register.Answer);

        var result = await FetchAsync(server);

        Assert.Equal(new FeedCounts(Records: 2, Errors: 1), result.Feed);
        Assert.Equal(register.Answer(server.Requests[^1]).Body, await File.ReadAllBytesAsync(result.Delivery.PathOf(result.Delivery.Manifest.Files[0])));
    }

    [Fact]
    public async Task Events_without_any_document_land_nothing_and_come_again()
    {
        await FullAsync();
        register.Events[0] = (12, Anna, null);
        await using var server = new LoopbackServer(register.Answer);

        var first = await FetchAsync(server);
        register.Events.Add((13, Berit, "b1"));

        Assert.Equal((false, 1), (first.IsNew, first.Feed!.WithoutDocument));
        Assert.Equal(11, (await FetchAsync(server)).Delivery.Manifest.SequenceFrom);
    }

    [Fact]
    public async Task A_long_feed_is_read_page_by_page_and_looked_up_in_batches()
    {
        await FullAsync();
        register.Events.AddRange(Enumerable.Range(13, 1200).Select(i => ((long)i, string.Create(CultureInfo.InvariantCulture, $"{i}"), (string?)$"d{i}")));
        await using var server = new LoopbackServer(register.Answer);

        var result = await FetchAsync(server);

        Assert.Equal((1212, 1201), (result.Delivery.Manifest.SequenceTo, result.Feed!.Records));
        Assert.Equal([500, 500, 201], server.Requests.Where(r => r.Method == "POST").Select(r => FregRegister.Asked(r).Count));
        Assert.Equal(["part-000.json", "part-001.json", "part-002.json"], result.Delivery.Manifest.Files.Select(f => f.Name));
    }

    [Fact]
    public async Task More_events_than_one_delivery_takes_are_left_to_the_next()
    {
        await FullAsync();
        var most = FregFetch.MostPages * FregFetch.PageSize;
        register.Events.AddRange(Enumerable.Range(13, most).Select(i => ((long)i, Anna, (string?)$"d{i}")));
        await using var server = new LoopbackServer(register.Answer);

        var first = await FetchAsync(server);
        var second = await FetchAsync(server);

        Assert.Equal((11 + most, true), (first.Delivery.Manifest.SequenceTo, first.Feed!.HasMore));
        Assert.Equal((12 + most, false), (second.Delivery.Manifest.SequenceTo, second.Feed!.HasMore));
    }

    [Fact]
    public async Task Without_a_full_delivery_there_is_nothing_to_go_on_from()
    {
        await using var server = new LoopbackServer(register.Answer);

        Assert.Contains("(no-delivery)", (await landing.TellAsync(SourceName.Freg, FetchedLanding.Feeds(server.Address))).Said, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_wait_that_is_told_in_milliseconds_is_no_reason_to_give_up()
    {
        await FullAsync();
        var busy = true;
        await using var server = new LoopbackServer(r =>
        {
            if (!busy) return register.Answer(r);
            busy = false;
            return Reply.Of(429, ("Retry-After", "1500"));
        });

        Assert.True((await FetchAsync(server)).IsNew);
    }

    public void Dispose() => landing.Dispose();

    private Task<Delivery> FullAsync() => landing.DeliverAsync(SourceName.Freg, 10, """{"identifikasjonsnummer":[]}""");

    private Task<FetchResult> FetchAsync(LoopbackServer server) => landing.FetchAsync(SourceName.Freg, FetchedLanding.Feeds(server.Address));
}
