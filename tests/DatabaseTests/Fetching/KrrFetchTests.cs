using System.Text;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;
using PersonEtl.Etl.Sources.Krr;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>KRR's change feed, on good days and on bad ones.</summary>
public sealed class KrrFetchTests : IDisposable
{
    private const string Full = """{"personidentifikator":"22885399316","reservasjon":"NEI","status":"IKKE_REGISTRERT"}""";

    /// <summary>What comes in place of a page after change 20, the code it ends with, and how often it is asked for.</summary>
    private static readonly Dictionary<string, (Reply Reply, string Code, int Attempts)> Days = new(StringComparer.Ordinal)
    {
        ["status 500"] = (Reply.Of(500), "fetch-failed", 3),
        ["status 503 that says when to come back"] = (Reply.Of(503, ("Retry-After", "0")), "fetch-failed", 3),
        ["status 429 that says to come back after the time limit"] = (Reply.Of(429, ("Retry-After", "86400")), "fetch-failed", 1),
        ["status 401, without a token to make anew"] = (Reply.Of(401), "fetch-refused", 1),
        ["status 403"] = (Reply.Of(403), "fetch-refused", 1),
        ["status 404"] = (Reply.Of(404), "fetch-refused", 1),
        ["status 406"] = (Reply.Of(406), "krr-refused", 1),
        ["a redirect to another server"] = (Reply.Of(307, ("Location", "http://127.0.0.1:9/")), "fetch-refused", 1),
        ["an error page in HTML with status 200"] = (new(200, "text/html", "<html></html>"u8.ToArray()), "json-broken", 3),
        ["an empty body"] = (new(200, "application/json", []), "fetch-failed", 3),
        ["half a body, with a length that agrees"] = (Half(), "json-broken", 3),
        ["half a body, and the connection is cut off"] = (Half() with { Length = 4096 }, "fetch-failed", 3),
        ["a look-up's page in place of changes"] = (Reply.Json("""{"personer": []}"""), "json-shape", 3),
        ["a page without its last number"] = (Reply.Json("""{"list": [], "fraEndringsId": 20, "sisteEndringsId": 24}"""), "json-shape", 3),
        ["a page with its last number twice"] = (Reply.Json("""{"list": [], "fraEndringsId": 20, "tilEndringsId": 22, "tilEndringsId": 24, "sisteEndringsId": 24}"""), "json-shape", 3),
        ["a page whose list is an object"] = (Reply.Json("""{"list": {}, "fraEndringsId": 20, "tilEndringsId": 24, "sisteEndringsId": 24}"""), "json-shape", 3),
        ["a page whose list holds a text"] = (Reply.Json("""{"list": [{}, "22885399316"], "fraEndringsId": 20, "tilEndringsId": 24, "sisteEndringsId": 24}"""), "json-shape", 3),
        ["numbers that are texts"] = (Reply.Json("""{"list": [], "fraEndringsId": "20", "tilEndringsId": "24", "sisteEndringsId": "24"}"""), "json-shape", 3),
        ["an answer to another question"] = (KrrRegister.Page(0, 2, 24), "krr-other-answer", 1),
        ["a page that goes back"] = (KrrRegister.Page(20, 18, 24), "krr-pointer-back", 1),
        ["a register that has fewer changes than we hold"] = (KrrRegister.Page(20, 20, 12), "krr-pointer-back", 1),
        ["no changes, and the word that there are some"] = (KrrRegister.Page(20, 20, 24), "krr-stuck", 1),
        ["more than the limit"] = (Reply.Json(new string(' ', 2 << 20)), "fetch-too-large", 1),
    };

    private readonly FetchedLanding landing = new();
    private readonly KrrRegister register = new() { Latest = 25 };

