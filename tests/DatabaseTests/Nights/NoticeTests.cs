using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Who is told what of a night, and how often.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private static readonly BadInputException Bad = new("bad-json", "freg/20261124T220000Z-full/part-000.ndjson, line 2: expected JSON, found something else of 13912146396.");

    private readonly Clock clock = new() { Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero) };
    private readonly List<string> said = [];
    private Installation? at;

    public async Task InitializeAsync()
    {
        at = await Installation.CreateAsync();
        await at.ExecuteAsync("insert into mart.generation (generation, published_at, as_of_date, sources, counts, match_rates, export_generation) values (41, '2026-11-24 02:52:00Z', '2026-11-23', '{}', '{}', '{}', 41)");
    }

    public async Task DisposeAsync() => await at!.DisposeAsync();

    [Fact]
    public async Task A_failed_night_is_told_once_and_its_recovery_once()
    {
        await using var hook = new Webhook();
        var notices = Of(hook.Address);

        await notices.WentWellAsync(at!.DataSource);
        await notices.FailedAsync(at.DataSource, Bad, "collect");
        await notices.FailedAsync(at.DataSource, Bad, "collect");
        await notices.WentWellAsync(at.DataSource);
        await notices.WentWellAsync(at.DataSource);

        Assert.Equal(["failed", "recovered"], hook.Messages.Select(m => m.GetProperty("kind").GetString()));
        var failed = hook.Messages[0];
        Assert.Equal(
            """
            Generation 41 of 23 November is served since 03:52.
            The night failed: freg/20261124T220000Z-full/part-000.ndjson, line 2: expected JSON, found something else of ***********. (bad-json)
            Where: step collect, source freg, delivery 20261124T220000Z-full.
            To type: deliver --source freg … with a whole delivery, then run
            """,
            failed.GetProperty("text").GetString());
        Assert.Equal("collect freg 20261124T220000Z-full 2 41", string.Join(' ', new[] { "step", "source", "delivery", "exitCode", "generation" }.Select(n => failed.GetProperty(n).ToString())));
        Assert.Equal("Generation 41 of 23 November is served since 03:52.\nThe night went well again, after what was told on 24 November at 04:00.", hook.Messages[1].GetProperty("text").GetString());
        Assert.DoesNotContain("46396", string.Concat(hook.Messages), StringComparison.Ordinal);
        Assert.Empty(said);
    }

    [Fact]
    public async Task The_next_night_that_fails_is_told_again_and_a_late_one_that_fails_too()
    {
        await using var hook = new Webhook();
        var notices = Of(hook.Address);

        await notices.LateAsync(at!.DataSource, clock.Now);
        await notices.LateAsync(at.DataSource, clock.Now);
        await notices.FailedAsync(at.DataSource, Bad, "collect");
        await notices.LateAsync(at.DataSource, clock.Now);
        clock.Now += TimeSpan.FromDays(1);
        await notices.FailedAsync(at.DataSource, Bad, "collect");

        Assert.Equal(["late", "failed", "failed"], hook.Messages.Select(m => m.GetProperty("kind").GetString()));
        Assert.Equal("Generation 41 of 23 November is served since 03:52.\nThe night of 24 November 04:00 has not ended.\nTo type: status", hook.Messages[0].GetProperty("text").GetString());
        Assert.StartsWith("Generation 41 of 23 November is served since 24 November, 03:52.", hook.Messages[2].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_night_that_is_due_and_does_not_end_is_told_beside_the_scheduler()
    {
        await using var hook = new Webhook();
        using var late = new LateNights(at!.DataSource, new(new(hook.Address), at.Folders, TimeProvider.System, said.Add), TimeProvider.System, "* * * * * ?", TimeSpan.FromSeconds(1));

        await late.StartAsync(CancellationToken.None);
        while (hook.Messages.Count == 0) await Task.Delay(20);
        await late.StopAsync(CancellationToken.None);

        Assert.Equal("late", Assert.Single(hook.Messages).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_second_run_one_that_was_taken_over_and_one_that_was_stopped_are_no_failed_nights()
    {
        await using var hook = new Webhook();
        var notices = Of(hook.Address);

        foreach (var e in new Exception[] { new AlreadyRunningException(null, null), new LeaseLostException(), new OperationCanceledException() }) await notices.FailedAsync(at!.DataSource, e, null);

        Assert.Empty(hook.Messages);
    }

    [Fact]
    public async Task A_hold_is_told_once_however_many_nights_it_holds()
    {
        await using var hook = new Webhook();
        var notices = Of(hook.Address);
        var held = new HeldException(41, new(2026, 11, 24, 2, 52, 0, DateTimeKind.Utc), "wrong addresses");

        for (var night = 0; night < 3; night++)
        {
            await notices.FailedAsync(at!.DataSource, held, "collect numbers");
            clock.Now += TimeSpan.FromDays(1);
        }
        await notices.WentWellAsync(at!.DataSource);

        Assert.Equal(["held", "recovered"], hook.Messages.Select(m => m.GetProperty("kind").GetString()));
        Assert.Equal(
            """
            Generation 41 of 23 November is served since 03:52.
            Nights are held since 24 November 2026 03:52, when generation 41 was made by a rollback: wrong addresses. Nothing was published but what protects persons; `release` lets nights publish again.
            To type: release
            """,
            hook.Messages[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(500, "the webhook answered with status 500.")]
    [InlineData(0, "the webhook did not answer within 10 seconds.")]
    public async Task A_webhook_that_fails_is_told_on_the_console_and_the_retry_tells_anew(int status, string expected)
    {
        await using var hook = new Webhook(status);
        var notices = Of(hook.Address);

        await notices.FailedAsync(at!.DataSource, Bad, "collect");

        Assert.Equal([$"The message of PERSONETL_NOTIFY was not delivered: {expected}"], said);
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from ops.notice"));
    }

    [Fact]
    public async Task Without_PostgreSQL_a_night_is_told_once_and_its_recovery_later()
    {
        var told = Path.Combine(at!.Folders.Data, "told");
        var notices = Of($"command:cat >> '{told}'");

        await notices.FailedAsync(null, new Etl.Database.NoDatabaseException("No PostgreSQL."), null);
        await notices.FailedAsync(null, new Etl.Database.NoDatabaseException("No PostgreSQL."), null);
        await notices.WentWellAsync(at.DataSource);
        await notices.WentWellAsync(at.DataSource);

        var text = await File.ReadAllTextAsync(told);
        Assert.StartsWith("What is served can't be told, for PostgreSQL doesn't answer.\nThe night failed: No PostgreSQL.\nTo type: up, then run\nGeneration 41 of 23 November is served since 03:52.\nThe night went well again", text, StringComparison.Ordinal);
        Assert.Equal(5, text.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task A_run_tells_a_program_and_ends_as_it_would_without_it()
    {
        var told = Path.Combine(at!.Folders.Data, "told");
        using var run = EtlProcess.Start(at.ConnectionString, at.Folders.Data, ["run"], ("PERSONETL_NOTIFY", $"command:cat > '{told}'"));
        Assert.Equal(ExitCode.BadInput, await run.EndAsync());
        Assert.Matches("^Generation 41 of 23 November is served since .*\nThe night failed: (.|\n)*\nWhere: step collect", await File.ReadAllTextAsync(told));
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));

        using var again = EtlProcess.Start(at.ConnectionString, at.Folders.Data, ["run"], ("PERSONETL_NOTIFY", Path.Combine(at.Folders.Data, "missing-program")));
        await at.ExecuteAsync("delete from ops.notice");
        Assert.Equal(ExitCode.BadInput, await again.EndAsync());
        Assert.Contains("The message of PERSONETL_NOTIFY was not delivered: ", again.Error, StringComparison.Ordinal);
    }

    private Notices Of(string target) => new(new(target), at!.Folders, clock, said.Add);

    /// <summary>A clock that is moved by hand.</summary>
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
