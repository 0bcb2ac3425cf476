using System.Text.Json;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Publishes an earlier generation's state as a new one, by the path of any night: differences, before-images, checks, change feed. So it can be taken
/// back itself. It holds the nights, for the next one would bring back what was taken back.
/// </summary>
internal sealed class Rollback(NpgsqlDataSource dataSource, Folders folders, RunOptions options, TimeProvider time, RunConsole console)
{
    private const string HiddenSince = "select exists (select from protected.hidden_person where generation > @export)";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ExportFolder exports = new(folders.Exports);
    private readonly Tidying tidying = new(new(folders.Exports), options, time, console);
    private readonly RunLog log = new(dataSource, time, console);

    /// <param name="to">The generation to go back to.</param>
    /// <param name="reason">Why, as the hold says it.</param>
    /// <param name="cancellationToken">Stops it; nothing is published then.</param>
    /// <exception cref="NotInMartException">It can't be gone back to.</exception>
    /// <exception cref="CheckFailedException">A check or an account stopped it; nothing was published.</exception>
    /// <exception cref="AlreadyRunningException">A run is under way.</exception>
    /// <exception cref="LeaseLostException">Another run took over.</exception>
    public async Task<RollbackResult> RunAsync(int to, string reason, CancellationToken cancellationToken)
    {
        await using var publication = await Publication.BeginAsync(dataSource, options.Lease, cancellationToken);
        var past = await PastGenerations.RequireRestorableAsync(publication.Connection, to, cancellationToken);
        await log.BeginAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, publication.Lost);
        try
        {
            return await console.WatchAsync(() => RunAsync(publication, past, Mask.Numbers(reason), stop.Token));
        }
        catch (Exception e)
        {
            var cause = await publication.CauseOfAsync(e);
            await log.FailAsync(Explanation.Of(cause).Message);
            if (cause != e) throw cause;
            throw;
        }
    }

    private async Task<RollbackResult> RunAsync(Publication publication, PastGeneration past, string reason, CancellationToken cancellationToken)
    {
        var keys = new PersonKeys(PersonKeyFile.Read(folders));
        await publication.RequireKeyAsync(keys.Fingerprint, cancellationToken);
        if ((await HashedColumns.ReadAsync(publication.Connection, cancellationToken)).Differ)
            throw new CheckFailedException("The columns of this program are not those that the served generation was published with, so its persons can't be compared with any others. Use the program that published it, or do a `run` with this one first. Nothing was changed.");
        await tidying.BeginAsync(publication, (await publication.ServedAsync(cancellationToken))!.Generation, cancellationToken);
        var generation = await NextGeneration.OfAsync(publication.Connection, cancellationToken);

        var state = new RestoredState(publication.Connection, keys.RowHasher(), past.Generation, cancellationToken);
        var rows = await StepAsync("restore", state.StageAsync, _ => new(state.Persons, "persons", new { state.Untouched }));
        var row = new GenerationRow(generation, GenerationKind.Rollback, time.GetUtcNow().UtcDateTime, past.AsOfDate, Sources(past), JsonSerializer.Deserialize<List<MatchRate>>(past.MatchRates, Json)!)
        {
            ExportGeneration = await ExportAsync(publication.Connection, past, state.Untouched, cancellationToken),
            RestoredGeneration = past.Generation,
            Deliveries = await GenerationDeliveries.OfAsync(publication.Connection, past.Generation, cancellationToken),
        };
        var steps = new PublicationSteps(
            console.Begin,
            (applied, ct) => CloseAsync(Accounts(past, state, rows, applied), ct),
            log.ChecksAsync,
            async (connection, ct) =>
            {
                await Hold.SetAsync(connection, generation, reason, ct);
                await ChangeExport.WriteAsync(exports, new(generation, row.AsOf, "rollback", row.ExportGeneration), ChangeExport.RowsAsync(connection, generation, ct), ct);
            });
        // published even where no row differs: it is what was asked for, and holds the nights
        var applied = (await StepAsync("publish", () => publication.PublishAsync(row, served: null, steps, cancellationToken), p => new(p!.Changed, "rows written", p.Written)))!;

        var counts = new SortedDictionary<string, long>(Staging.Tables.Where(t => t.IsPublic).ToDictionary(t => t.Name, t => applied.Rows[t.FullName], StringComparer.Ordinal), StringComparer.Ordinal);
        await log.EndAsync(new(generation, true, row.AsOf, applied.Changed, counts, row.MatchRates, exports.FolderOf(generation)), CancellationToken.None);
        await tidying.EndAsync(publication, applied, generation);
        return new(generation, past.Generation, row.AsOf, state.Persons, state.Untouched, applied.Changed, row.ExportGeneration);
    }

    /// <summary>The export of then, while it is whole and shows nobody who must not be seen any more, nor anybody otherwise than the tables.</summary>
    private async Task<int?> ExportAsync(NpgsqlConnection connection, PastGeneration past, long untouched, CancellationToken cancellationToken)
    {
        if (past.ExportGeneration is not { } export || untouched > 0 || !exports.Holds(export)) return null;
        return await connection.ExecuteScalarAsync<bool>(new(HiddenSince, new { export }, cancellationToken: cancellationToken)) ? null : export;
    }

    /// <summary>Every table has the rows that were staged for it, and, when everybody was taken back, as many as the generation had.</summary>
    private static IEnumerable<Account> Accounts(PastGeneration past, RestoredState state, IReadOnlyDictionary<string, long> rows, Applied applied)
    {
        var serve = rows.Select(r => Account.Through("serve", r.Value, applied.Rows[r.Key], r.Key));
        if (state.Untouched > 0) return serve;
        var had = JsonSerializer.Deserialize<Dictionary<string, long>>(past.Counts, Json)!;
        return serve.Concat(Staging.Tables.Where(t => t.IsPublic && had.ContainsKey(t.Name)).Select(t => Account.Through("as then", had[t.Name], applied.Rows[t.FullName], t.FullName)));
    }

    private async Task CloseAsync(IEnumerable<Account> accounts, CancellationToken cancellationToken)
    {
        var closed = accounts.ToList();
        await log.AccountsAsync(closed, cancellationToken);
        Books.Judge(closed);
    }

    private static Dictionary<string, DateTimeOffset> Sources(PastGeneration past) => JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(past.Sources, Json)!;

    private Task<T> StepAsync<T>(string step, Func<Task<T>> work, Func<T, StepResult> tell) => log.StepAsync(step, work, tell, CancellationToken.None);
}
