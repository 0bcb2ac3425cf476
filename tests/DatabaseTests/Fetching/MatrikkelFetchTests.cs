using System.IO.Compression;
using System.Text;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;
using PersonEtl.Etl.World.Writing;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>Kartverket's zip of addresses, on good days and on bad ones.</summary>
public sealed class MatrikkelFetchTests : IDisposable
{
    private const string Inside = "Basisdata_3420_Elverum_25833_MatrikkelenAdresse_CSV/matrikkelenAdresse.csv";
    private const string Extracted = "20.11.2026 05:00:00";

    private static readonly byte[] Good = Zip(Inside, Csv(Extracted));

    /// <summary>What comes in place of the zip, the code it ends with, and how often it is asked for.</summary>
    private static readonly Dictionary<string, (Reply Reply, string Code, int Attempts)> Days = new(StringComparer.Ordinal)
    {
        ["status 500"] = (Reply.Of(500), "fetch-failed", 3),
        ["status 404, an area that there is none of"] = (Reply.Of(404), "fetch-refused", 1),
        ["an empty body"] = (Of([]), "fetch-failed", 3),
        ["an error page in HTML with status 200"] = (new(200, "text/html", "<html></html>"u8.ToArray()), "zip-broken", 3),
        ["a zip that is cut off, with a length that agrees"] = (Of(Good[..(Good.Length / 2)]), "zip-broken", 3),
        ["a zip whose connection is cut off"] = (Of(Good[..(Good.Length / 2)]) with { Length = Good.Length }, "fetch-failed", 3),
        ["a zip with a wrong checksum"] = (Of(Changed(Good, Crc)), "zip-broken", 1),
        ["a zip of the roads' file, without units"] = (Of(Zip("matrikkelenVegadresse.csv", "lokalId;kommunenummer;kommunenavn;adressenavn\n1;0301;OSLO;Testveien\n")), "csv-header", 1),
        ["a zip of two other files"] = (Of(Two()), "zip-content", 1),
        ["a zip without an address"] = (Of(Zip(Inside, MatrikkelFile.Header + "\r\n")), "empty-file", 1),
        ["a zip that says it unpacks to more than the limit"] = (Of(Zip(Inside, new string(' ', 2 << 20))), "zip-too-large", 3),
        ["a zip that unpacks to more than it says"] = (Of(Changed(Zip(Inside, Csv(Extracted) + new string('x', 1 << 19)), Length)), "zip-broken", 1),
        ["more than the limit"] = (Of(new byte[2 << 20]), "fetch-too-large", 1),
    };

    private readonly FetchedLanding landing = new();

    public static TheoryData<string> Names => [.. Days.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_lands_when_the_server_answers_with(string day)
    {
        var (reply, code, attempts) = Days[day];
        await using (var good = new LoopbackServer(_ => Of(Good))) await FetchAsync(good);
        var before = landing.Snapshot();
        await using var server = new LoopbackServer(_ => reply);

        var told = await landing.TellAsync(SourceName.Matrikkel, FetchedLanding.From(server.Address));

        Assert.Equal(ExitCode.BadInput, told.Code);
        Assert.Contains($"({code})", told.Said, StringComparison.Ordinal);
        Assert.Equal(before, landing.Snapshot());
        Assert.Equal(attempts, server.Requests.Count);
    }

    [Fact]
    public async Task The_zip_of_an_area_lands_as_of_its_latest_extraction()
    {
        await using var server = new LoopbackServer(_ => Of(Good));

        var result = await FetchAsync(server);

        Assert.Equal("/Basisdata_3420_Elverum_25833_MatrikkelenAdresse_CSV.zip", Assert.Single(server.Requests).Path);
        Assert.True(result.IsNew);
        Assert.Equal("20261120T040000Z-full", result.Delivery.Name);
        Assert.Equal(Good, await File.ReadAllBytesAsync(result.Delivery.PathOf(Assert.Single(result.Delivery.Manifest.Files))));
        await DeliveryStream.VerifyAsync(result.Delivery, CancellationToken.None);
    }

    [Fact]
    public async Task One_zip_may_be_named_by_its_whole_address()
    {
        await using var server = new LoopbackServer(_ => Of(Good));

        await landing.FetchAsync(SourceName.Matrikkel, FetchedLanding.From(server.Address) with { Matrikkel = new(server.Address, "own/copy.zip") });

        Assert.Equal("/own/copy.zip", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task Without_a_time_of_extraction_the_servers_word_or_the_clock_is_taken()
    {
        var zip = Zip(Inside, Csv(""));
        await using var dated = new LoopbackServer(_ => Of(zip) with { Headers = [("Last-Modified", "Mon, 23 Nov 2026 05:00:00 GMT")] });
        await using var undated = new LoopbackServer(_ => Of(Zip(Inside, Csv("") + " ")));

        Assert.Equal("20261123T050000Z-full", (await FetchAsync(dated)).Delivery.Name);
        Assert.Equal("20261124T020000Z-full", (await FetchAsync(undated)).Delivery.Name);
    }

    [Fact]
    public async Task A_zip_that_has_not_changed_is_not_sent_again()
    {
        await using var server = new LoopbackServer(r => r.Headers.GetValueOrDefault("if-none-match") == "\"a1\"" ? Reply.Of(304) : Of(Good) with { Headers = [("ETag", "\"a1\"")] });
        var first = await FetchAsync(server);
        landing.Time.Advance(TimeSpan.FromDays(7));

        var second = await FetchAsync(server);

        Assert.False(second.IsNew);
        Assert.Equal(first.Delivery.Name, second.Delivery.Name);
        Assert.Equal(landing.Time.GetUtcNow(), FetchNote.CheckedAtOf(landing.Landing, second.Delivery));
    }

    [Fact]
    public async Task Another_zip_of_the_same_extraction_becomes_the_newest_delivery()
    {
        await using var one = new LoopbackServer(_ => Of(Good));
        await using var other = new LoopbackServer(_ => Of(Zip(Inside, Csv(Extracted).Replace("Testveien", "Prøveveien", StringComparison.Ordinal))));

        await FetchAsync(one);
        var second = await FetchAsync(other);

        Assert.Equal("20261120T040001Z-full", landing.Landing.NewestFull(SourceName.Matrikkel)!.Name);
        Assert.True(second.IsNew);
    }

    public void Dispose() => landing.Dispose();

    private Task<FetchResult> FetchAsync(LoopbackServer server) => landing.FetchAsync(SourceName.Matrikkel, FetchedLanding.From(server.Address));

    private static Reply Of(byte[] zip) => new(200, "application/zip", zip);

    private static string Csv(string extracted) => MatrikkelFile.Header + "\r\n"
        + $"100;3420;ELVERUM;vegadresse;;;1200;Testveien;7;A;12;3;;;tekst;tekst;25833;60.1;10.1;0001;BY;34200104;KRETS;;;;;;1;KRETS;01.01.2024 00:00:00;{extracted};100;;;;;;;;;;;;;\r\n";

    private static byte[] Zip(string name, string content)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(content));
        }
        return memory.ToArray();
    }

    private static byte[] Two()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "a.csv", "b.csv" }) zip.CreateEntry(name).Open().Dispose();
        }
        return memory.ToArray();
    }

    /// <summary>A field of the entry in the zip's table of contents, by its offset there.</summary>
    private const int Crc = 16;
    private const int Length = 24;

    /// <summary>The zip with another number in such a field.</summary>
    private static byte[] Changed(byte[] zip, int field)
    {
        var changed = (byte[])zip.Clone();
        var entry = changed.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(changed.AsSpan(entry + field), 7);
        return changed;
    }
}
