using System.IO.Compression;
using System.Text;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>What the fetched servers do on bad days. Whatever it is, nothing lands, the last delivery stays as it was, and the message says what came.</summary>
public sealed class BadDaysOfServersTests : IDisposable
{
    private const string Asked = "/classifications/131/codes?";
    private const string Html = "<html><body>Vi har tekniske problemer</body></html>";

    private static readonly string Good = Encoding.UTF8.GetString(new KlassRegister().Answer(new(Asked + "from=2010-01-01", new Dictionary<string, string>(), default)).Body!);

    private static readonly byte[] Packed = Gzip(Encoding.UTF8.GetBytes(Good));

    /// <summary>What comes in place of the municipalities, the code it ends with, and how often it is asked for: 3 is every attempt, 1 is that no other would help.</summary>
    private static readonly Dictionary<string, (Reply Reply, string Code, int Attempts)> Days = new(StringComparer.Ordinal)
    {
        ["status 500"] = (Reply.Of(500), "fetch-failed", 3),
        ["status 503 that says when to come back"] = (Reply.Of(503, ("Retry-After", "0")), "fetch-failed", 3),
        ["status 429 that says to come back after the time limit"] = (Reply.Of(429, ("Retry-After", "86400")), "fetch-failed", 1),
        ["status 408"] = (Reply.Of(408), "fetch-failed", 3),
        ["status 403"] = (Reply.Of(403), "fetch-refused", 1),
        ["status 400"] = (Reply.Of(400), "fetch-refused", 1),
        ["status 304, though nothing was compared"] = (Reply.Of(304), "fetch-refused", 1),
        ["a redirect to itself"] = (Reply.Of(302, ("Location", Asked + "from=2010-01-01&includeFuture=true")), "fetch-refused", 6),
        ["an error page in HTML with status 200"] = (new(200, "text/html", Encoding.UTF8.GetBytes(Html)), "json-broken", 3),
        ["an empty body"] = (new(200, "application/json", []), "fetch-failed", 3),
        ["JSON that ends early"] = (Reply.Json(Good[..(Good.Length / 2)]), "json-broken", 3),
        ["a connection that is cut off midway"] = (Reply.Json(Good[..(Good.Length / 2)]) with { Length = Good.Length }, "fetch-failed", 3),
        ["a content length that is too small"] = (Reply.Json(Good) with { Length = Good.Length / 2 }, "json-broken", 3),
        ["a content length that is too large"] = (Reply.Json(Good) with { Length = Good.Length * 2 }, "fetch-failed", 3),
        ["a packed body that can't be unpacked, gzip"] = (Reply.Json(Good) with { Headers = [("Content-Encoding", "gzip")] }, "fetch-failed", 3),
        ["a packed body that can't be unpacked, deflate"] = (Reply.Json(Good) with { Headers = [("Content-Encoding", "deflate")] }, "fetch-failed", 3),
        ["a packed body that can't be unpacked, Brotli"] = (Reply.Json(Good) with { Headers = [("Content-Encoding", "br")] }, "fetch-failed", 3),
        ["a packed body that ends early"] = (Reply.Json(Good) with { Body = Packed[..(Packed.Length / 2)], Headers = [("Content-Encoding", "gzip")] }, "json-broken", 3),
        ["JSON of another kind"] = (Reply.Json("""{"correspondenceItems": []}"""), "json-shape", 3),
        ["more than the limit"] = (Reply.Json(new string(' ', 2 << 20)), "fetch-too-large", 1),
        ["CSV in ISO-8859-1 that lost its Sámi letters"] = (new(200, "text/csv;charset=ISO-8859-1", Encoding.Latin1.GetBytes("\"code\",\"level\",\"name\",\"validFromInRequestedRange\",\"validToInRequestedRange\"\n\"5610\",\"1\",\"Kárá?johka - Karasjok\",2010-01-01,\n")), "klass-letters", 1),
        ["JSON whose letters were lost before"] = (Reply.Json(Good.Replace("Tr\\u00E5ante", "Tr?ante", StringComparison.Ordinal)), "klass-letters", 1),
        ["JSON with replacement characters"] = (Reply.Json(Good.Replace("Tr\\u00E5ante", "Tr\uFFFDante", StringComparison.Ordinal)), "klass-letters", 1),
        ["another classification"] = (Reply.Json("""{"codes": [{"code": "03", "level": "1", "name": "Oslo"}]}"""), "klass-wrong-classification", 1),
        ["no rows"] = (Reply.Json("""{"codes": []}"""), "klass-incomplete", 1),
        ["one municipality only"] = (Reply.Json("""{"codes": [{"code": "0301", "level": "1", "name": "Oslo"}]}"""), "klass-shrunk", 1),
    };

    private readonly FetchedLanding landing = new();

