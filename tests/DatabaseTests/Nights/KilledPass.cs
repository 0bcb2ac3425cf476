using System.Diagnostics;
using Npgsql;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A pass that is killed again and again, each time in a clone of the same installation, and what it comes to when nothing disturbs it.</summary>
internal sealed class KilledPass : IAsyncDisposable
{
    // every step and every commit takes a moment, so that the shortest can be hit, too
    private const string Dawdle = """
        create function public.dawdle() returns trigger language plpgsql as 'begin perform pg_sleep(0.02); return new; end';
        create trigger dawdle before insert on ops.run for each row execute function public.dawdle();
        create trigger dawdle before insert on ops.step for each row execute function public.dawdle();
        create constraint trigger dawdle after insert on mart.generation deferrable initially deferred for each row execute function public.dawdle()
        """;
    private const string Hurry = "drop function public.dawdle() cascade";

    private const string Begun = "select holder is not null from ops.lease";
    private const string NobodyElse = $"select not exists (select from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and application_name <> '{Installation.TestSession}')";

    private readonly Installation origin;
    private readonly string? landing;
    private readonly bool isSmall;
    private readonly int before;
    private readonly List<ServedState> states;
    private readonly List<TimeSpan> begins = [];
    private IReadOnlyList<string> exports = [];

    private KilledPass(Installation origin, string? landing, bool isSmall, ServedState before)
        => (this.origin, this.landing, this.isSmall, this.before, states) = (origin, landing, isSmall, before.Generation, [before]);

    /// <summary>The steps and phases that it goes through.</summary>
    public IReadOnlyList<string> Steps { get; private set; } = [];

    /// <param name="origin">An installation where the pass is due.</param>
    /// <param name="landing">Its landing folder; null for the installation's own.</param>
    /// <param name="isSmall">Whether it is a small pass.</param>
    public static async Task<KilledPass> PrepareAsync(Installation origin, string? landing = null, bool isSmall = false)
    {
        var pass = new KilledPass(origin, landing, isSmall, await origin.ServedAsync());
        await origin.ExecuteAsync(Dawdle);
        await pass.RunUndisturbedAsync();
        return pass;
    }

    /// <summary>Where a point from 0 to 1 lies: half of them are shared out by time, half by moments, so that short ones have some, too.</summary>
    /// <returns>The moment, and how much of it is over.</returns>
    public (int Moment, double Share) PlaceOf(double point)
    {
        for (var moment = 0; ; moment++)
        {
            var weight = (0.5 / Steps.Count) + (0.5 * LengthOf(moment) / (begins[^1] - begins[0]));
            if (point < weight || moment == Steps.Count - 1) return (moment, Math.Min(1, point / weight));
            point -= weight;
        }
    }

    /// <summary>Kills the pass when a share of a moment is over; looks at what is served, runs it again, and compares.</summary>
    /// <returns>The moment that it was killed in.</returns>
    public async Task<string> KillAsync(int moment, double share)
    {
        await using var at = await this.origin.CloneAsync();
        using var run = Start(at);
        await at.UntilAsync(Begun);
        await run.UntilAsync(said => Moments.Of(said).Count > moment, Steps[moment]);
        await Task.Delay(LengthOf(moment) * share);
        await run.KillAsync();
        var killed = Moments.Of(run.Output);
        try
        {
            // what the server was doing for it, a commit perhaps, comes to an end of its own
            await at.UntilAsync(NobodyElse);
            await MustServeAndEndUndisturbedAsync(at, killed);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Killed in '{killed[^1]}': {e.Message}", e);
        }
        return killed[^1];
    }

    public ValueTask DisposeAsync() => this.origin.DisposeAsync();

    private string LandingOf(Installation at) => this.landing ?? at.Folders.Landing;

    private EtlProcess Start(Installation at)
    {
        string[] arguments = ["run", "--landing", LandingOf(at)];
        return at.Start(this.isSmall ? [.. arguments, "--small"] : arguments);
    }

    private Task<RunResult> RunAsync(Installation at) => this.isSmall ? at.RunSmallAsync(LandingOf(at)) : at.RunAsync(LandingOf(at));

    /// <summary>Every file: of exports from before somebody was hidden no table may be left.</summary>
    private static IReadOnlyList<string> ExportsOf(Installation at)
        => [.. Directory.EnumerateFiles(at.Folders.Exports, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(at.Folders.Exports, f)).Order(StringComparer.Ordinal)];

    private TimeSpan LengthOf(int moment) => this.begins[moment + 1] - this.begins[moment];

    private async Task MustServeAndEndUndisturbedAsync(Installation at, IReadOnlyList<string> killed)
    {
        var served = await at.ServedAsync();
        var (least, most) = Moments.Published(killed);
        Assert.InRange(served.Generation - this.before, least, most);
        // of a first load rows may be there already, which no reader may look at
        if (served.Generation == 0) Assert.Empty(await at.ListAsync(FirstLoadTests.Readers));
        else served.MustServe(this.states[served.Generation - this.before]);
        await using var api = InstallationApi.Of(at);
        await api.MustServeAsync(served);

        await at.ExecuteAsync(Hurry);
        await RunAsync(at);
        (await at.ServedAsync()).MustBe(this.states[^1]);
        await api.MustServeAsync(this.states[^1]);
        Assert.Equal(this.exports, ExportsOf(at));
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from pg_tables where schemaname = 'staging'"));
    }

    private async Task RunUndisturbedAsync()
    {
        await using var undisturbed = await this.origin.CloneAsync();
        using var run = Start(undisturbed);
        await undisturbed.UntilAsync(Begun);
        var clock = Stopwatch.StartNew();
        var end = run.EndAsync();
        bool ended;
        do
        {
            // what it said last may come together with its end
            ended = end.IsCompleted;
            while (this.begins.Count < Moments.Of(run.Output).Count) this.begins.Add(clock.Elapsed);
            if (!ended) await Task.Delay(1);
        }
        while (!ended);
        this.begins.Add(clock.Elapsed);
        Assert.True(await end == ExitCode.Done, run.Said);
        Steps = Moments.Of(run.Output);
        Assert.Equal(Steps.Count + 1, this.begins.Count);
        var after = await undisturbed.ServedAsync();
        this.exports = ExportsOf(undisturbed);
        for (var generation = this.before + 1; generation < after.Generation; generation++) this.states.Add(await StoppedAfterAsync(generation));
        this.states.Add(after);
    }

    /// <summary>What is served when the pass can't publish more than this generation.</summary>
    private async Task<ServedState> StoppedAfterAsync(int generation)
    {
        await using var at = await this.origin.CloneAsync();
        await at.ExecuteAsync($"""
            create function public.refuse() returns trigger language plpgsql as 'begin raise exception ''refused''; end';
            create trigger refuse before insert on mart.generation for each row when (new.generation > {generation}) execute function public.refuse()
            """);
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(at));
        var served = await at.ServedAsync();
        Assert.Equal(generation, served.Generation);
        return served;
    }
}
