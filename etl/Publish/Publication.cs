using System.Text.Json;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// The publication of a run that holds the lease: one connection, and on it one transaction that applies the differences, runs the checks and writes the generation. Its commit is the publication.
/// </summary>
internal sealed class Publication : IAsyncDisposable
{
    private const string Held = "select exists (select from ops.lease where fence = @Fence)";
    private const string Hold = "select fence from ops.lease where fence = @Fence for update";
    private const string Served = "select generation, as_of_date, sources::text, match_rates::text, export_generation from mart.generation order by generation desc limit 1";
    private const string Write = """
        insert into mart.generation (generation, kind, published_at, as_of_date, sources, counts, match_rates, export_generation, restored_generation, changes)
        values (@Generation, @Kind, @PublishedAt, @AsOf, @Sources::jsonb, @Counts::jsonb, @MatchRates::jsonb, @ExportGeneration, @RestoredGeneration, @changes)
        """;
    private const string Open = "select ops.open_mart()";
    private const string Fingerprint = "insert into ops.installation (person_key_fingerprint) values (@fingerprint) on conflict do nothing; select person_key_fingerprint from ops.installation";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lease lease;
    private readonly NpgsqlConnection connection;

    private Publication(Lease lease, NpgsqlConnection connection) => (this.lease, this.connection) = (lease, connection);

    public NpgsqlConnection Connection => connection;

    /// <summary>Sessions of the same lease, for what is staged.</summary>
    public NpgsqlDataSource Sessions => lease.Sessions;

    /// <summary>Cancelled when another run has taken the lease.</summary>
    public CancellationToken Lost => lease.Lost;

