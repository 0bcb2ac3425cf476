using System.Diagnostics;
using System.Globalization;
using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// Takes the lease: waits while its holder lives, raises the fence, then ends every session of earlier fences. A holder that stands still in the midst of
/// its publication keeps the row locked; once its lease expired its sessions are ended first.
/// </summary>
internal sealed class LeaseTaking(NpgsqlConnection keeper, LeaseTerms terms)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Lock = "select fence from ops.lease for update skip locked";
    private const string State = $"""
        select l.fence, l.holder, r.renewed_at, r.expires_at, r.backend_pids, r.expires_at is null or r.expires_at < clock_timestamp() as expired,
            exists (select from pg_stat_activity a where a.datname = current_database() and a.application_name = '{FencedSessions.NamePrefix}' || l.fence) as lives
        from ops.lease l left join ops.lease_renewal r using (fence)
        """;
    // the session bears the new fence before the lease is seen to have it: a holder without a session counts as dead
    private const string Take = $"""
        select set_config('application_name', '{FencedSessions.NamePrefix}' || (fence + 1), false) from ops.lease;
        update ops.lease set fence = fence + 1, holder = @holder;
        delete from ops.lease_renewal;
        insert into ops.lease_renewal (fence, renewed_at, expires_at, backend_pids) select fence, clock_timestamp(), clock_timestamp() + @expiry, array[pg_backend_pid()] from ops.lease
        """;
    private const string EndExpired = $"""
        select count(pg_terminate_backend(a.pid, 5000))
        from ops.lease l join ops.lease_renewal r using (fence)
        join pg_stat_activity a on a.datname = current_database() and (a.application_name = '{FencedSessions.NamePrefix}' || l.fence or a.pid = any (r.backend_pids) and a.backend_start <= r.renewed_at)
        where r.expires_at < clock_timestamp()
        """;
    // a number that belonged to a process then may be another's now, unless that began before
    private const string Earlier = $$"""
        from pg_stat_activity a
        where a.datname = current_database() and a.pid <> pg_backend_pid()
            and (case when a.application_name ~ '^{{FencedSessions.NamePrefix}}[0-9]{1,18}$' then substring(a.application_name from '[0-9]+')::bigint < @fence end
                or a.pid = any (@pids) and a.backend_start <= @renewedAt)
        """;
    private const string EndEarlier = "select count(pg_terminate_backend(a.pid)) " + Earlier;
    private const string LeftEarlier = "select count(*) " + Earlier;

    /// <summary>Waits for the lease and takes it. Returns its fence.</summary>
    /// <exception cref="AlreadyRunningException">Another run has it, and lives.</exception>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        var first = await StateAsync(cancellationToken);
        while (true)
        {
            if (await TryAsync(cancellationToken) is { } fence) return fence;
            var found = await StateAsync(cancellationToken);
            if (found.Expired && found.Lives) await keeper.ExecuteScalarAsync<long>(Command(EndExpired, cancellationToken));
            // one that is not renewed any more will expire: that is waited for
            var renewed = found.Fence != first.Fence || found.RenewedAt != first.RenewedAt;
            if (waited.Elapsed > (renewed ? terms.Wait : terms.Wait + terms.Expiry)) throw new AlreadyRunningException(found.Holder, found.ExpiresAt);
            await Task.Delay(200, cancellationToken);
        }
    }

    private Task<LeaseState> StateAsync(CancellationToken cancellationToken) => keeper.QuerySingleAsync<LeaseState>(Command(State, cancellationToken));

    private async Task<long?> TryAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await keeper.BeginTransactionAsync(cancellationToken);
        if (await keeper.ExecuteScalarAsync<long?>(Command(Lock, cancellationToken)) is null) return null;
        var before = await StateAsync(cancellationToken);
        if (!before.MayBeTaken) return null;
        await keeper.ExecuteAsync(Command(Take, cancellationToken, new { holder = Holder(), expiry = terms.Expiry }));
        await transaction.CommitAsync(cancellationToken);
        var fence = before.Fence + 1;
        await EndEarlierAsync(new { fence, pids = before.BackendPids ?? [], renewedAt = before.RenewedAt ?? DateTime.UnixEpoch }, cancellationToken);
        return fence;
    }

    /// <summary>Ends the sessions of earlier runs, and waits until they are gone: what they had under way is rolled back then.</summary>
    private async Task EndEarlierAsync(object of, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        await keeper.ExecuteScalarAsync<long>(Command(EndEarlier, cancellationToken, of));
        while (await keeper.ExecuteScalarAsync<long>(Command(LeftEarlier, cancellationToken, of)) is > 0 and var left)
        {
            if (waited.Elapsed > Patience)
                throw new InvalidOperationException($"PostgreSQL did not end {left} sessions of an earlier run within {Patience.TotalSeconds} s; nothing was done. Run again, and when that does not help end the sessions named {FencedSessions.NamePrefix}… in pg_stat_activity.");
            await Task.Delay(100, cancellationToken);
        }
    }

    private static string Holder() => string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}");

    private static CommandDefinition Command(string sql, CancellationToken cancellationToken, object? parameters = null) => new(sql, parameters, commandTimeout: 60, cancellationToken: cancellationToken);
}
