using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The verbs themselves, and a rollback that is killed in its midst.</summary>
public sealed class KilledRollbackTests
{
    [Fact]
    public async Task A_rollback_that_is_killed_leaves_what_was_served_and_goes_through_when_run_again()
    {
        await using var at = await Installation.CreateAsync();
        await at.RunAsync(await SmallWorld.LandingAsync(300));
        var first = await at.ServedAsync();
        await at.RunAsync(await SmallWorld.LandingAsync(330, day: 1));
        var before = await at.ServedAsync();

        await using (var gate = await Gate.BeforeGenerationAsync(at))
        {
            using var killed = at.Start("rollback", "1", "--reason", "wrong night");
            await gate.UntilReachedAsync();
            await killed.KillAsync();
            await gate.TurnAwayAsync();
        }
        (await at.ServedAsync()).MustBe(before);
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from ops.hold"));

        using (var again = at.Start("rollback", "1", "--reason", "wrong night", "--json")) Assert.Equal(ExitCode.Done, await again.EndAsync());
        var now = await at.ServedAsync();
        Assert.Equal(3, now.Generation);
        foreach (var table in first.Parts.Keys.Where(k => k.StartsWith("mart.person", StringComparison.Ordinal) || k is "protected.person_address" or "mart.code")) Assert.Equal(first.Parts[table], now.Parts[table]);
        Assert.Equal("published published abandoned published", await at.OutcomesAsync());

        using (var night = at.Start("run", "--landing", await SmallWorld.LandingAsync(330, day: 1)))
        {
            Assert.Equal(ExitCode.CheckFailed, await night.EndAsync());
            Assert.Contains("wrong night", night.Error, StringComparison.Ordinal);
        }
        using (var refused = at.Start("rollback", "9", "--reason", "no such")) Assert.Equal(ExitCode.NotFound, await refused.EndAsync());
        using (var list = at.Start("generations"))
        {
            Assert.Equal(ExitCode.Done, await list.EndAsync());
            Assert.Contains("rollback to 1", list.Output, StringComparison.Ordinal);
        }
        using (var diff = at.Start("diff", "1", "3"))
        {
            Assert.Equal(ExitCode.Done, await diff.EndAsync());
            Assert.StartsWith("From generation 1 to 3: 0 persons came, 0 went.", diff.Output, StringComparison.Ordinal);
        }
        using (var release = at.Start("release")) Assert.Equal(ExitCode.Done, await release.EndAsync());
        await at.RunAsync(await SmallWorld.LandingAsync(330, day: 1));
        foreach (var table in before.Parts.Keys.Where(k => k.StartsWith("mart.person", StringComparison.Ordinal))) Assert.Equal(before.Parts[table], (await at.ServedAsync()).Parts[table]);
    }
}
