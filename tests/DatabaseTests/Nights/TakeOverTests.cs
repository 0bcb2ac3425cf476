namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Two schedulers, of which one dies while it does the night. Quartz needs some twenty seconds to be sure of it.</summary>
public sealed class TakeOverTests
{
    private const string EverySecond = "* * * * * ?";

    [Fact]
    public async Task A_night_whose_scheduler_is_killed_in_its_midst_is_taken_over_by_another()
    {
        await using var at = await Installation.CreateAsync();
        Directory.Move(await SmallWorld.CopyAsync(200, at.Folders.Data), at.Folders.Landing);
        await using var gate = await Gate.BeforeGenerationAsync(at);
        using var first = at.Start("schedule", "--cron", EverySecond);
        await gate.UntilReachedAsync();
        await first.KillAsync();
        await gate.TurnAwayAsync();
        await gate.OpenAsync();

        using var second = at.Start("schedule", "--cron", EverySecond);
        await at.UntilAsync("select exists (select from ops.run where outcome = 'published')");

        await second.KillAsync();
        Assert.StartsWith("abandoned published", await at.OutcomesAsync(), StringComparison.Ordinal);
        Assert.Equal(1L, await at.ScalarAsync<long>("select count(*) from mart.generation"));
    }
}
