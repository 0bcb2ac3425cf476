using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A run that stands still, as on a suspended machine: another takes over when its lease expired, and when it goes on it ends and nothing of it is served.</summary>
public sealed class StoppedRunTests : IAsyncLifetime
{
    private const string Expired = "select expires_at < clock_timestamp() from ops.lease_renewal";

    private Installation? at;
    private string mine = "";
    private string others = "";

    public async Task InitializeAsync()
    {
        at = await Installation.CreateAsync();
        await at.RunAsync(await SmallWorld.LandingAsync(300));
        (mine, others) = (await SmallWorld.LandingAsync(330, day: 1), await SmallWorld.LandingAsync(200));
    }

    public async Task DisposeAsync() => await at!.DisposeAsync();

    [Fact]
    public async Task A_run_that_stands_still_in_the_midst_of_enriching_is_taken_over_and_ends_with_code_5()
    {
        using var stopped = at!.StartWithLease(2, "run", "--landing", mine);
        await using (var gate = await KilledNights.StopInCopyAsync(at, stopped))
        {
            await stopped.StopAsync();
            Assert.Equal(2, (await at.RunAsync(others)).Generation);
        }

        await MustEndWithoutATraceAsync(stopped);
    }

    [Fact]
    public async Task A_run_that_stands_still_in_the_midst_of_its_publication_is_taken_over_and_ends_with_code_5()
    {
        using var stopped = at!.StartWithLease(2, "run", "--landing", mine);
        await using (var gate = await Gate.BeforeGenerationAsync(at))
        {
            await gate.UntilReachedAsync();
            await stopped.StopAsync();
            var fence = await at.ScalarAsync<long>("select fence from ops.lease");
            var other = at.RunAsync(others);
            await at.UntilAsync($"select fence > {fence} from ops.lease");
            await gate.OpenAsync();
            Assert.Equal(2, (await other).Generation);
        }

        await MustEndWithoutATraceAsync(stopped);
    }

    [Fact]
    public async Task A_run_that_continues_while_the_one_that_took_over_still_works_harms_nothing_of_it()
    {
        using var stopped = at!.StartWithLease(2, "run", "--landing", mine);
        await using (var gate = await KilledNights.StopInCopyAsync(at, stopped)) await stopped.StopAsync();
        using var other = at.Start("run", "--landing", others);
        await using (var gate = await KilledNights.StopInCopyAsync(at, other))
        {
            await stopped.ContinueAsync();
            Assert.Equal(ExitCode.AlreadyRunning, await stopped.EndAsync());
            await MustTellOfAsync(other);
            Assert.Contains($"process {other.Id} on ", stopped.Error, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.Done, await other.EndAsync());
        await MustServeOthersAsync();
    }

    [Fact]
    public async Task A_run_that_stood_still_too_long_publishes_when_nobody_took_over()
    {
        using var stopped = at!.StartWithLease(1, "run", "--landing", mine);
        await using (var gate = await KilledNights.StopInCopyAsync(at, stopped))
        {
            await stopped.StopAsync();
            await at.UntilAsync(Expired);
            await stopped.ContinueAsync();
        }

        Assert.Equal(ExitCode.Done, await stopped.EndAsync());
        Assert.Equal("published published", await at.OutcomesAsync());
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from ops.lease_renewal"));
    }

    private async Task MustEndWithoutATraceAsync(EtlProcess stopped)
    {
        await stopped.ContinueAsync();
        Assert.Equal(ExitCode.AlreadyRunning, await stopped.EndAsync());
        Assert.StartsWith("This run lost the right to publish", stopped.Error, StringComparison.Ordinal);
        Assert.Single(stopped.Error.TrimEnd('\n').Split('\n'));
        await MustServeOthersAsync();
    }

    /// <summary>What <c>status</c> says while a run is under way.</summary>
    private async Task MustTellOfAsync(EtlProcess run)
    {
        var status = await MartStatus.ReadAsync(at!.DataSource, 5, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        Assert.StartsWith($"process {run.Id} on ", status.Lease?.Holder, StringComparison.Ordinal);
        Assert.False(status.Lease!.Expired);
    }

    private async Task MustServeOthersAsync()
    {
        await using var alone = await Installation.CreateAsync();
        await alone.RunAsync(await SmallWorld.LandingAsync(300));
        await alone.RunAsync(others);
        (await at!.ServedAsync()).MustBe(await alone.ServedAsync());
        Assert.Equal(alone.ExportNames(), at.ExportNames());
        Assert.Equal("published failed published", await at.OutcomesAsync());
    }
}
