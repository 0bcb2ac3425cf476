using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The database goes away in the midst of a night, wholly or for one session: a clear end, and the last generation stays served.</summary>
public sealed class LostDatabaseTests : IAsyncLifetime
{
    private const string Others = $"select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and application_name <> '{Installation.TestSession}'";
    private const string Taken = "update ops.lease set fence = fence + 1, holder = 'a test'; delete from ops.lease_renewal";

    private Installation? at;
    private string next = "";
    private ServedState before = new(0, []);

    public async Task InitializeAsync()
    {
        at = await Installation.CreateAsync();
        await at.RunAsync(await SmallWorld.LandingAsync(300));
        before = await at.ServedAsync();
        next = await SmallWorld.LandingAsync(330, day: 1);
    }

    public async Task DisposeAsync() => await at!.DisposeAsync();

    [Fact]
    public async Task Every_session_cut_in_the_midst_of_enriching_ends_the_run_with_code_3()
    {
        using var run = at!.Start("run", "--landing", next);
        await using (var gate = await KilledNights.StopInCopyAsync(at, run)) await CutAsync();

        await MustHaveEndedAsync(run);
    }

    [Fact]
    public async Task Every_session_cut_in_the_midst_of_publishing_ends_the_run_with_code_3()
    {
        using var run = at!.Start("run", "--landing", next);
        await using (await TableLock.TakeAsync(at, "mart.person"))
        {
            await run.UntilSaidAsync("apply …\n");
            await at.UntilAsync("select exists (select from pg_locks where relation = 'mart.person'::regclass and not granted)");
            await CutAsync();
        }

        await MustHaveEndedAsync(run);
    }

    [Fact]
    public async Task One_session_cut_in_the_midst_of_its_copy_ends_the_run_with_code_3()
    {
        using var run = at!.Start("run", "--landing", next);
        await using (var gate = await KilledNights.StopInCopyAsync(at, run)) await gate.TurnAwayAsync();

        await MustHaveEndedAsync(run);
    }

    [Fact]
    public async Task The_publishing_session_cut_before_its_commit_ends_the_run_with_code_3()
    {
        using var run = at!.Start("run", "--landing", next);
        await using (var gate = await Gate.BeforeGenerationAsync(at))
        {
            await gate.UntilReachedAsync();
            await gate.TurnAwayAsync();
        }

        await MustHaveEndedAsync(run);
    }

    [Fact]
    public async Task The_publishing_session_cut_in_its_commit_ends_the_run_with_code_3()
    {
        using var run = at!.Start("run", "--landing", next);
        await using (var gate = await Gate.InCommitAsync(at))
        {
            await gate.UntilReachedAsync();
            await gate.TurnAwayAsync();
        }

        await MustHaveEndedAsync(run);
    }

    [Fact]
    public async Task A_run_that_lost_only_the_right_to_publish_stops_before_it_puts_an_export_in_place()
    {
        using var run = at!.Start("run", "--landing", next);
        await using (var gate = await KilledNights.StopInCopyAsync(at, run)) await at.ExecuteAsync(Taken);

        await MustHaveEndedAsync(run, ExitCode.AlreadyRunning, "a test took over");
        Assert.DoesNotContain("reference …", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_with_code_3()
    {
        using var run = EtlProcess.Start("Host=127.0.0.1;Port=1;Username=nobody", at!.Folders.Data, ["status"], ("PERSONETL_PG_WAIT", "1"));

        Assert.Equal(ExitCode.NoDatabase, await run.EndAsync());
        Assert.Contains("127.0.0.1:1", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Said, StringComparison.Ordinal);
    }

    private Task CutAsync() => at!.ExecuteAsync(Others);

    private async Task MustHaveEndedAsync(EtlProcess run, int code = ExitCode.NoDatabase, string message = "PostgreSQL ")
    {
        Assert.Equal(code, await run.EndAsync());
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Said, StringComparison.Ordinal);
        (await at!.ServedAsync()).MustBe(before);
        Assert.Equal(2, (await at.RunAsync(next)).Generation);
        Assert.Equal(["1", "2"], at.ExportNames());
    }
}
