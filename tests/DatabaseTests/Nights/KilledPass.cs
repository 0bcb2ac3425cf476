using System.Diagnostics;
using System.Globalization;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A pass that is killed again and again, each time in a clone of the same installation, and what it comes to when nothing disturbs it.</summary>
internal sealed class KilledPass : IAsyncDisposable
{
    private readonly Installation origin;
    private readonly string[] arguments;
    private readonly ServedState before;
    private readonly ServedState after;
    private readonly IReadOnlyList<string> exports;
    private readonly TimeSpan length;

    private KilledPass(Installation origin, string[] arguments, ServedState before, ServedState after, IReadOnlyList<string> exports, TimeSpan length)
        => (this.origin, this.arguments, this.before, this.after, this.exports, this.length) = (origin, arguments, before, after, exports, length);

    /// <param name="prepare">Brings an empty installation to where the pass begins, and returns what the program is then told.</param>
    public static async Task<KilledPass> PrepareAsync(Func<Installation, Task<string[]>> prepare)
    {
        var origin = await Installation.CreateAsync();
        var arguments = await prepare(origin);
        var before = await origin.ServedAsync();
        await using var undisturbed = await origin.CloneAsync();
        using var run = undisturbed.Start(arguments);
        await run.UntilSaidAsync("prepare …\n");
        var clock = Stopwatch.StartNew();
        Assert.True(await run.EndAsync() == ExitCode.Done, run.Said);
        var length = clock.Elapsed;
        var after = await undisturbed.ServedAsync();
        Assert.Equal(before.Generation + 1, after.Generation);
        return new(origin, arguments, before, after, undisturbed.ExportNames(), length);
    }

    /// <summary>Kills the pass when a share of its length is over, counted from its first step; looks at what is served, runs it again, and compares.</summary>
    /// <returns>Where it was killed, and what was served then.</returns>
    public async Task<string> KillAsync(double share)
    {
        await using var at = await this.origin.CloneAsync();
        using var run = at.Start(this.arguments);
        await run.UntilSaidAsync("prepare …\n");
        await Task.Delay(this.length * share);
        await run.KillAsync();
        // what the server was doing for it, a commit perhaps, comes to an end of its own
        await at.UntilAsync($"select not exists (select from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and application_name <> '{Installation.TestSession}')");

        var served = await at.ServedAsync();
        // of a first load rows may be there already, which no reader may look at
        if (served.Generation == 0) Assert.Empty(await at.ListAsync(FirstLoadTests.Readers));
        else served.MustServe(served.Generation == this.before.Generation ? this.before : this.after);
        await using var api = InstallationApi.Of(at);
        await api.MustServeAsync(served);

        using var again = at.Start(this.arguments);
        Assert.True(await again.EndAsync() == ExitCode.Done, again.Said);
        (await at.ServedAsync()).MustBe(this.after);
        await api.MustServeAsync(this.after);
        Assert.Equal(this.exports, at.ExportNames());
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from pg_tables where schemaname = 'staging'"));
        return string.Create(CultureInfo.InvariantCulture, $"after {share:p1} of {this.length.TotalSeconds:0.0} s, in '{LastStepOf(run)}': generation {served.Generation} was served");
    }

    public ValueTask DisposeAsync() => this.origin.DisposeAsync();

    private static string LastStepOf(EtlProcess run) => run.Output.Split('\n').LastOrDefault(l => l.EndsWith(" …", StringComparison.Ordinal))?[..^2] ?? "";
}
