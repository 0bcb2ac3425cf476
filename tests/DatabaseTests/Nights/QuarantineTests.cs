using System.Text;
using System.Text.Json;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.GoodNight;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Records that can't be read: told by kind with how to mend them, and read again once they are mended.</summary>
public sealed class QuarantineTests : IAsyncLifetime
{
    private Installation? at;
    private string landing = "";

    public async Task InitializeAsync()
    {
        at = await Installation.CreateAsync();
        landing = await SmallWorld.CopyAsync(Persons, at.Folders.Data);
    }

    public async Task DisposeAsync() => await at!.DisposeAsync();

    [Fact]
    public async Task Mended_records_are_read_in_place_of_the_broken_ones_and_their_persons_are_whole_again()
    {
        var good = Lines();
        var lines = good.ToList();
        foreach (var line in new[] { 10, 20 }) lines[line] = lines[line].Replace("\"fornavn\":\"", $"\"fornavn\":\"{Secret}\\u0000", StringComparison.Ordinal);
        lines[30] = lines[30].Replace("\"ajourholdstidspunkt\":\"2", $"\"ajourholdstidspunkt\":\"{Secret}2", StringComparison.Ordinal);
        await DeliverFregAsync(lines);
        await at!.RunAsync(landing);
        Assert.Equal((long)Persons - 3, await at.ScalarAsync<long>("select count(*) from mart.person"));

        using var list = at.Start("quarantine", "list", "--json");
        Assert.Equal(ExitCode.Done, await list.EndAsync());
        var told = JsonDocument.Parse(list.Output).RootElement;
        Assert.Equal(3, told.GetProperty("quarantined").GetProperty("freg").GetInt64());
        var kinds = told.GetProperty("kinds").EnumerateArray().ToList();
        Assert.Equal(["bad-text $.navn.fornavn 2 11", "bad-timestamp $.identifikasjonsnummer.ajourholdstidspunkt 1 31"], kinds.Select(k =>
            $"{k.GetProperty("code")} {k.GetProperty("jsonPath")} {k.GetProperty("records")} {k.GetProperty("first")[0].GetProperty("line")}"));
        Assert.All(kinds, k => Assert.Equal(Mending.Sentences[k.GetProperty("code").GetString()!], k.GetProperty("mend").GetString()));
        MustTellNobody(list.Output + list.Error);

        using var replay = at.Start("quarantine", "replay", "--source", "freg", "--landing", landing, "-");
        Assert.Equal(ExitCode.Done, await replay.EndAsync($"{good[10]}\n{good[30]}\n{good[20]}\n"));
        Assert.Contains("-mended-001: 3 mended records", replay.Output, StringComparison.Ordinal);
        MustTellNobody(replay.Output + replay.Error);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(landing), e => Path.GetFileName(e).StartsWith('.'));
        await at.RunAsync(landing);

        Assert.Equal((long)Persons, await at.ScalarAsync<long>("select count(*) from mart.person"));
        const string Account = "ops.account where run_id = (select run_id from ops.run order by started_at desc limit 1) and step = 'freg'";
        Assert.Equal(["203 203 200 0 3"], await at.ListAsync($"select format('%s %s %s %s %s', records_in, records_out + merged + quarantined, records_out, quarantined, merged) from {Account}"));
        using var after = at.Start("quarantine", "list");
        Assert.Equal(ExitCode.Done, await after.EndAsync());
        Assert.StartsWith("The run read every record.", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_that_still_cannot_be_read_are_told_by_place_and_nothing_is_delivered()
    {
        var line = Lines()[0].Replace("\"fornavn\":\"", $"\"fornavn\":\"{Secret}\\u0000", StringComparison.Ordinal);
        var file = Path.Combine(at!.Folders.Data, "13912146396.ndjson");
        await File.WriteAllTextAsync(file, $"{Lines()[1]}\n{line}\n");
        var before = Snapshot(landing);

        var refused = await Assert.ThrowsAsync<BadInputException>(() => Replay.RunAsync(new(landing), SourceName.Freg, null, [file], default));
        var other = await Assert.ThrowsAsync<BadInputException>(() => Replay.RunAsync(new(landing), SourceName.Klass, null, [file], default));

        Assert.Equal("still-unreadable", refused.Code);
        Assert.Contains("1 of 2 mended records still can't be read: part-000.ndjson, line 2: bad-text at $.navn.fornavn", refused.Message, StringComparison.Ordinal);
        Assert.Equal("replay-source", other.Code);
        MustTellNobody(refused.Message + other.Message);
        Assert.Equal(before, Snapshot(landing));
    }

    [Fact]
    public async Task A_damaged_delivery_is_not_given_new_checksums()
    {
        var newest = SmallWorld.Newest(landing, SourceName.Krr);
        await File.AppendAllTextAsync(newest.PathOf(newest.Manifest.Files[0]), "x");
        var file = Path.Combine(at!.Folders.Data, "mended.json");
        await File.WriteAllTextAsync(file, """{"personidentifikator":"22885399316","reservasjon":"NEI","status":"AKTIV"}""");

        Assert.Equal("size-mismatch", (await Assert.ThrowsAsync<BadInputException>(() => Replay.RunAsync(new(landing), SourceName.Krr, null, [file], default))).Code);
    }

    [Fact]
    public async Task A_new_property_is_told_once_with_its_path_and_no_record_is_told_at_all()
    {
        var lines = Lines();
        lines[5] = lines[5].Replace("\"adressegradering\":", $"\"nyttFelt\":\"{Secret}\",\"adressegradering\":", StringComparison.Ordinal);
        lines[6] = lines[6].Replace("\"fornavn\":\"", $"\"fornavn\":\"{Secret}\\u0000", StringComparison.Ordinal);
        await DeliverFregAsync(lines);
        using var said = new StringWriter();

        await at!.Night(landing, new(RunConsole.Open(said, isTerminal: false))).RunAsync(default);

        var remark = Assert.Single(await at.ListAsync("select code || ' ' || path from ops.remark where path like '%nyttFelt'"));
        Assert.Equal("unknown-property $.bostedsadresse.nyttFelt", remark);
        Assert.Single(said.ToString().Split('\n'), l => l.StartsWith($"  freg: {remark}, ", StringComparison.Ordinal));
        Assert.Contains("  freg: bad-text at $.navn.fornavn, 1 could not be read, the first in 20261123T230000Z-full/part-000.ndjson, line 7", said.ToString(), StringComparison.Ordinal);
        MustTellNobody(said.ToString());
        // hashes look like numbers, and before-images are rows of the mart
        foreach (var table in await at.ListAsync("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'ops' and tablename not in ('person_hash', 'before_image')"))
            MustTellNobody(string.Join('\n', await at.ListAsync($"select t::text from {table} t")));
    }

    private List<string> Lines()
        => [.. Files(landing, SourceName.Freg).SelectMany(f => Encoding.UTF8.GetString(f.Value).Split('\n')).Where(l => l.Length > 0 && !l.Contains("feilmelding", StringComparison.Ordinal))];

    private async Task DeliverFregAsync(IEnumerable<string> lines)
    {
        var file = Path.Combine(at!.Folders.Data, "freg.ndjson");
        await File.WriteAllTextAsync(file, string.Concat(lines.Select(l => l + "\n")));
        var header = SmallWorld.Newest(landing, SourceName.Freg).Manifest;
        await new Landing(landing).DeliverAsync(header with { AsOf = header.AsOf.AddHours(1), SequenceTo = null, SequenceFrom = null }, [file], move: true, default);
    }
}
