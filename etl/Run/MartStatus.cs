using System.Text.Json;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Run;

/// <summary>What <c>status</c> tells, in one picture of the database; the README names its properties, and scripts rely on them.</summary>
internal sealed record MartStatus(MartStatus.ServedRow? Served, IReadOnlyList<MartStatus.SourceAge> Sources, MartStatus.LeaseRow? Lease, MartStatus.HoldRow? Hold, MartStatus.RunRow? LastRun, MartStatus.CrossCheckRow CrossCheck, IReadOnlyList<MartStatus.RunRow> Runs)
{
    private const string ServedQuery = """
        select generation, kind, restored_generation, published_at, as_of_date, export_generation, changes, sources::text as sources, counts::text as counts
        from mart.generation order by generation desc limit 1
        """;
    private const string LeaseQuery = "select l.fence, l.holder, r.renewed_at, r.expires_at, r.expires_at < clock_timestamp() as expired from ops.lease l join ops.lease_renewal r using (fence)";
    private const string HoldQuery = "select generation, reason from ops.hold";
    private const string RunsQuery = """
        select r.started_at, r.ended_at, r.outcome, r.generation, r.changed_rows, coalesce(r.message, 'overridden (' || r.override_reason || '): ' || r.overridden) as message,
            (select count(*) from ops.quarantine q where q.run_id = r.run_id) as quarantined
        from ops.run r
        order by r.started_at desc
        limit @last
        """;
    private const string CrossCheckQuery = """
        select coalesce(sum(c.agrees), 0)::bigint as agrees, coalesce(sum(c.disagrees), 0)::bigint as disagrees, coalesce(sum(c.not_found), 0)::bigint as not_found
        from ops.cross_check c
        where c.run_id = (select run_id from ops.run where outcome in ('published', 'unchanged') order by started_at desc limit 1)
        """;

    /// <param name="dataSource">The mart's.</param>
    /// <param name="last">How many runs.</param>
    /// <param name="now">What ages are counted from.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<MartStatus> ReadAsync(NpgsqlDataSource dataSource, int last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var served = await connection.QuerySingleOrDefaultAsync<ServedRow>(new CommandDefinition(ServedQuery, cancellationToken: cancellationToken));
        var lease = await connection.QuerySingleOrDefaultAsync<LeaseRow>(new CommandDefinition(LeaseQuery, cancellationToken: cancellationToken));
        var hold = await connection.QuerySingleOrDefaultAsync<HoldRow>(new CommandDefinition(HoldQuery, cancellationToken: cancellationToken));
        var runs = (await connection.QueryAsync<RunRow>(new CommandDefinition(RunsQuery, new { last = Math.Max(1, last) }, cancellationToken: cancellationToken))).AsList();
        var crossCheck = await connection.QuerySingleAsync<CrossCheckRow>(new CommandDefinition(CrossCheckQuery, cancellationToken: cancellationToken));
        return new(served, Ages(served, now), lease, hold, runs.FirstOrDefault(), crossCheck, [.. runs.Take(last)]);
    }

    private static IReadOnlyList<SourceAge> Ages(ServedRow? served, DateTimeOffset now)
    {
        if (served is null) return [];
        var today = Instant.From(now).NorwegianDate();
        return [.. JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(served.Sources)!.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new SourceAge(s.Key, s.Value.UtcDateTime, today.DayNumber - Instant.From(s.Value).NorwegianDate().DayNumber))];
    }

    /// <summary>A source of the served generation: when it was true last, and how many Norwegian days ago that is.</summary>
    internal sealed record SourceAge(string Source, DateTime AsOf, int AgeDays);

    /// <summary>The served generation.</summary>
    internal sealed class ServedRow
    {
        public int Generation { get; set; }
        public string Kind { get; set; } = "";
        public int? RestoredGeneration { get; set; }
        public DateTime PublishedAt { get; set; }
        public DateOnly AsOfDate { get; set; }
        public int? ExportGeneration { get; set; }
        public long Changes { get; set; }
        public string Sources { get; set; } = "";
        public string Counts { get; set; } = "";
    }

    /// <summary>Who has the right to publish now.</summary>
    internal sealed class LeaseRow
    {
        public long Fence { get; set; }
        public string? Holder { get; set; }
        public DateTime RenewedAt { get; set; }
        public DateTime ExpiresAt { get; set; }
        public bool Expired { get; set; }
    }

    /// <summary>Why no night publishes.</summary>
    internal sealed class HoldRow
    {
        public int Generation { get; set; }
        public string Reason { get; set; } = "";
    }

    /// <summary>How well Matrikkelen agrees.</summary>
    internal sealed class CrossCheckRow
    {
        public long Agrees { get; set; }
        public long Disagrees { get; set; }
        public long NotFound { get; set; }
    }

    /// <summary>A run.</summary>
    internal sealed class RunRow
    {
        public DateTime StartedAt { get; set; }
        public DateTime? EndedAt { get; set; }
        public string Outcome { get; set; } = "";
        public int? Generation { get; set; }
        public long? ChangedRows { get; set; }
        public string? Message { get; set; }
        public long Quarantined { get; set; }
    }
}