    /// <exception cref="AlreadyRunningException">Another run holds the lease.</exception>
    public static async Task<Publication> BeginAsync(NpgsqlDataSource dataSource, LeaseTerms terms, CancellationToken cancellationToken)
    {
        var lease = await Lease.TakeAsync(dataSource, terms, cancellationToken);
        try
        {
            return new(lease, await lease.Sessions.OpenConnectionAsync(cancellationToken));
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes sure that the lease is still this run's, and that the session lives.</summary>
    /// <exception cref="LeaseLostException">Another run took it.</exception>
    /// <exception cref="NpgsqlException">The session ended.</exception>
    public async Task RequireHeldAsync(CancellationToken cancellationToken)
    {
        if (!await connection.ExecuteScalarAsync<bool>(Command(Held, cancellationToken, new { lease.Fence }))) throw new LeaseLostException();
    }

    /// <summary>What a failure came from: the loss of the lease, when it was lost; else the failure itself.</summary>
    public Task<Exception> CauseOfAsync(Exception failure) => lease.CauseOfAsync(failure);

    public async Task<ServedGeneration?> ServedAsync(CancellationToken cancellationToken)
        => await connection.QuerySingleOrDefaultAsync<ServedGeneration>(Command(Served, cancellationToken));

    /// <exception cref="CheckFailedException">The mart was made with another key: every id in it would change.</exception>
    public async Task RequireKeyAsync(string fingerprint, CancellationToken cancellationToken)
    {
        var of = await connection.ExecuteScalarAsync<string>(Command(Fingerprint, cancellationToken, new { fingerprint }));
        if (!string.Equals(of, fingerprint, StringComparison.Ordinal))
            throw new CheckFailedException($"This mart's person ids were made with another key (fingerprint {of}, this run has {fingerprint}). Put the key back that PERSONETL_KEY or keys/person.key held; nothing was changed.");
    }

    /// <summary>
    /// Makes the tables equal to what was staged, in one transaction whose commit is the publication. Returns the rows that were written, or null when nothing
    /// at all differs from the served generation: then there is nothing to publish.
    /// </summary>
    /// <param name="row">The generation.</param>
    /// <param name="served">The one before it, when it may stay served should nothing differ.</param>
    /// <param name="steps">What is done on the way, in the transaction.</param>
    /// <param name="cancellationToken">Stops it; nothing is published then.</param>
    /// <exception cref="CheckFailedException">A check found wrong rows; nothing was published.</exception>
    /// <exception cref="LeaseLostException">Another run took the lease; nothing was published.</exception>
    public async Task<Applied?> PublishAsync(GenerationRow row, ServedGeneration? served, PublicationSteps steps, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // held to the commit: no other run can take the lease in between, unless it ends this session and all that it did
        if (await connection.ExecuteScalarAsync<long?>(Command(Hold, cancellationToken, new { lease.Fence })) is null) throw new LeaseLostException();
        steps.Begin("apply");
        var applied = await new Application(connection, row.Generation, steps, await HashedColumns.ReadAsync(connection, cancellationToken), row.Kind == GenerationKind.Full, cancellationToken).RunAsync();
        await steps.AppliedAsync(applied, cancellationToken);
        if (applied.Changed == 0 && served is not null && (row.Kind == GenerationKind.Small || (served.AsOfDate == row.AsOf && SameJson(served.Sources, row.Sources)))) return null;
        if (steps.IsChecked) await CheckAsync(steps, cancellationToken);
        var changes = await Changes.WriteAsync(connection, row.Generation, row.AsOf, cancellationToken);
        await steps.ExportAsync(connection, cancellationToken);
        await connection.ExecuteAsync(Command(Write, cancellationToken, new
        {
            row.Generation,
            Kind = row.KindText,
            row.PublishedAt,
            row.AsOf,
            row.ExportGeneration,
            row.RestoredGeneration,
            changes,
            Sources = JsonSerializer.Serialize(row.Sources.ToDictionary(s => s.Key, s => s.Value.UtcDateTime, StringComparer.Ordinal), Json),
            Counts = JsonSerializer.Serialize(applied.Counts, Json),
            MatchRates = JsonSerializer.Serialize(row.MatchRates, Json),
        }));
        if (steps.Filled is not null) await connection.ExecuteAsync(Command(Open, cancellationToken));
        await GenerationDeliveries.WriteAsync(connection, row.Generation, row.Deliveries, cancellationToken);
        steps.Begin("commit");
        await transaction.CommitAsync(cancellationToken);
        return applied;
    }

    /// <summary>Notes that a generation that stays stands for further deliveries, too: they changed nothing.</summary>
    /// <exception cref="LeaseLostException">Another run took the lease; nothing was noted.</exception>
    public async Task AdvanceAsync(int generation, IReadOnlyList<GenerationDelivery> deliveries, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<long?>(Command(Hold, cancellationToken, new { lease.Fence })) is null) throw new LeaseLostException();
        await GenerationDeliveries.WriteAsync(connection, generation, deliveries, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task CheckAsync(PublicationSteps steps, CancellationToken cancellationToken)
    {
        steps.Begin("check");
        var checks = await Checks.RunAsync(connection, steps.Filled is null ? CheckReach.Changed : CheckReach.Everybody, cancellationToken);
        await steps.CheckedAsync(checks, cancellationToken);
        Checks.Judge(checks);
    }

    /// <summary>Keeps the planner's picture of the tables true after a publication that wrote much.</summary>
    public async Task AnalyzeAsync(Applied published, CancellationToken cancellationToken)
    {
        const long Much = 10_000;
        foreach (var (table, rows) in published.Written)
        {
            if (rows >= Much && !published.Analyzed.Contains(table, StringComparer.Ordinal)) await connection.ExecuteAsync(Command($"analyze {table}", cancellationToken));
        }
    }

    /// <summary>Ends the session, then releases the lease.</summary>
    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await lease.DisposeAsync();
    }

    private static bool SameJson(string served, IReadOnlyDictionary<string, DateTimeOffset> sources)
        => JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(served, Json) is { } of && of.Count == sources.Count && sources.All(s => of.TryGetValue(s.Key, out var asOf) && asOf == s.Value);

    private static CommandDefinition Command(string sql, CancellationToken cancellationToken, object? parameters = null) => new(sql, parameters, commandTimeout: 0, cancellationToken: cancellationToken);
}
