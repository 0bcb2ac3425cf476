using System.Text.Json;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// The right to publish, and the publication: one connection that no second run can have at the same time,
/// and on it one transaction that applies the differences, runs the checks and writes the generation. Its commit is the publication.
/// </summary>
internal sealed class Publication : IAsyncDisposable
{
    private const string Lock = "select pg_try_advisory_lock(hashtextextended('personetl publication', 0))";
    private const string Unlock = "select pg_advisory_unlock(hashtextextended('personetl publication', 0))";
    // a run that was killed in the midst of a long statement lets go within seconds; a server on Windows has no such check
    private const string NoticeDeath = "select set_config('client_connection_check_interval', '2s', false) where version() !~* 'mingw|windows|visual'";
    private const string Held = "select 1";
    private const string Served = "select generation, as_of_date, sources::text, export_generation from mart.generation order by generation desc limit 1";
    private const string Write = """
        insert into mart.generation (generation, kind, published_at, as_of_date, sources, counts, match_rates, export_generation, restored_generation, changes)
        values (@Generation, @Kind, @PublishedAt, @AsOf, @Sources::jsonb, @Counts::jsonb, @MatchRates::jsonb, @ExportGeneration, @RestoredGeneration, @changes)
        """;
    private const string Fingerprint = "insert into ops.installation (person_key_fingerprint) values (@fingerprint) on conflict do nothing; select person_key_fingerprint from ops.installation";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(20);

    private readonly NpgsqlConnection connection;

    private Publication(NpgsqlConnection connection) => this.connection = connection;

    public NpgsqlConnection Connection => connection;

    /// <exception cref="AlreadyRunningException">Another run holds the right to publish.</exception>
    public static async Task<Publication> BeginAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(Command(NoticeDeath, cancellationToken));
            using var limit = new CancellationTokenSource(LockWait);
            while (!await connection.ExecuteScalarAsync<bool>(Command(Lock, cancellationToken)))
            {
                // a run that was killed a moment ago lets go as soon as its server process notices
                if (limit.IsCancellationRequested) throw new AlreadyRunningException();
                await Task.Delay(200, cancellationToken);
            }
            return new(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes sure that the session with the right to publish still lives: when it ended, another run may have begun.</summary>
    /// <exception cref="NpgsqlException">It ended.</exception>
    public Task RequireHeldAsync(CancellationToken cancellationToken) => connection.ExecuteScalarAsync<int>(Command(Held, cancellationToken));

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
    public async Task<Applied?> PublishAsync(GenerationRow row, ServedGeneration? served, PublicationSteps steps, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        steps.Begin("apply");
        var applied = await new Application(connection, row.Generation, await HashedColumns.ReadAsync(connection, cancellationToken), cancellationToken).RunAsync();
        await steps.AppliedAsync(applied, cancellationToken);
        if (applied.Changed == 0 && served is not null && served.AsOfDate == row.AsOf && SameJson(served.Sources, row.Sources)) return null;
        steps.Begin("check");
        var checks = await Checks.RunAsync(connection, CheckReach.Changed, cancellationToken);
        await steps.CheckedAsync(checks, cancellationToken);
        Checks.Judge(checks);
        var changes = await Changes.WriteAsync(connection, row.Generation, cancellationToken);
        await steps.ExportAsync(connection, cancellationToken);
        await connection.ExecuteAsync(Command(Write, cancellationToken, new
        {
            row.Generation,
            Kind = row.Kind.ToString().ToLowerInvariant(),
            row.PublishedAt,
            row.AsOf,
            row.ExportGeneration,
            row.RestoredGeneration,
            changes,
            Sources = JsonSerializer.Serialize(row.Sources.ToDictionary(s => s.Key, s => s.Value.UtcDateTime, StringComparer.Ordinal), Json),
            Counts = JsonSerializer.Serialize(CountsOf(applied), Json),
            MatchRates = JsonSerializer.Serialize(row.MatchRates, Json),
        }));
        await GenerationDeliveries.WriteAsync(connection, row.Generation, row.Deliveries, cancellationToken);
        steps.Begin("commit");
        await transaction.CommitAsync(cancellationToken);
        return applied;
    }

    /// <summary>Rows of each public table, by its name.</summary>
    private static SortedDictionary<string, long> CountsOf(Applied applied)
        => new(Staging.Tables.Where(t => t.IsPublic).ToDictionary(t => t.Name, t => applied.Rows[t.FullName], StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Keeps the planner's picture of the tables true after a publication that wrote much.</summary>
    public async Task AnalyzeAsync(Applied published, CancellationToken cancellationToken)
    {
        const long Much = 10_000;
        foreach (var (table, rows) in published.Written)
        {
            if (rows >= Much) await connection.ExecuteAsync(Command($"analyze {table}", cancellationToken));
        }
    }

    /// <summary>Lets go of the right to publish: the session goes back to its pool, and there it would keep the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.ExecuteAsync(Command(Unlock, CancellationToken.None));
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // the session ended, and the lock with it
        }
        await connection.DisposeAsync();
    }

    private static bool SameJson(string served, IReadOnlyDictionary<string, DateTimeOffset> sources)
        => JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(served, Json) is { } of && of.Count == sources.Count && sources.All(s => of.TryGetValue(s.Key, out var asOf) && asOf == s.Value);

    private static CommandDefinition Command(string sql, CancellationToken cancellationToken, object? parameters = null) => new(sql, parameters, commandTimeout: 0, cancellationToken: cancellationToken);
}
