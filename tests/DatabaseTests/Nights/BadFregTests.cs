using System.Text;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.GoodNight;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>FREG deliveries that no mart may be built on, and persons in them who can't be read.</summary>
public sealed class BadFregTests(GoodNight night) : IClassFixture<GoodNight>
{
    private const string Delivery = "freg/20261123T230000Z-full/part-000";

    [Fact]
    public async Task A_line_that_is_no_JSON_is_told_by_delivery_file_and_line()
    {
        var landing = await night.LandingAsync();
        var lines = Lines(landing);
        lines[2] = Bytes(Secret);
        await DeliverAsync(landing, "freg.ndjson", Joined(lines));

        await night.MustRefuseAsync(landing, ExitCode.BadInput, $"{Delivery}.ndjson, line 3: expected JSON", "(json-broken)");
    }

    [Fact]
    public async Task A_line_that_is_cut_off_is_told()
    {
        var landing = await night.LandingAsync();
        var lines = Lines(landing);
        lines[^1] = lines[^1][..300];
        await DeliverAsync(landing, "freg.ndjson", Joined(lines)[..^1]);

        await night.MustRefuseAsync(landing, ExitCode.BadInput, $"{Delivery}.ndjson, line {lines.Count}: expected ");
    }

    [Fact]
    public async Task A_gzip_that_is_cut_off_is_told()
    {
        var landing = await night.LandingAsync();
        await DeliverAsync(landing, "freg.ndjson.gz", CutOff(Joined(Lines(landing))));

        await night.MustRefuseAsync(landing, ExitCode.BadInput, $"{Delivery}.ndjson.gz: expected whole gzip members", "(gzip-truncated)");
    }

    [Fact]
    public async Task A_gzip_that_is_cut_off_between_two_members_inside_the_last_one_is_told()
    {
        var landing = await night.LandingAsync();
        var lines = Lines(landing);
        var second = Packed(Joined(lines[100..]));
        await DeliverAsync(landing, "freg.ndjson.gz", [.. Packed(Joined(lines[..100])), .. second[..^4]]);

        await night.MustRefuseAsync(landing, ExitCode.BadInput, Delivery, "(gzip-truncated)");
    }

    [Fact]
    public async Task Bytes_after_the_last_gzip_member_are_told()
    {
        var landing = await night.LandingAsync();
        await DeliverAsync(landing, "freg.ndjson.gz", [.. Packed(Joined(Lines(landing))), .. Bytes(Secret)]);

        await night.MustRefuseAsync(landing, ExitCode.BadInput, Delivery, "(gzip-");
    }

    [Fact]
    public async Task A_delivery_without_adressebeskyttelse_among_its_parts_is_refused()
    {
        var landing = await night.LandingAsync();
        await night.DeliverAsync(landing, SourceName.Freg, ["navn", "bostedsadresse"], ("freg.ndjson", Joined(Lines(landing))));

        await night.MustRefuseAsync(landing, ExitCode.BadInput, "freg/20261123T230000Z-full: expected adressebeskyttelse", "(freg-without-protection)");
    }

    [Fact]
    public async Task A_file_with_blank_lines_only_is_told_as_empty()
    {
        var landing = await night.LandingAsync();
        await DeliverAsync(landing, "freg.ndjson", Bytes("\n \r\n"));

        await night.MustRefuseAsync(landing, ExitCode.BadInput, $"{Delivery}.ndjson: expected persons, found an empty file", "(empty-file)");
    }

    [Fact]
    public async Task A_delivery_in_which_nobody_can_be_read_is_stopped()
    {
        var landing = await night.LandingAsync();
        await DeliverAsync(landing, "freg.ndjson", Bytes(string.Concat(Enumerable.Repeat($"{{\"foedselsEllerDNummer\":\"{Secret}\",\"folkeregisterperson\":{{}}}}\n", 5))));

        await night.MustRefuseAsync(landing, ExitCode.CheckFailed, "FREG gave no person to publish (5 records read)");
    }

