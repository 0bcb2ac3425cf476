using Npgsql;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>
/// One night, in order: hide what must not be shown any more, collect the deliveries, make the look-up tables, stream every person through enrichment into staging and Parquet,
/// keep those whose document could not be read, balance the books, and publish it all as one generation. Whatever fails, the last generation stays served; running again starts afresh.
/// </summary>
internal sealed class NightlyRun(NpgsqlDataSource dataSource, Folders folders, RunOptions options, TimeProvider time, RunConsole console)
{
    private readonly ExportFolder exports = new(folders.Exports);
    private readonly Tidying tidying = new(new(folders.Exports), options, time, console);
    private readonly RunLog log = new(dataSource, time, console);
    private HiddenGeneration? hidden;

    /// <summary>The step that it came to.</summary>
    public string? Step => log.Current;

    /// <exception cref="BadInputException">A delivery is missing, damaged or of the wrong kind.</exception>
    /// <exception cref="CheckFailedException">A check or an account stopped the night.</exception>
    /// <exception cref="HeldException">A rollback holds the nights.</exception>
    /// <exception cref="AlreadyRunningException">Another run is under way.</exception>
    /// <exception cref="LeaseLostException">Another run took over, because this one stood still.</exception>
    public Task<RunResult> RunAsync(CancellationToken cancellationToken) => LeasedRun.RunAsync(dataSource, options.Lease, log, console, RunAsync, cancellationToken, () => hidden?.ToString());

    private async Task<RunResult> RunAsync(Publication publication, CancellationToken cancellationToken)
    {
        var keys = new PersonKeys(PersonKeyFile.Read(folders));
        var served = await StepAsync("prepare", () => PrepareAsync(publication, keys, cancellationToken), s => new(s?.Generation ?? 0, "is served"));
        var landing = new Landing(options.Landing, options.Deliveries);
        var freg = new FregDeliveries(landing, options.Parallel, options.Seam);
        var readable = await StepAsync("collect freg", () => freg.FindAsync(cancellationToken), d => new(d.Count, "deliveries", d.Select(f => f.Name)));
        var numbers = await StepAsync("collect numbers", () => freg.ReadAsync(readable, cancellationToken), n => new(n.Count, "numbers"));
        served = await HideAsync(publication, keys, served, numbers, freg.Numbers, cancellationToken);
        await Hold.RequireNoneAsync(publication.Connection, cancellationToken);
        var before = await StepAsync("hashes", () => PersonComparison.LoadAsync(publication.Connection, keys, cancellationToken), b => new(b.Published.Persons, "published persons"));
        var generation = await NextGeneration.OfAsync(publication.Connection, cancellationToken);
        var erasures = await Erasures.LoadAsync(publication.Connection, cancellationToken);

        foreach (var source in options.Fetch) await FetchAsync(source, cancellationToken);
        var collection = await StepAsync("collect", () => Collection.FromAsync(landing, freg.Whole, cancellationToken), c => new(c.All.Count, "deliveries", c.All.Select(d => d.Name)));
        var asOf = options.AsOf ?? collection.AsOf;
        options.MaxAge.Require(collection.All, asOf, landing);
        var (lookUps, readings) = await StepAsync("look up", () => LookUpLoad.RunAsync(collection, asOf, options.WithCertificate, options.Seam, cancellationToken), l => new(l.LookUps.Count, "look-up entries"));
        foreach (var finding in lookUps.ServiceDistrictFindings) console.Note(FindingText.Of(finding));

        await using var export = new MartExport(exports, PublicTables, options.Export);
        var load = new PersonLoad(publication.Sessions, lookUps, numbers, keys, before, options.OfLoad(asOf, generation) with { Erasures = erasures, Target = served is null ? PersonTarget.Served : PersonTarget.Staged }, console.Progress);
        var persons = await StepAsync("enrich", () => load.RunAsync(collection.Freg.Deliveries, export, cancellationToken), rows => new(load.Reading.Account.Out, "persons", rows));
        // a run that lost its session must not write into another's staging tables, nor take the place of its export below
        await publication.RequireHeldAsync(cancellationToken);
        var keeping = new KeptLoad(publication.Connection, before.Published, before.Stored, export);
        var kept = await StepAsync("keep", () => keeping.RunAsync(served is null ? new() : load.Unread, asOf, generation, cancellationToken), rows => new(rows.GetValueOrDefault(PersonTables.Person.FullName), "persons", new { Kept = rows, keeping.Gone }));
        var waiting = await StepAsync("wait", () => WaitingLoad.RunAsync(publication.Sessions, load.Contacts, load.Erased.Concat(keeping.ContactNumbers).ToHashSet(), options.WithCertificate, options.Seam, cancellationToken), w => new(w.Made, "contacts without person"));
        var codes = await StepAsync("reference", () => ReferenceLoad.RunAsync(publication.Sessions, lookUps.Geography, export, options.Seam, cancellationToken), rows => new(rows.Values.Sum(r => r.Staged), "codes", rows));
        var rows = persons.Concat(codes).Append(new(WaitingContactTable.Table.FullName, waiting)).ToDictionary(r => r.Key, r => r.Value.With(kept.GetValueOrDefault(r.Key)), StringComparer.Ordinal);
        foreach (var reading in readings.Append(load.Reading)) await log.ReadingAsync(reading, cancellationToken);
        Guards.Persons(load.Reading.Account, options.QuarantineShare);

        await StepAsync("export", () => export.CloseAsync(cancellationToken), files => new(files.Count, "files", new { Bytes = files.Sum(f => f.Bytes) }));
        await CloseAsync(Books.OfLoad(freg.Numbers.Reading, readings, lookUps, load, rows, export.Files), cancellationToken);
        await JudgeAsync(load, CompareCounts.Of(before.Published.Persons, load, keeping.Gone), lookUps, collection, asOf, served, cancellationToken);
        await publication.RequireHeldAsync(cancellationToken);
        var filled = served is null ? await StepAsync("index", () => FirstLoad.EndAsync(publication.Sessions, cancellationToken), r => new(r.Values.Sum(), "rows", r)) : null;
        var row = new GenerationRow(generation, GenerationKind.Full, time.GetUtcNow().UtcDateTime, asOf, collection.AsOfBySource, load.Counts.Rates()) { ExportGeneration = generation, Deliveries = collection.Places };
        var published = await StepAsync("publish", () => PublishAsync(publication, row, served, rows, filled, export, cancellationToken), p => new(p?.Changed ?? 0, "rows written", p?.Written));

        var shown = published is null ? served!.Generation : generation;
        await tidying.EndAsync(publication, published, shown);
        return new(shown, published is not null, asOf, published?.Changed ?? 0, PublicCounts(rows), row.MatchRates, exports.FolderOf(shown)) { Unread = load.Unread };
    }

