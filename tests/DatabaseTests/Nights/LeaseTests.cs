using Npgsql;
using PersonEtl.Etl.Publish;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The lease alone, two holders in one process; no renewal comes between, since it would be after minutes.</summary>
public sealed class LeaseTests : IAsyncLifetime
{
    private const string Expire = "update ops.lease_renewal set expires_at = clock_timestamp() - interval '1 second'";
    private static readonly LeaseTerms Long = new(TimeSpan.FromHours(1)) { Wait = TimeSpan.FromSeconds(1) };

    private Installation? at;

    public async Task InitializeAsync() => at = await Installation.CreateAsync();

    public async Task DisposeAsync() => await at!.DisposeAsync();

    [Fact]
    public async Task A_taker_ends_every_session_of_the_holder_whenever_it_was_opened()
    {
        await using var first = await Lease.TakeAsync(at!.DataSource, Long, CancellationToken.None);
        await using var later = await first.Sessions.OpenConnectionAsync();
        await at.ExecuteAsync(Expire);
        await using var second = await Lease.TakeAsync(at.DataSource, Long, CancellationToken.None);

        await using var select = new NpgsqlCommand("select 1", later);
        await Assert.ThrowsAnyAsync<NpgsqlException>(select.ExecuteScalarAsync);
        Assert.Equal(first.Fence + 1, second.Fence);
        Assert.IsType<LeaseLostException>(await first.CauseOfAsync(new InvalidOperationException()));
        Assert.IsType<InvalidOperationException>(await second.CauseOfAsync(new InvalidOperationException()));
    }

    [Fact]
    public async Task A_session_that_is_opened_after_the_lease_was_lost_refuses()
    {
        await using var first = await Lease.TakeAsync(at!.DataSource, Long, CancellationToken.None);
        await at.ExecuteAsync(Expire);
        await using var second = await Lease.TakeAsync(at.DataSource, Long, CancellationToken.None);

        await Assert.ThrowsAsync<LeaseLostException>(async () => await first.Sessions.OpenConnectionAsync());
        await using var works = await second.Sessions.OpenConnectionAsync();
    }

    [Fact]
    public async Task A_holder_that_lives_puts_off_the_expiry()
    {
        await using var lease = await Lease.TakeAsync(at!.DataSource, new(TimeSpan.FromSeconds(1)), CancellationToken.None);
        var first = await at.ScalarAsync<string>("select expires_at::text from ops.lease_renewal");

        await at.UntilAsync($"select expires_at > '{first}' from ops.lease_renewal");
    }

    [Fact]
    public async Task The_run_is_stopped_as_soon_as_a_renewal_finds_the_lease_taken()
    {
        await using var lease = await Lease.TakeAsync(at!.DataSource, new(TimeSpan.FromSeconds(1)), CancellationToken.None);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = lease.Lost.Register(lost.SetResult);
        await at.UntilAsync("select renewed_at < clock_timestamp() and array_length(backend_pids, 1) = 1 from ops.lease_renewal");
        await at.ExecuteAsync("update ops.lease set fence = fence + 1; delete from ops.lease_renewal");

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_lease_that_was_released_or_whose_sessions_are_gone_is_taken_at_once_and_a_living_one_never()
    {
        await using (await Lease.TakeAsync(at!.DataSource, Long, CancellationToken.None))
        {
            var refused = await Assert.ThrowsAsync<AlreadyRunningException>(() => Lease.TakeAsync(at.DataSource, Long with { Expiry = TimeSpan.Zero }, CancellationToken.None));
            Assert.Contains($"process {Environment.ProcessId} on ", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from ops.lease_renewal"));
        Assert.Equal(["-"], await at.ListAsync("select coalesce(holder, '-') from ops.lease"));

        await using var dead = await Lease.TakeAsync(at.DataSource, Long, CancellationToken.None);
        await at.ExecuteAsync($"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and application_name = '{FencedSessions.NameOf(dead.Fence)}'");
        await using var next = await Lease.TakeAsync(at.DataSource, Long, CancellationToken.None);
        Assert.Equal(dead.Fence + 1, next.Fence);
    }

    [Fact]
    public async Task A_publication_whose_lease_was_taken_publishes_nothing()
    {
        await using var publication = await Publication.BeginAsync(at!.DataSource, Long, CancellationToken.None);
        await publication.RequireHeldAsync(CancellationToken.None);
        await at.ExecuteAsync("update ops.lease set fence = fence + 1");

        await Assert.ThrowsAsync<LeaseLostException>(() => publication.RequireHeldAsync(CancellationToken.None));
        // it is refused before anything of the generation is looked at
        await Assert.ThrowsAsync<LeaseLostException>(() => publication.PublishAsync(null!, null, null!, CancellationToken.None));
    }
}
