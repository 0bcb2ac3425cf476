using PersonEtl.Etl.Publish;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A first night and a later one, killed at every step: what was served stays served, and running again ends as if nothing had happened.</summary>
public sealed class KillTests(KilledNights nights) : IClassFixture<KilledNights>
{
    internal static readonly IReadOnlyList<string> StepNames = ["prepare", "collect", "collect numbers", "look up", "enrich", "reference", "export", "publish", "apply", "check"];

    // in the long run TimedKillTests come to every step, too
    private static readonly IReadOnlyList<string> Few = ["collect", "enrich", "apply"];

    public static TheoryData<string> Steps => new(LongTests.On ? StepNames : Few);

    /// <summary>A first night makes indexes too.</summary>
    public static TheoryData<string> FirstSteps => [.. LongTests.On ? StepNames : Few, "index"];

    [Theory]
    [MemberData(nameof(FirstSteps))]
    public async Task A_first_night_that_is_killed_serves_nothing_and_ends_undisturbed_when_run_again(string step)
    {
        await using var at = await Installation.CreateAsync();
        await using (var gate = await Gate.BeforeGenerationAsync(at)) await KilledNights.KillAtAsync(at, nights.First, step, gate);

        Assert.Equal(0, (await at.ServedAsync()).Generation);
        Assert.Empty(await at.ListAsync(FirstLoadTests.Readers));
        await at.RunAsync(nights.First);
        (await at.ServedAsync()).MustBe(nights.AfterFirst);
        Assert.Equal(await nights.Disturbed.ListAsync(FirstLoadTests.Indexes), await at.ListAsync(FirstLoadTests.Indexes));
        Assert.Equal(FirstLoadTests.EveryReader, await at.ListAsync(FirstLoadTests.Readers));
        Assert.Equal(["1"], at.ExportNames());
        Assert.Equal("abandoned published", await at.OutcomesAsync());
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_later_night_that_is_killed_leaves_the_last_one_served_and_ends_undisturbed_when_run_again(string step)
    {
        var (before, next) = await nights.BeginAsync();
        await using (var gate = await Gate.BeforeGenerationAsync(nights.Disturbed)) await KilledNights.KillAtAsync(nights.Disturbed, next, step, gate);

        await nights.MustServeAsync(before);
        await nights.MustEndAsUndisturbedAsync(next, "abandoned published");
    }

    [Fact]
    public async Task A_night_that_is_killed_in_the_midst_of_enriching_leaves_the_last_one_served()
    {
        var (before, next) = await nights.BeginAsync();
        using (var run = nights.Disturbed.Start("run", "--landing", next))
        await using (var gate = await KilledNights.StopInCopyAsync(nights.Disturbed, run))
        {
            await run.KillAsync();
            await gate.TurnAwayAsync();
        }

        await nights.MustServeAsync(before);
        await nights.MustEndAsUndisturbedAsync(next, "abandoned published");
    }

    [Fact]
    public async Task An_export_that_was_renamed_before_the_kill_is_swept_by_the_next_run()
    {
        var (before, next) = await nights.BeginAsync();
        await using (var gate = await Gate.BeforeGenerationAsync(nights.Disturbed))
        {
            using var run = nights.Disturbed.Start("run", "--landing", next);
            await gate.UntilReachedAsync();
            await run.KillAsync();
            await gate.TurnAwayAsync();
        }
        var orphan = $"{before.Generation + 1}";
        Assert.Contains(orphan, nights.Disturbed.ExportNames());
        await nights.MustServeAsync(before);

        // the same input as last time: nothing to publish, so only a sweep can have taken it away
        await nights.Disturbed.RunAsync(nights.Served);
        Assert.DoesNotContain(orphan, nights.Disturbed.ExportNames());
        await nights.MustServeAsync(before);
        await nights.MustEndAsUndisturbedAsync(next, "abandoned unchanged published");
    }

    [Fact]
    public async Task A_night_that_is_killed_in_a_long_statement_lets_go_of_the_right_to_publish()
    {
        var (before, next) = await nights.BeginAsync();
        await using (await TableLock.TakeAsync(nights.Disturbed, "mart.person"))
        {
            using var run = nights.Disturbed.Start("run", "--landing", next);
            await run.UntilSaidAsync("apply …\n");
            await nights.Disturbed.UntilAsync("select exists (select from pg_locks where relation = 'mart.person'::regclass and not granted)");
            await run.KillAsync();
            // the statement itself would wait as long as the table is locked
            await using var right = await Publication.BeginAsync(nights.Disturbed.DataSource, LeaseTerms.Default, CancellationToken.None);
        }

        await nights.MustServeAsync(before);
        await nights.MustEndAsUndisturbedAsync(next, "abandoned published");
    }

    [Fact]
    public async Task A_kill_while_the_server_commits_leaves_the_last_one_when_the_server_rolls_back()
    {
        var (before, next) = await nights.BeginAsync();
        await using (var gate = await Gate.InCommitAsync(nights.Disturbed))
        {
            await KilledNights.KillAtAsync(nights.Disturbed, next, "commit", gate, waiting: true);
        }

        await nights.MustServeAsync(before);
        await nights.MustEndAsUndisturbedAsync(next, "abandoned published");
    }

    [Fact]
    public async Task A_kill_while_the_server_commits_serves_the_whole_new_one_when_the_server_gets_through()
    {
        var (before, next) = await nights.BeginAsync();
        await using (var gate = await Gate.InCommitAsync(nights.Disturbed))
        {
            using var run = nights.Disturbed.Start("run", "--landing", next);
            await gate.UntilReachedAsync();
            await run.KillAsync();
        }
        await nights.Disturbed.UntilAsync($"select exists (select from mart.generation where generation = {before.Generation + 1})");

        await nights.MustEndAsUndisturbedAsync(next, "abandoned unchanged");
    }
}
