using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary><c>schedule</c> as a process of its own, on Quartz's tables in PostgreSQL.</summary>
public sealed class ScheduleTests : IAsyncLifetime
{
    private const string EverySecond = "* * * * * ?";
    private const string OnceAYear = "0 0 4 1 1 ?";
    private const string AnotherDay = "0 0 5 2 2 ?";
    private const string Started = "select to_regclass('quartz.qrtz_scheduler_state') is not null";
    private const string Crons = "select coalesce(string_agg(cron_expression, ', '), '') from quartz.qrtz_cron_triggers";

    private Installation? at;

    public async Task InitializeAsync()
    {
        at = await Installation.CreateAsync();
        var landing = await SmallWorld.CopyAsync(200, at.Folders.Data);
        Directory.Move(landing, at.Folders.Landing);
    }

    public async Task DisposeAsync() => await at!.DisposeAsync();

    [Fact]
    public async Task A_night_that_fails_is_told_without_data_and_the_next_night_publishes_and_no_two_run_at_once()
    {
        var broken = Path.Combine(at!.Folders.Data, "freg.ndjson");
        await File.WriteAllTextAsync(broken, GoodNight.Secret + "\n");
        var header = SmallWorld.Newest(at.Folders.Landing, SourceName.Freg).Manifest;
        var bad = await new Landing(at.Folders.Landing).DeliverAsync(header with { AsOf = header.AsOf.AddHours(1) }, [broken], move: true, CancellationToken.None);

        using var one = at.Start("schedule", "--cron", EverySecond);
        using var other = at.Start("schedule", "--cron", EverySecond);
        await at.UntilAsync("select exists (select from ops.run where outcome = 'failed')");
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from mart.generation"));
        Directory.Move(bad.Folder, Path.Combine(at.Folders.Data, "taken-away"));
        await at.UntilAsync("select count(*) filter (where outcome = 'published') = 1 and count(*) filter (where outcome = 'unchanged') > 1 from ops.run");

        Assert.Equal(EverySecond, await at.ScalarAsync<string>(Crons));
        Assert.InRange(await at.ScalarAsync<long>("select count(*) from pg_tables where schemaname = 'quartz' and tablename like 'qrtz!_%' escape '!'"), 11, 30);
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from pg_tables where schemaname <> 'quartz' and tablename like 'qrtz!_%' escape '!'"));
        await one.TerminateAsync();
        await other.TerminateAsync();
        Assert.Equal((0, 0), (await one.EndAsync(), await other.EndAsync()));
        Assert.Contains("The night failed and the last generation stays served: freg/20261123T230000Z-full-200/part-000.ndjson, line 1", one.Said + other.Said, StringComparison.Ordinal);
        GoodNight.MustTellNobody(one.Said + other.Said);
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from ops.run where outcome in ('running', 'abandoned')"));
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from ops.run a join ops.run b on a.run_id <> b.run_id and a.started_at <= b.started_at and b.started_at < a.ended_at"));
    }

    [Fact]
    public async Task A_missed_night_is_made_up_once_and_another_cron_replaces_the_trigger()
    {
        using (var first = at!.Start("schedule", "--cron", OnceAYear))
        {
            await at.UntilAsync(Started);
            await at.UntilAsync("select count(*) = 1 from quartz.qrtz_cron_triggers");
            await first.UntilSaidAsync("Application started");
            await first.KillAsync();
        }
        Assert.Equal(OnceAYear, await at.ScalarAsync<string>(Crons));
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from ops.run"));

        // two years go by (100 ns a tick) while no scheduler runs
        await at.ExecuteAsync($"update quartz.qrtz_triggers set next_fire_time = next_fire_time - {TimeSpan.FromDays(730).Ticks}");
        using (var second = at.Start("schedule", "--cron", OnceAYear))
        {
            await at.UntilAsync("select exists (select from ops.run where outcome = 'published')");
            await second.TerminateAsync();
            Assert.Equal(0, await second.EndAsync());
        }
        Assert.Equal("published", await at.OutcomesAsync());
        Assert.Equal(OnceAYear, await at.ScalarAsync<string>(Crons));
        Assert.True(await at.ScalarAsync<long>("select next_fire_time from quartz.qrtz_triggers") > TimeProvider.System.GetUtcNow().Ticks);

        using var third = at.Start("schedule", "--cron", AnotherDay);
        await at.UntilAsync($"select ({Crons}) = '{AnotherDay}'");
        await third.KillAsync();
        Assert.Equal(1L, await at.ScalarAsync<long>("select count(*) from quartz.qrtz_triggers"));
        Assert.Equal("published", await at.OutcomesAsync());
    }
}
