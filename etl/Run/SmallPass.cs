using Dapper;
using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>
/// A pass during the day, in order: fetch FREG's and KRR's changes, find the deltas that the served generation doesn't hold, stage the persons that they are
/// about, and publish these alone, with the as-of date and the small registers of the last night. What can't be published so is left to the night, or to a
/// full pass at once where the deltas need one.
/// </summary>
internal sealed class SmallPass(NpgsqlDataSource dataSource, Folders folders, RunOptions options, TimeProvider time, RunConsole console)
{
    private const string IsTakenBack = "select exists (select from mart.generation where kind = 'rollback' and generation > (select max(generation) from mart.generation where kind = 'full'))";
    private const string HasCounts = "select exists (select from ops.table_count)";

    private static readonly SourceName[] Feeds = [SourceName.Freg, SourceName.Krr];

    private readonly ExportFolder exports = new(folders.Exports);
    private readonly Tidying tidying = new(new(folders.Exports), options, time, console);
    private readonly RunLog log = new(dataSource, time, console);
    private NightlyRun? full;
    private string? why;

    /// <summary>The step that it came to.</summary>
    public string? Step => full?.Step ?? log.Current;

    /// <exception cref="BadInputException">A delivery is missing, damaged or of the wrong kind.</exception>
    /// <exception cref="HeldException">The mart is held.</exception>
    /// <exception cref="CheckFailedException">A check or an account stopped it.</exception>
    /// <exception cref="AlreadyRunningException">Another run is under way.</exception>
    /// <exception cref="LeaseLostException">Another run took over, because this one stood still.</exception>
    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        var result = await LeasedRun.RunAsync(dataSource, options.Lease, log, console, RunAsync, cancellationToken);
        if (why is null) return result;
        full = new(dataSource, folders, options with { Fetch = [] }, time, console);
        return await full.RunAsync(cancellationToken);
    }

    private async Task<RunResult> RunAsync(Publication publication, CancellationToken cancellationToken)
    {
        var keys = new PersonKeys(PersonKeyFile.Read(folders));
        await publication.RequireKeyAsync(keys.Fingerprint, cancellationToken);
        var served = await publication.ServedAsync(cancellationToken);
        if (served is null) return FullPass(served, "nothing is published yet");
        await Hold.RequireNoneAsync(publication.Connection, cancellationToken);
        foreach (var source in options.Fetch.Intersect(Feeds)) await FetchAsync(source, cancellationToken);

        var landing = new Landing(options.Landing);
        var used = await GenerationDeliveries.OfAsync(publication.Connection, served.Generation, cancellationToken);
        var collection = SmallCollection.Find(landing, used);
        if (collection is null || await ScalarAsync<bool>(publication, IsTakenBack, cancellationToken)) return Unchanged(served, "what is served is no night's: what is new waits for the night");
        foreach (var source in collection.Waiting) console.Note($"{source.Text()}: another full delivery is there, and waits for the night");
        if (collection.New.Count == 0)
        {
            // what a killed pass left must not wait for news
            await tidying.BeginAsync(publication, served.Generation, cancellationToken);
            await tidying.EndAsync(publication, published: null, served.Generation);
            return Unchanged(served, "nothing new");
        }
        foreach (var delivery in collection.New) await DeliveryStream.VerifyAsync(delivery, cancellationToken);
        options.MaxAge.Require(collection.Whole.All, served.AsOfDate, landing);
        try
        {
            return await PublishAsync(publication, keys, served, collection, cancellationToken);
        }
        catch (NotSmallException e)
        {
            return FullPass(served, e.Message);
        }
    }

    private async Task<RunResult> PublishAsync(Publication publication, PersonKeys keys, ServedGeneration served, SmallCollection collection, CancellationToken cancellationToken)
    {
        if (!await ScalarAsync<bool>(publication, HasCounts, cancellationToken)) throw new NotSmallException("the mart was published before there were counts");
        if ((await HashedColumns.ReadAsync(publication.Connection, cancellationToken)).Differ) throw new NotSmallException("the mart's columns changed");
        await tidying.BeginAsync(publication, served.Generation, cancellationToken);
        await Staging.PrepareAsync(publication.Connection, cancellationToken);
        var collecting = new NumberCollection(options.Parallel, options.Seam);
        var numbers = await collecting.ReadAsync(collection.Freg, cancellationToken);
        if (collection.Freg.Count > 0) served = await HideAsync(publication, served, numbers, collecting.Gradings, cancellationToken);
        var generation = await NextGeneration.OfAsync(publication.Connection, cancellationToken);
        var load = new SmallLoad(publication, collection, keys, await Erasures.LoadAsync(publication.Connection, cancellationToken), options, console);
        var rows = await StepAsync("deltas", () => load.RunAsync(collecting, numbers, served.AsOfDate, generation, cancellationToken), _ => new(load.Compared!.New + load.Compared.Changed, "persons", collection.New.Select(d => d.Name)));
        foreach (var reading in load.Readings) await log.ReadingAsync(reading, cancellationToken);
        await CloseAsync(load.Accounts, cancellationToken);
        await log.DoubtsAsync([.. VolumeGuard.Delta(load.Compared!)], options.Override, cancellationToken);
        await publication.RequireHeldAsync(cancellationToken);

        var row = GenerationRow.After(served, generation, GenerationKind.Small, time.GetUtcNow().UtcDateTime) with
        {
            Sources = collection.Whole.AsOfBySource,
            ExportGeneration = exports.Holds(served.ExportGeneration) ? served.ExportGeneration : null,
            Deliveries = collection.Whole.Places,
        };
        var published = await StepAsync("publish", () => publication.PublishAsync(row, served, Steps(row, rows), cancellationToken), p => new(p?.Changed ?? 0, "rows written", p?.Written));
        if (published is null) await publication.AdvanceAsync(served.Generation, row.Deliveries, cancellationToken);
        var shown = published is null ? served.Generation : generation;
        await tidying.EndAsync(publication, published, shown);
        return new(shown, published is not null, served.AsOfDate, published?.Changed ?? 0, Counts(rows), row.MatchRates, exports.FolderOf(shown));
    }

    /// <summary>Hides what the deltas no longer show to everyone, whatever becomes of the pass. Returns what is served then.</summary>
    private async Task<ServedGeneration> HideAsync(Publication publication, ServedGeneration served, NumberIndex numbers, Gradings gradings, CancellationToken cancellationToken)
    {
        var keys = new PersonKeys(PersonKeyFile.Read(folders));
        await keys.LoadAsync(publication.Connection, [.. numbers.Numbers], cancellationToken);
        var hiding = new HideFirst(publication, keys, exports, time, console);
        var hidden = await StepAsync("hide", () => hiding.RunAsync(served, numbers, gradings, cancellationToken), h => new(h?.Persons ?? 0, "persons", h));
        if (hidden is null) return served;
        console.Note(hidden.ToString());
        return (await publication.ServedAsync(cancellationToken))!;
    }

    private PublicationSteps Steps(GenerationRow row, IReadOnlyDictionary<string, TableRows> rows) => new(
        console.Begin,
        (applied, ct) => CloseAsync(Books.OfPublication(rows, applied.Rows), ct),
        log.ChecksAsync,
        (connection, ct) => ChangeExport.WriteAsync(exports, new(row.Generation, row.AsOf, "small", row.ExportGeneration), ChangeExport.RowsAsync(connection, row.Generation, ct), ct))
    { Tables = SmallCounts.Tables, ContactsInPart = true };

    private async Task FetchAsync(SourceName source, CancellationToken cancellationToken)
    {
        var fetched = await StepAsync($"fetch {source.Text()}", () => NightlyFetch.RunAsync(source, options, time, cancellationToken), f => f.Step);
        if (fetched.Told is { } told) console.Note(told);
    }

    private async Task CloseAsync(IEnumerable<Account> accounts, CancellationToken cancellationToken)
    {
        var closed = accounts.ToList();
        await log.AccountsAsync(closed, cancellationToken);
        Books.Judge(closed);
    }

    private RunResult FullPass(ServedGeneration? served, string reason)
    {
        why = reason;
        return Unchanged(served, $"a full pass instead, for {reason}");
    }

    private RunResult Unchanged(ServedGeneration? served, string told)
    {
        console.Note(told);
        var generation = served?.Generation ?? 0;
        return new(generation, Published: false, served?.AsOfDate ?? default, 0, new Dictionary<string, long>(StringComparer.Ordinal), [], exports.FolderOf(generation)) { Told = told };
    }

    private static SortedDictionary<string, long> Counts(IReadOnlyDictionary<string, TableRows> rows)
        => new(SmallCounts.Tables.Where(t => t.IsPublic).ToDictionary(t => t.Name, t => rows[t.FullName].Made, StringComparer.Ordinal), StringComparer.Ordinal);

    private static async Task<T> ScalarAsync<T>(Publication publication, string sql, CancellationToken cancellationToken)
        => (await publication.Connection.ExecuteScalarAsync<T>(new(sql, cancellationToken: cancellationToken)))!;

    private Task<T> StepAsync<T>(string step, Func<Task<T>> work, Func<T, StepResult> tell) => log.StepAsync(step, work, tell, CancellationToken.None);
}