    public static TheoryData<string> Names => [.. Days.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_lands_when_the_second_page_is(string day)
    {
        var (reply, code, attempts) = Days[day];
        await landing.DeliverAsync(SourceName.Krr, 18, Full);
        var before = landing.Landing.Find(SourceName.Krr).Select(d => d.Name);
        var isBad = (Request r) => r.Body.Contains("20}", StringComparison.Ordinal);
        await using var server = new LoopbackServer(r => isBad(r) ? reply : register.Answer(r));

        var told = await landing.TellAsync(SourceName.Krr, FetchedLanding.Feeds(server.Address));

        Assert.Equal((ExitCode.BadInput, true), (told.Code, told.Said.Contains($"({code})", StringComparison.Ordinal)));
        Assert.DoesNotContain("hemmelig", told.Said, StringComparison.Ordinal);
        Assert.Equal(before, landing.Landing.Find(SourceName.Krr).Select(d => d.Name));
        Assert.Empty(Directory.EnumerateDirectories(landing.Landing.Folder, ".fetching-*"));
        Assert.Equal(attempts, server.Requests.Count(isBad));
    }

    [Fact]
    public async Task All_pages_of_a_fetch_are_one_delta_that_follows_the_last_delivery()
    {
        await landing.DeliverAsync(SourceName.Krr, 20, Full);
        await using var server = new LoopbackServer(register.Answer);

        var result = await FetchAsync(server);

        Assert.Equal("20261124T020000Z-delta-25", result.Delivery.Name);
        Assert.Equal((true, DeliveryKind.Delta, 21, 25), (result.IsNew, result.Delivery.Manifest.Kind, result.Delivery.Manifest.SequenceFrom, result.Delivery.Manifest.SequenceTo));
        Assert.Equal(landing.Time.GetUtcNow(), result.Delivery.Manifest.AsOf);
        Assert.Equal(["""{"fraEndringsId": 20}""", """{"fraEndringsId": 22}""", """{"fraEndringsId": 24}"""], server.Requests.Select(r => r.Body));
        Assert.All(server.Requests, r => Assert.False(r.Headers.ContainsKey("authorization")));
        Assert.Equal(["part-000.json", "part-001.json", "part-002.json"], result.Delivery.Manifest.Files.Select(f => f.Name));
        Assert.Equal(KrrRegister.Page(22, 24, 25).Body, await File.ReadAllBytesAsync(result.Delivery.PathOf(result.Delivery.Manifest.Files[1])));
        await DeliveryStream.VerifyAsync(result.Delivery, CancellationToken.None);
        var reading = new SourceReading(SourceName.Krr);
        await KrrReader.ReadAsync(result.Delivery, reading, CancellationToken.None);
        Assert.Equal((5, 5), (result.Feed!.Records, reading.Account.Out));
    }

    [Fact]
    public async Task Two_fetches_in_a_row_continue_and_a_third_finds_nothing_new()
    {
        await landing.DeliverAsync(SourceName.Krr, 20, Full);
        await using var server = new LoopbackServer(register.Answer);
        await FetchAsync(server);
        register.Latest = 26;
        landing.Time.Advance(TimeSpan.FromMinutes(5));
        var second = await FetchAsync(server);
        landing.Time.Advance(TimeSpan.FromMinutes(5));

        var third = await FetchAsync(server);

        Assert.Equal((26, 26), (second.Delivery.Manifest.SequenceFrom, second.Delivery.Manifest.SequenceTo));
        Assert.Equal((false, second.Delivery.Name), (third.IsNew, third.Delivery.Name));
        Assert.Equal(3, landing.Landing.Find(SourceName.Krr).Count);
        Assert.Equal(landing.Time.GetUtcNow(), FetchNote.CheckedAtOf(landing.Landing, third.Delivery));
    }

    [Fact]
    public async Task A_newer_full_delivery_takes_the_pointer_on_and_an_older_one_never_takes_it_back()
    {
        await landing.DeliverAsync(SourceName.Krr, 20, Full);
        await using var server = new LoopbackServer(register.Answer);
        await FetchAsync(server);
        landing.Time.Advance(TimeSpan.FromDays(3));
        await landing.DeliverAsync(SourceName.Krr, 22, Full);
        register.Latest = 40;

        Assert.Equal(26, (await FetchAsync(server)).Delivery.Manifest.SequenceFrom);
        landing.Time.Advance(TimeSpan.FromDays(3));
        await landing.DeliverAsync(SourceName.Krr, 50, Full);
        register.Latest = 52;

        Assert.Equal(51, (await FetchAsync(server)).Delivery.Manifest.SequenceFrom);
    }

    [Fact]
    public async Task The_first_fetch_gets_the_whole_register_as_a_full_delivery()
    {
        await using var server = new LoopbackServer(register.Answer);

        var result = await FetchAsync(server);

        Assert.Equal("20261124T020000Z-full-25", result.Delivery.Name);
        Assert.Equal((1, 25, 13), (result.Delivery.Manifest.SequenceFrom, result.Delivery.Manifest.SequenceTo, result.Delivery.Manifest.Files.Count));
        Assert.Equal("""{"fraEndringsId": 0}""", server.Requests[0].Body);
    }

    [Fact]
    public async Task A_register_without_any_change_is_no_register()
    {
        register.Latest = 0;
        await using var server = new LoopbackServer(register.Answer);

        Assert.Contains("(krr-empty)", (await landing.TellAsync(SourceName.Krr, FetchedLanding.Feeds(server.Address))).Said, StringComparison.Ordinal);
        Assert.Empty(landing.Landing.Find(SourceName.Krr));
    }

    [Fact]
    public async Task Without_the_number_of_its_last_change_a_full_delivery_can_not_be_gone_on_from()
    {
        await landing.DeliverAsync(SourceName.Krr, null, Full);
        await using var server = new LoopbackServer(register.Answer);

        Assert.Contains("(no-sequence)", (await landing.TellAsync(SourceName.Krr, FetchedLanding.Feeds(server.Address))).Said, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("status 500")]
    [InlineData("status 503 that says when to come back")]
    [InlineData("an error page in HTML with status 200")]
    [InlineData("half a body, and the connection is cut off")]
    [InlineData("a page whose list holds a text")]
    public async Task All_of_it_lands_when_two_bad_answers_are_followed_by_a_good_one(string day)
    {
        await landing.DeliverAsync(SourceName.Krr, 20, Full);
        var bad = 2;
        await using var server = new LoopbackServer(r => Interlocked.Decrement(ref bad) >= 0 ? Days[day].Reply : register.Answer(r));

        Assert.Equal(25, (await FetchAsync(server)).Delivery.Manifest.SequenceTo);
    }

    [Fact]
    public async Task Only_one_fetch_at_a_time_lands_changes()
    {
        await landing.DeliverAsync(SourceName.Krr, 20, Full);
        (int Code, string Said) other = default;
        await using var server = new LoopbackServer(r =>
        {
            if (other.Said is null) other = landing.TellAsync(SourceName.Krr, FetchedLanding.Feeds(new("http://127.0.0.1:9/"))).GetAwaiter().GetResult();
            return register.Answer(r);
        });

        Assert.True((await FetchAsync(server)).IsNew);
        Assert.Contains("(fetch-under-way)", other.Said, StringComparison.Ordinal);
        register.Latest = 30;
        Assert.True((await FetchAsync(server)).IsNew);
    }

    public void Dispose() => landing.Dispose();

    private Task<FetchResult> FetchAsync(LoopbackServer server) => landing.FetchAsync(SourceName.Krr, FetchedLanding.Feeds(server.Address));

    private static Reply Half() => Reply.Json(Encoding.UTF8.GetString(KrrRegister.Page(20, 22, 24).Body!)[..200]);
}
