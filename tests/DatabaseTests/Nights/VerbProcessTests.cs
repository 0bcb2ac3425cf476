using System.Text.Json;
using System.Text.RegularExpressions;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The verbs of a night as a script sees them: exit codes, JSON on standard output and nothing else there, plain lines for a log.</summary>
public sealed partial class VerbProcessTests : IAsyncLifetime
{
    private Installation? at;

    public async Task InitializeAsync() => at = await Installation.CreateAsync();

    public async Task DisposeAsync() => await at!.DisposeAsync();

    [Fact]
    public async Task A_night_by_the_verbs_alone_deliver_run_status_and_explain()
    {
        var world = await SmallWorld.LandingAsync(200);
        foreach (var source in SourceNames.All)
        {
            var files = SmallWorld.Newest(world, source) is var delivery ? delivery.Manifest.Files.Select(delivery.PathOf) : [];
            using var deliver = at!.Start(["deliver", "--source", source.Text(), "--kind", "full", "--as-of", "2026-11-23T22:00:00Z", "--json", .. files]);
            Assert.Equal(ExitCode.Done, await deliver.EndAsync());
            Assert.Equal(source.Text(), Json(deliver.Output).GetProperty("source").GetString());
        }

        using var run = at!.Start("run", "--json");
        Assert.Equal(ExitCode.Done, await run.EndAsync());
        Assert.Equal(1, Json(run.Output).GetProperty("generation").GetInt32());
        Assert.Contains("enrich …", run.Error, StringComparison.Ordinal);
        MustBePlain(run.Error);

        using var again = at.Start("run");
        Assert.Equal(ExitCode.Done, await again.EndAsync());
        MustBePlain(again.Output);
        Assert.Equal("", again.Error);
        foreach (var step in KillTests.StepNames.Except(["check"])) Assert.Matches($"(?m)^{step} …$", again.Output);
        Assert.Matches("(?m)^Nothing differs from generation 1; it stays served[.]$", again.Output);

        using var status = at.Start("status", "--json");
        Assert.Equal(ExitCode.Done, await status.EndAsync());
        Assert.Equal(1, Json(status.Output).GetProperty("served").GetProperty("generation").GetInt32());
        Assert.Equal("unchanged", Json(status.Output).GetProperty("runs")[0].GetProperty("outcome").GetString());
        Assert.Equal("unchanged", Json(status.Output).GetProperty("lastRun").GetProperty("outcome").GetString());
        Assert.Equal("full", Json(status.Output).GetProperty("served").GetProperty("kind").GetString());
        Assert.Equal("freg klass krr matrikkel service-districts", string.Join(' ', Json(status.Output).GetProperty("sources").EnumerateArray().Select(s => s.GetProperty("source").GetString())));
        Assert.Equal(JsonValueKind.Null, Json(status.Output).GetProperty("lease").ValueKind);

        using var verify = at.Start("verify", "--json");
        Assert.Equal(ExitCode.Done, await verify.EndAsync());
        Assert.All(Json(verify.Output).GetProperty("proofs").EnumerateArray(), p => Assert.Equal("proven", p.GetProperty("outcome").GetString()));

        await at.ExecuteAsync("update mart.person_name set last_name = last_name || 'e' where ctid = (select min(ctid) from mart.person_name where last_name is not null)");
        using var differs = at.Start("verify");
        Assert.Equal(ExitCode.CheckFailed, await differs.EndAsync());
        Assert.Contains("mart.person_name (identified), column last_name: the table has other values than the manifest.", differs.Output, StringComparison.Ordinal);
        MustBePlain(differs.Output);

        var number = (await at.ListAsync("select identification_number from mart.person where residential_form is not null limit 1"))[0];
        using var explain = at.Start("explain");
        Assert.Equal(ExitCode.Done, await explain.EndAsync(number + "\n"));
        Assert.NotEqual("", explain.Output);

        using var unknown = at.Start("explain");
        Assert.Equal(ExitCode.NotFound, await unknown.EndAsync("13912146396"[..10] + "0\n"));
        Assert.Equal("", unknown.Output);
        GoodNight.MustTellNobody(unknown.Error);
    }

    [Fact]
    public async Task A_broken_delivery_by_the_verbs_alone()
    {
        var landing = await SmallWorld.CopyAsync(200, at!.Folders.Data);
        Directory.Move(landing, at.Folders.Landing);
        var file = Path.Combine(at.Folders.Data, "13912146396.ndjson");
        await File.WriteAllTextAsync(file, $"{{}}\n{GoodNight.Secret}\n");
        using var deliver = at.Start("deliver", "--source", "freg", "--kind", "full", "--as-of", "2026-11-24T22:00:00Z", file);
        Assert.Equal(ExitCode.Done, await deliver.EndAsync());
        GoodNight.MustTellNobody(deliver.Said);

        using var run = at.Start("run");
        Assert.Equal(ExitCode.BadInput, await run.EndAsync());

        Assert.StartsWith("freg/20261124T220000Z-full/part-000.ndjson, line 2: expected JSON", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        MustBePlain(run.Said);
        GoodNight.MustTellNobody(run.Said);

        using var status = at.Start("status");
        Assert.Equal(ExitCode.Done, await status.EndAsync());
        Assert.Contains("Nothing is served yet", status.Output, StringComparison.Ordinal);
        Assert.Contains(run.Error.TrimEnd(), status.Output, StringComparison.Ordinal);
        MustBePlain(status.Output);

        using var verify = at.Start("verify");
        Assert.Equal(ExitCode.NotFound, await verify.EndAsync());
        Assert.Contains("Nothing is served yet", verify.Error, StringComparison.Ordinal);

        using var missing = at.Start("deliver", "--source", "krr", "--kind", "full", "--as-of", "2026-11-24T22:00:00Z", file + ".missing");
        Assert.Equal(ExitCode.BadInput, await missing.EndAsync());
        GoodNight.MustTellNobody(missing.Said);
    }

    [Fact]
    public async Task A_number_on_a_command_line_is_refused_without_being_repeated()
    {
        using var explain = at!.Start("explain", "13912146396");

        Assert.Equal(ExitCode.Usage, await explain.EndAsync());
        Assert.NotEqual("", explain.Error);
        GoodNight.MustTellNobody(explain.Said);
    }

    private static JsonElement Json(string output)
    {
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    /// <summary>No control characters but line ends.</summary>
    private static void MustBePlain(string text) => Assert.DoesNotMatch(Control(), text);

    [GeneratedRegex(@"[\x00-\x09\x0b-\x1f\x7f\x80-\x9f]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Control();
}
