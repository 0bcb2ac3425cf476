namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Two installations that get the same nights in turn, of two worlds; in one of them each night is first killed at some step.</summary>
public sealed class KilledNights : IAsyncLifetime
{
    private Installation? disturbed;
    private Installation? undisturbed;
    private InstallationApi? api;
    private int runsBefore;

    internal Installation Disturbed => disturbed!;

    internal string First { get; private set; } = "";

    internal string Second { get; private set; } = "";

    /// <summary>The landing folder of the generation that is served.</summary>
    internal string Served { get; private set; } = "";

    /// <summary>What is served after a first night that nothing disturbed.</summary>
    internal ServedState AfterFirst { get; private set; } = new(0, []);

    public async Task InitializeAsync()
    {
        Served = First = await SmallWorld.LandingAsync(300);
        Second = await SmallWorld.LandingAsync(330, day: 1);
        disturbed = await Installation.CreateAsync();
        undisturbed = await Installation.CreateAsync();
        await disturbed.RunAsync(First);
        await undisturbed.RunAsync(First);
        AfterFirst = await undisturbed.ServedAsync();
        api = InstallationApi.Of(disturbed);
    }

    public async Task DisposeAsync()
    {
        if (api is not null) await api.DisposeAsync();
        if (disturbed is not null) await disturbed.DisposeAsync();
        if (undisturbed is not null) await undisturbed.DisposeAsync();
    }

    /// <summary>What is served now, and the landing folder of the night that comes next.</summary>
    internal async Task<(ServedState Before, string Next)> BeginAsync()
    {
        runsBefore = (await Disturbed.OutcomesAsync()).Split(' ').Length;
        return (await Disturbed.ServedAsync(), Served == First ? Second : First);
    }

    /// <summary>Starts a run and kills it as soon as it says that a step begins; the gate keeps it from getting past the step.</summary>
    internal static async Task KillAtAsync(Installation at, string landing, string step, Gate gate, bool waiting = false)
    {
        using var run = at.Start("run", "--landing", landing);
        await run.UntilSaidAsync($"{step} …\n");
        if (waiting) await gate.UntilReachedAsync();
        await run.KillAsync();
        await gate.TurnAwayAsync();
    }

    /// <summary>Lets a run come to where it copies addresses, and holds it there.</summary>
    internal static async Task<Gate> StopInCopyAsync(Installation at, EtlProcess run)
    {
        Gate gate;
        // a step is noted when it ended, so here the run waits with its staging tables made
        await using (await TableLock.TakeAsync(at, "ops.step"))
        {
            await run.UntilSaidAsync("prepare: ");
            gate = await Gate.InCopyAsync(at, "mart.person_address");
        }
        await gate.UntilReachedAsync();
        return gate;
    }

    /// <summary>SQL, API and Parquet all serve this, and nothing newer.</summary>
    internal async Task MustServeAsync(ServedState state)
    {
        (await Disturbed.ServedAsync()).MustBe(state);
        await api!.MustServeAsync(state);
    }

    /// <summary>Runs again, and compares with the installation where nothing was killed.</summary>
    internal async Task MustEndAsUndisturbedAsync(string landing, string outcomes)
    {
        await Disturbed.RunAsync(landing);
        await undisturbed!.RunAsync(landing);
        Served = landing;
        var state = await Disturbed.ServedAsync();
        state.MustBe(await undisturbed.ServedAsync());
        await api!.MustServeAsync(state);
        Assert.Equal(undisturbed.ExportNames(), Disturbed.ExportNames());
        Assert.Equal(outcomes, string.Join(' ', (await Disturbed.OutcomesAsync()).Split(' ')[runsBefore..]));
    }
}
