using System.Data;
using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>The right to write the mart, while it is held: renewed on a session of its own, told when it is lost, and released at the end.</summary>
internal sealed class Lease : IAsyncDisposable
{
    private const string Renew = """
        update ops.lease_renewal set renewed_at = clock_timestamp(), expires_at = clock_timestamp() + @expiry,
            backend_pids = (select array_agg(pid) from pg_stat_activity where datname = current_database() and application_name = @name)
        where fence = @fence
        """;
    private const string Holder = "select fence, holder from ops.lease";
    private const string Release = "delete from ops.lease_renewal where fence = @fence; update ops.lease set holder = null where fence = @fence";

    private readonly string connectionString;
    private readonly LeaseTerms terms;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource end = new();
    private readonly Task renewing;
    private NpgsqlConnection keeper;

    private Lease(string connectionString, NpgsqlConnection keeper, long fence, LeaseTerms terms)
    {
        this.connectionString = connectionString;
        this.keeper = keeper;
        this.terms = terms;
        Fence = fence;
        Sessions = FencedSessions.Open(connectionString, fence);
        renewing = RenewAsync();
    }

    public long Fence { get; }

    /// <summary>Sessions for everything that writes the mart or its staging tables.</summary>
    public NpgsqlDataSource Sessions { get; }

    /// <summary>Cancelled when another run has taken the lease.</summary>
    public CancellationToken Lost => lost.Token;

    /// <exception cref="AlreadyRunningException">Another run has it, and lives.</exception>
    public static async Task<Lease> TakeAsync(NpgsqlDataSource dataSource, LeaseTerms terms, CancellationToken cancellationToken)
    {
        var keeper = await FencedSessions.OpenKeeperAsync(dataSource.ConnectionString, name: null, cancellationToken);
        try
        {
            return new(dataSource.ConnectionString, keeper, await new LeaseTaking(keeper, terms).RunAsync(cancellationToken), terms);
        }
        catch
        {
            await keeper.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a failure came from: the loss of the lease, when it was lost; else the failure itself.</summary>
    public async Task<Exception> CauseOfAsync(Exception failure)
    {
        try
        {
            await using var connection = await FencedSessions.OpenKeeperAsync(connectionString, name: null, CancellationToken.None);
            var (fence, holder) = await connection.QuerySingleAsync<(long, string?)>(new(Holder, commandTimeout: 10));
            return fence == Fence ? failure : new LeaseLostException(holder);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return failure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await renewing;
        await Sessions.DisposeAsync();
        try
        {
            if (!lost.IsCancellationRequested && keeper.State == ConnectionState.Open) await keeper.ExecuteAsync(new(Release, new { fence = Fence }, commandTimeout: 10));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // the database is gone: the lease expires, or is taken when no session of it is left
        }
        await keeper.DisposeAsync();
        lost.Dispose();
        end.Dispose();
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(terms.Renewal);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token))
            {
                if (await TryRenewAsync()) continue;
                await lost.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // the run is over
        }
    }

    /// <summary>Whether the lease is still this run's, as far as can be told: while PostgreSQL is out of reach it is tried again.</summary>
    private async Task<bool> TryRenewAsync()
    {
        try
        {
            if (keeper.State != ConnectionState.Open)
            {
                await keeper.DisposeAsync();
                keeper = await FencedSessions.OpenKeeperAsync(connectionString, FencedSessions.NameOf(Fence), end.Token);
            }
            var parameters = new { fence = Fence, name = FencedSessions.NameOf(Fence), expiry = terms.Expiry };
            return await keeper.ExecuteAsync(new CommandDefinition(Renew, parameters, commandTimeout: (int)Math.Ceiling(terms.Expiry.TotalSeconds), cancellationToken: end.Token)) > 0;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            return true;
        }
    }
}