    [Fact]
    public async Task More_unreadable_persons_than_the_share_stop_the_night_and_their_places_are_kept()
    {
        var landing = await night.LandingAsync();
        var lines = Lines(landing);
        foreach (var line in Enumerable.Range(40, 11)) lines[line] = Spoilt(lines[line]);
        await DeliverAsync(landing, "freg.ndjson", Joined(lines));

        await night.MustRefuseAsync(landing, ExitCode.CheckFailed, $"11 of {lines.Count} records of FREG could not be read");
        Assert.Equal(11L, await night.At.ScalarAsync<long>("select count(*) from ops.quarantine where run_id = (select run_id from ops.run order by started_at desc limit 1) and line between 41 and 51"));
    }

    [Fact]
    public async Task Single_unreadable_persons_are_quarantined_with_their_places_and_all_others_published()
    {
        // an installation of its own: this night publishes
        await using var at = await Installation.CreateAsync();
        var landing = await SmallWorld.CopyAsync(Persons, at.Folders.Data);
        var lines = Lines(landing);
        lines[10] = Replaced(lines[10], "\"fornavn\":\"", "\"fornavn\":\"\\u0000");
        lines[20] = WithByteBefore(lines[20], "\"etternavn\":\"", 0xff);
        lines[30] = Replaced(lines[30], "\"fornavn\":\"", "\"fornavn\":\"\\ud800");
        lines[40] = Spoilt(lines[40]);
        await DeliverAsync(landing, "freg.ndjson", Joined(lines));

        await at.RunAsync(landing);

        Assert.Equal(
            ["line 11: bad-text at $.navn.fornavn", "line 21: bad-text at $.navn.etternavn", "line 31: bad-escape at $.navn.fornavn", "line 41: bad-timestamp at $.identifikasjonsnummer.ajourholdstidspunkt"],
            await at.ListAsync("select format('line %s: %s at %s', line, code, json_path) from ops.quarantine where source = 'freg' and delivery = '20261123T230000Z-full' and file = 'part-000.ndjson' order by line"));
        var offset = lines[..10].Sum(l => l.Length + 1);
        Assert.Equal($"{offset}", (await at.ListAsync("select byte_offset from ops.quarantine where line = 11"))[0]);
        Assert.Equal((long)Persons - 4, await at.ScalarAsync<long>("select count(*) from mart.person"));
        Assert.Equal(["4"], await at.ListAsync("select quarantined from ops.account where step = 'freg'"));
    }

    private Task DeliverAsync(string landing, string name, byte[] content) => night.DeliverAsync(landing, SourceName.Freg, (name, content));

    /// <summary>The lines of the good delivery that hold a person.</summary>
    private static List<byte[]> Lines(string landing)
        => [.. Files(landing, SourceName.Freg).SelectMany(f => Encoding.UTF8.GetString(f.Value).Split('\n')).Where(l => l.Length > 0 && !l.Contains("feilmelding", StringComparison.Ordinal)).Select(Bytes)];

    private static byte[] Joined(IEnumerable<byte[]> lines) => [.. lines.SelectMany(l => l.Append((byte)'\n'))];

    private static byte[] Spoilt(byte[] line) => Replaced(line, "\"ajourholdstidspunkt\":\"2", "\"ajourholdstidspunkt\":\"x");

    private static byte[] Replaced(byte[] line, string what, string with)
    {
        var text = Encoding.UTF8.GetString(line);
        Assert.Contains(what, text, StringComparison.Ordinal);
        return Bytes(text.Replace(what, with, StringComparison.Ordinal));
    }

    private static byte[] WithByteBefore(byte[] line, string after, byte value)
    {
        var at = line.AsSpan().IndexOf(Bytes(after)) + after.Length;
        Assert.True(at >= after.Length);
        return [.. line[..at], value, .. line[at..]];
    }
}
