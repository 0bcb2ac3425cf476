using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Two runs at once: one of them has the right to publish, the other ends and touches nothing.</summary>
public sealed class TwoRunsTests
{
    [Fact]
    public async Task The_second_of_two_runs_ends_with_code_5_and_changes_nothing()
    {
        await using var at = await Installation.CreateAsync();
        await using var gate = await Gate.BeforeGenerationAsync(at);
        // its publication takes much longer than its lease holds unrenewed
        using var first = at.StartWithLease(2, "run", "--landing", await SmallWorld.LandingAsync(300));
        await gate.UntilReachedAsync();
        var exports = GoodNight.Snapshot(at.Folders.Exports);

        using var second = at.Start("run", "--landing", await SmallWorld.LandingAsync(330, day: 1));
        Assert.Equal(ExitCode.AlreadyRunning, await second.EndAsync());

        Assert.Matches($"^Another run is under way on this database: process {first.Id} on .+, which holds the lease until 20.+Z", second.Error);
        Assert.Equal("running", await at.OutcomesAsync());
        Assert.Equal(exports, GoodNight.Snapshot(at.Folders.Exports));
        await gate.OpenAsync();
        Assert.Equal(ExitCode.Done, await first.EndAsync());
        Assert.Equal("published", await at.OutcomesAsync());
        await using var alone = await Installation.CreateAsync();
        await alone.RunAsync(await SmallWorld.LandingAsync(300));
        (await at.ServedAsync()).MustBe(await alone.ServedAsync());
    }
}