    public static TheoryData<string> Names => [.. Days.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_lands_when_the_server_answers_with(string day)
    {
        var (reply, code, attempts) = Days[day];
        await GoodAsync();
        var before = landing.Snapshot();
        var register = new KlassRegister();
        // at another address than the good one, so that no answer is known and all is asked for afresh
        await using var server = new LoopbackServer(r => r.Path.StartsWith(Asked, StringComparison.Ordinal) ? reply : register.Answer(r));

        var told = await landing.TellAsync(SourceName.Klass, FetchedLanding.From(server.Address));

        Assert.Equal((ExitCode.BadInput, true), (told.Code, told.Said.Contains($"({code})", StringComparison.Ordinal)));
        Assert.Contains("klass", told.Said, StringComparison.Ordinal);
        Assert.Equal(before, landing.Snapshot());
        Assert.Equal(attempts, server.Requests.Count(r => r.Path.StartsWith(Asked, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_lands_when_the_server_says_nothing()
    {
        await GoodAsync();
        var before = landing.Snapshot();
        await using var server = new LoopbackServer(_ => Reply.Silence);

        var slow = await landing.TellAsync(SourceName.Klass, FetchedLanding.From(server.Address, FetchedLanding.Quick with { Attempt = TimeSpan.FromMilliseconds(100) }));
        var late = await landing.TellAsync(SourceName.Klass, FetchedLanding.From(server.Address, FetchedLanding.Quick with { Total = TimeSpan.FromMilliseconds(100) }));

        Assert.Equal(ExitCode.BadInput, slow.Code);
        Assert.Contains("found none within 0.1 seconds", slow.Said, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, late.Code);
        Assert.Contains("(fetch-timeout)", late.Said, StringComparison.Ordinal);
        Assert.Equal(before, landing.Snapshot());
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Nothing_lands_when_there_is_no_server()
    {
        Uri gone;
        await using (var server = new LoopbackServer(_ => Reply.Silence)) gone = server.Address;

        var told = await landing.TellAsync(SourceName.Klass, FetchedLanding.From(gone));

        Assert.Equal(ExitCode.BadInput, told.Code);
        Assert.Contains("found no connection (ConnectionError)", told.Said, StringComparison.Ordinal);
        Assert.Empty(landing.Snapshot());
    }

    [Fact]
    public async Task Nothing_lands_when_the_address_is_of_something_else()
    {
        await using var server = new LoopbackServer(_ => Reply.Of(404));

        var told = await landing.TellAsync(SourceName.Klass, FetchedLanding.From(new(server.Address, "elsewhere/")));

        Assert.Equal(ExitCode.BadInput, told.Code);
        Assert.Contains("/elsewhere/classifications/131?includeFuture=true, found status 404", told.Said, StringComparison.Ordinal);
        Assert.Empty(landing.Snapshot());
    }

    [Fact]
    public async Task A_password_in_the_address_is_never_told()
    {
        await using var server = new LoopbackServer(_ => Reply.Of(403));

        var told = await landing.TellAsync(SourceName.Klass, FetchedLanding.From(new($"http://me:hush@{server.Address.Authority}/")));

        Assert.Contains("(fetch-refused)", told.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", told.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status 500")]
    [InlineData("an error page in HTML with status 200")]
    [InlineData("an empty body")]
    [InlineData("JSON that ends early")]
    [InlineData("a connection that is cut off midway")]
    [InlineData("a content length that is too small")]
    public async Task All_of_it_lands_when_two_bad_answers_are_followed_by_a_good_one(string day)
    {
        var register = new KlassRegister();
        var bad = 2;
        await using var server = new LoopbackServer(r => r.Path.StartsWith(Asked, StringComparison.Ordinal) && Interlocked.Decrement(ref bad) >= 0 ? Days[day].Reply : register.Answer(r));

        Assert.True((await landing.FetchAsync(SourceName.Klass, FetchedLanding.From(server.Address))).IsNew);
    }

    [Fact]
    public async Task A_redirect_is_followed()
    {
        var register = new KlassRegister();
        await using var server = new LoopbackServer(r => r.Path.StartsWith("/v2", StringComparison.Ordinal) ? register.Answer(r with { Path = r.Path[3..] }) : Reply.Of(301, ("Location", "/v2" + r.Path)));

        Assert.True((await landing.FetchAsync(SourceName.Klass, FetchedLanding.From(server.Address))).IsNew);
    }

    [Fact]
    public async Task The_wait_that_a_server_asks_for_is_kept()
    {
        var time = landing.Time;
        var register = new KlassRegister();
        var busy = true;
        await using var server = new LoopbackServer(
            r =>
            {
                if (!busy) return register.Answer(r);
                busy = false;
                return Reply.Of(429, ("Retry-After", "600"));
            },
            time);
        var day = TimeSpan.FromDays(1);
        var fetch = Fetches.RunAsync(SourceName.Klass, landing.Landing, FetchedLanding.From(server.Address, FetchedLanding.Quick with { Attempt = day, Total = day }), time, CancellationToken.None);
        while (!fetch.IsCompleted)
        {
            if (server.Requests.Count == 1) time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        Assert.True((await fetch).IsNew);
        Assert.True(server.Requests[1].At - server.Requests[0].At >= TimeSpan.FromSeconds(600));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_last_delivery_is_replaced_by_a_whole_one(bool saysWhatChanged)
    {
        var register = new KlassRegister();
        await using var server = new LoopbackServer(r =>
            !saysWhatChanged ? register.Answer(r) : r.Headers.ContainsKey("if-none-match") ? Reply.Of(304) : register.Answer(r) with { Headers = [("ETag", "\"v7\"")] });
        var last = (await landing.FetchAsync(SourceName.Klass, FetchedLanding.From(server.Address))).Delivery;
        var whole = await File.ReadAllBytesAsync(last.PathOf(last.Manifest.Files[0]));
        await File.AppendAllTextAsync(last.PathOf(last.Manifest.Files[0]), " ");
        landing.Time.Advance(TimeSpan.FromHours(1));

        var newest = (await landing.FetchAsync(SourceName.Klass, FetchedLanding.From(server.Address))).Delivery;

        Assert.NotEqual(last.Name, newest.Name);
        await DeliveryStream.VerifyAsync(newest, CancellationToken.None);
        Assert.Equal(whole, await File.ReadAllBytesAsync(newest.PathOf(last.Manifest.Files[0])));
    }

    public void Dispose() => landing.Dispose();

    private static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(body);
        return packed.ToArray();
    }

    private async Task GoodAsync()
    {
        await using var server = new LoopbackServer(new KlassRegister().Answer);
        await landing.FetchAsync(SourceName.Klass, FetchedLanding.From(server.Address));
    }
}
