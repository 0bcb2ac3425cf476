using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;
using PersonEtl.Etl.Sources.Klass;

namespace PersonEtl.DatabaseTests.Fetching;

public sealed class KlassFetchTests : IDisposable
{
    private static readonly DateOnly Reform = new(2024, 1, 1);
    private static readonly DateOnly ToCome = new(2027, 1, 1);

    private readonly FetchedLanding landing = new();
    private readonly KlassRegister register = new();

    [Fact]
    public async Task A_delivery_holds_all_of_it_from_the_first_version_into_the_future()
    {
        await using var server = new LoopbackServer(register.Answer);

        var result = await FetchAsync(server);

        Assert.True(result.IsNew);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero), result.Delivery.Manifest.AsOf);
        Assert.Equal(
            ["103_codes_2010-01-01_open.json", "104_codes_2010-01-01_open.json", "131_changes_2010-01-01_open.json", "131_codes_2010-01-01_open.json", "131_corresponds_104_2010-01-01_open.json",
                "1_changes_2010-01-01_open.json", "1_codes_2010-01-01_open.json", "1_corresponds_103_2010-01-01_open.json"],
            Names(result));
        var geography = await ReadAsync(result);
        Assert.Equal("Trondheim", geography.FindMunicipality(5001, new(2020, 1, 1))!.Name.ToString());
        Assert.Equal("Trondheim - Tråante", geography.FindMunicipality(5001, new(2026, 11, 24))!.Name.ToString());
        Assert.Equal("Nye Bergen", geography.FindMunicipality(4699, ToCome)!.Name.ToString());
        Assert.Equal("Midtbyen", geography.FindUnit(50015218, ToCome)!.Geographical!.Name.ToString());
        Assert.All(server.Requests, r => Assert.Equal(("application/json", "utf-8", true), (r.Headers["accept"], r.Headers["accept-charset"], r.Path.Contains("includeFuture=true", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task History_begins_where_a_person_wants_it_to()
    {
        await using var server = new LoopbackServer(register.Answer);

        var result = await landing.FetchAsync(SourceName.Klass, FetchedLanding.From(server.Address) with { From = new DateOnly(2026, 1, 1) });

        Assert.Contains("131_codes_2026-01-01_open.json", Names(result));
        Assert.Null((await ReadAsync(result)).FindMunicipality(5402, new(2020, 1, 1)));
    }

    [Fact]
    public async Task A_range_with_a_version_that_is_not_published_is_narrowed_to_what_is()
    {
        register.NotPublished.Add((KlassRegister.Municipalities, new(2010, 1, 1)));
        await using var server = new LoopbackServer(register.Answer);

        var result = await FetchAsync(server);

        Assert.Contains("131_codes_2024-01-01_open.json", Names(result));
        Assert.DoesNotContain("131_codes_2010-01-01_open.json", Names(result));
        Assert.Equal("Harstad - Hárstták", (await ReadAsync(result)).FindMunicipality(5503, Reform)!.Name.ToString());
    }

    [Fact]
    public async Task A_hole_in_the_middle_costs_only_what_lies_in_it()
    {
        register.NotPublished.Add((KlassRegister.Municipalities, Reform));
        await using var server = new LoopbackServer(register.Answer);

        var names = Names(await FetchAsync(server));

        Assert.Equal(["131_codes_2010-01-01_2024-01-01.json", "131_codes_2027-01-01_open.json"], names.Where(n => n.StartsWith("131_codes", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2024-01-01", "131_changes_2024-01-01_open.json")]
    [InlineData("2027-01-01", "131_changes_2010-01-01_2024-01-02.json")]
    public async Task A_missing_table_of_changes_leaves_those_of_other_years(string missing, string left)
    {
        register.WithoutChanges.Add((KlassRegister.Municipalities, DateOnly.Parse(missing, CultureInfo.InvariantCulture)));
        await using var server = new LoopbackServer(register.Answer);

        var names = Names(await FetchAsync(server));

        Assert.Equal([left], names.Where(n => n.StartsWith("131_changes", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_no_range_of_a_correspondence_is_answered_days_are_asked_for_from_today_on()
    {
        register.WithoutRanges.Add(KlassRegister.Units);
        await using var server = new LoopbackServer(register.Answer);

        var result = await FetchAsync(server);

        Assert.Equal(["1_correspondsAt_103_2024-01-01.json", "1_correspondsAt_103_2027-01-01.json"], Names(result).Where(n => n.StartsWith("1_corr", StringComparison.Ordinal)));
        var geography = await ReadAsync(result);
        Assert.Equal("Arna", geography.FindUnit(46010101, new(2026, 11, 24))!.Geographical!.Name.ToString());
        Assert.Equal("Arna", geography.FindUnit(46990101, ToCome)!.Geographical!.Name.ToString());
    }

    [Fact]
    public async Task Answers_that_are_the_same_land_no_new_delivery_but_count_as_checked()
    {
        await using var server = new LoopbackServer(register.Answer);
        var first = await FetchAsync(server);
        landing.Time.Advance(TimeSpan.FromDays(20));

        var second = await FetchAsync(server);

        Assert.False(second.IsNew);
        Assert.Equal(first.Delivery.Name, second.Delivery.Name);
        Assert.Single(landing.Landing.Find(SourceName.Klass));
        Assert.Equal(landing.Time.GetUtcNow(), FetchNote.CheckedAtOf(landing.Landing, second.Delivery));
    }

    [Theory]
    [InlineData("ETag", "\"v7\"", "if-none-match")]
    [InlineData("ETag", "W/\"v7\"", "if-none-match")]
    [InlineData("Last-Modified", "Mon, 23 Nov 2026 05:00:00 GMT", "if-modified-since")]
    public async Task A_server_that_says_that_nothing_changed_is_believed(string header, string value, string asks)
    {
        await using var server = new LoopbackServer(r => r.Headers.GetValueOrDefault(asks) == value ? Reply.Of(304) : register.Answer(r) with { Headers = [(header, value)] });
        await FetchAsync(server);
        var asked = server.Requests.Count;
        landing.Time.Advance(TimeSpan.FromDays(1));

        var second = await FetchAsync(server);

        Assert.False(second.IsNew);
        Assert.Equal(8, server.Requests.Skip(asked).Count(r => r.Headers.ContainsKey(asks)));
    }

    [Fact]
    public async Task One_new_answer_among_unchanged_ones_makes_a_whole_delivery()
    {
        await using var server = new LoopbackServer(r => r.Path.Contains("/103/codes", StringComparison.Ordinal) || !r.Headers.ContainsKey("if-none-match") ? register.Answer(r) with { Headers = [("ETag", "\"v7\"")] } : Reply.Of(304));
        var first = await FetchAsync(server);
        register.Codes[KlassRegister.Districts].Add(new("500102", "Østbyen", Reform, null));
        landing.Time.Advance(TimeSpan.FromDays(1));

        var second = await FetchAsync(server);

        Assert.True(second.IsNew);
        Assert.Equal(Names(first), Names(second));
        await DeliveryStream.VerifyAsync(second.Delivery, CancellationToken.None);
        Assert.Contains("Østbyen", (await ReadAsync(second)).Districts.Select(d => d.Name.ToString()));
    }

    [Fact]
    public async Task A_lost_note_costs_a_whole_fetch_and_nothing_else()
    {
        await using var server = new LoopbackServer(r => r.Headers.ContainsKey("if-none-match") ? Reply.Of(304) : register.Answer(r) with { Headers = [("ETag", "\"v7\"")] });
        await FetchAsync(server);
        await File.WriteAllTextAsync(Path.Combine(landing.Landing.Folder, ".fetched", "klass.json"), "{\"checkedAt\":");
        var asked = server.Requests.Count;

        Assert.False((await FetchAsync(server)).IsNew);
        Assert.DoesNotContain(server.Requests.Skip(asked), r => r.Headers.ContainsKey("if-none-match"));
    }

    public void Dispose() => landing.Dispose();

    private Task<FetchResult> FetchAsync(LoopbackServer server) => landing.FetchAsync(SourceName.Klass, FetchedLanding.From(server.Address));

    private static Task<Geography> ReadAsync(FetchResult result) => KlassReader.ReadAsync(result.Delivery, null, ToCome, new(SourceName.Klass), CancellationToken.None);

    private static IReadOnlyList<string> Names(FetchResult result) => [.. result.Delivery.Manifest.Files.Select(f => f.Name).Order(StringComparer.Ordinal)];
}