    private async Task FetchAsync(SourceName source, CancellationToken cancellationToken)
    {
        var fetched = await StepAsync($"fetch {source.Text()}", () => NightlyFetch.RunAsync(source, options, time, cancellationToken), f => f.Step);
        if (fetched.Told is { } told) console.Note(told);
    }

    private async Task<ServedGeneration?> PrepareAsync(Publication publication, PersonKeys keys, CancellationToken cancellationToken)
    {
        await publication.RequireKeyAsync(keys.Fingerprint, cancellationToken);
        await keys.LoadAsync(publication.Connection, cancellationToken);
        var served = await publication.ServedAsync(cancellationToken);
        await tidying.BeginAsync(publication, served?.Generation ?? 0, cancellationToken);
        if (served is not null) await FirstLoad.RestoreIndexesAsync(publication.Connection, cancellationToken);
        else await FirstLoad.BeginAsync(publication.Connection, cancellationToken);
        if (served is not null) await new PublishedRows(publication.Connection, keys.RowHasher()).RestoreMissingAsync(cancellationToken);
        await Staging.PrepareAsync(publication.Connection, cancellationToken);
        return served;
    }

    /// <summary>Returns what is served then: a failure from here on leaves it so.</summary>
    private async Task<ServedGeneration?> HideAsync(Publication publication, PersonKeys keys, ServedGeneration? served, NumberIndex numbers, NumberCollection collected, CancellationToken cancellationToken)
    {
        var hiding = new HideFirst(publication, keys, exports, time, console);
        hidden = await StepAsync("hide", () => hiding.RunAsync(served, numbers, collected.GradingsWithin(options.QuarantineShare), cancellationToken), h => new(h?.Persons ?? 0, "persons", h));
        if (hidden is null) return served;
        console.Note(hidden.ToString());
        return await publication.ServedAsync(cancellationToken);
    }

    /// <summary>Stops the night for what is doubtful about it, unless the operator gave a reason to go on.</summary>
    private async Task JudgeAsync(PersonLoad load, CompareCounts compared, LookUps lookUps, Collection collection, DateOnly asOf, ServedGeneration? served, CancellationToken cancellationToken)
    {
        var judgement = new Judgement(dataSource, log.Run, console);
        var doubts = await judgement.DoubtsAsync(load.Counts, compared, lookUps.Geography, asOf, served?.AsOfDate, collection.ServiceDistricts is not null, cancellationToken);
        await log.DoubtsAsync(doubts, options.Override, cancellationToken);
    }

    /// <summary>Publishes what was staged, once the books are closed on what would be served. A served generation stays when nothing differs and its export is there.</summary>
    private Task<Applied?> PublishAsync(Publication publication, GenerationRow row, ServedGeneration? served, IReadOnlyDictionary<string, TableRows> made, IReadOnlyDictionary<string, long>? filled, MartExport export, CancellationToken cancellationToken)
    {
        var mayStay = exports.Holds(served?.ExportGeneration) ? served : null;
        var steps = new PublicationSteps(console.Begin, (applied, ct) => CloseAsync(Books.OfPublication(made, applied.Rows), ct), log.ChecksAsync, (connection, ct) => export.CompleteAsync(new(row.Generation, row.AsOf), served is null ? null : ChangeExport.RowsAsync(connection, row.Generation, ct), ct)) { Filled = filled };
        return publication.PublishAsync(row, mayStay, steps, cancellationToken);
    }

    /// <summary>Stores and tells accounts, and stops the night when one does not close.</summary>
    private async Task CloseAsync(IEnumerable<Account> accounts, CancellationToken cancellationToken)
    {
        var closed = accounts.ToList();
        await log.AccountsAsync(closed, cancellationToken);
        Books.Judge(closed);
    }

    private static IReadOnlyList<ITable> PublicTables { get; } = [.. PersonFeed.All.Where(f => f.IsPublic).Select(f => f.Table), .. ReferenceTables.All];

    private static SortedDictionary<string, long> PublicCounts(IReadOnlyDictionary<string, TableRows> rows)
        => new(PublicTables.ToDictionary(t => t.Name, t => rows[t.FullName].Made, StringComparer.Ordinal), StringComparer.Ordinal);

    private Task<T> StepAsync<T>(string step, Func<Task<T>> work, Func<T, StepResult> tell) => log.StepAsync(step, work, tell, CancellationToken.None);
}
