using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>
/// One night, in order: collect the deliveries, make the look-up tables, stream every person through enrichment into staging and Parquet,
/// balance the books, and publish it all as one generation. Whatever fails, the last generation stays served; running again starts afresh.
/// </summary>
internal sealed class NightlyRun(NpgsqlDataSource dataSource, Folders folders, RunOptions options, TimeProvider time, RunConsole console)
{
    private readonly ExportFolder exports = new(folders.Exports);
    private readonly RunLog log = new(dataSource, time, console);

    /// <exception cref="BadInputException">A delivery is missing, damaged or of the wrong kind.</exception>
    /// <exception cref="CheckFailedException">A check or an account stopped the night.</exception>
    /// <exception cref="AlreadyRunningException">Another run is under way.</exception>
    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var publication = await Publication.BeginAsync(dataSource, cancellationToken);
        await log.BeginAsync(cancellationToken);
        try
        {
            var result = await console.WatchAsync(() => RunAsync(publication, cancellationToken));
            await log.EndAsync(result, cancellationToken);
            return result;
        }
        catch (Exception e)
        {
            await log.FailAsync(Explanation.Of(e).Message);
            throw;
        }
    }

    private async Task<RunResult> RunAsync(Publication publication, CancellationToken cancellationToken)
    {
        var keys = new PersonKeys(PersonKeyFile.Read(folders));
        var served = await StepAsync("prepare", () => PrepareAsync(publication, keys, cancellationToken), s => new(s?.Generation, "generations served"));
        var generation = (served?.Generation ?? 0) + 1;

        var collection = await StepAsync("collect", () => Collection.FromAsync(new Landing(options.Landing), cancellationToken), c => new(c.All.Count, "deliveries", c.All.Select(d => d.Name)));
        var asOf = options.AsOf ?? collection.AsOf;
        var numbers = await StepAsync("collect numbers", () => NumberCollection.ReadAsync(collection.Freg, options.Parallel, cancellationToken), n => new(n.Count, "numbers"));
        var (lookUps, readings) = await StepAsync("look up", () => LookUpLoad.RunAsync(collection, options.WithCertificate, cancellationToken), l => new(l.LookUps.Count, "look-up entries"));

        var building = exports.Begin();
        try
        {
            await using var export = new MartExport(building, PersonFeed.All.Where(f => f.IsPublic).Select(f => f.Table).Concat(ReferenceTables.All), options.Export);
            var freg = new SourceReading(SourceName.Freg);
            var load = new PersonLoad(dataSource, lookUps, numbers, keys, new(asOf, generation, options.WithCertificate, options.Parallel), freg, console.Progress);
            await StepAsync("enrich", async () =>
            {
                await load.RunAsync(collection.Freg, export, cancellationToken);
                return load.Rows;
            }, rows => new(freg.Account.Out, "persons", rows));
            await publication.RequireHeldAsync(cancellationToken);
            var reference = await StepAsync("reference", () => ReferenceLoad.RunAsync(dataSource, lookUps.Geography, export, cancellationToken), rows => new(rows.Values.Sum(), "codes", rows));
            foreach (var reading in readings.Append(freg)) await log.AccountAsync(reading, cancellationToken);
            Guard(freg.Account);

            var row = new GenerationRow(generation, time.GetUtcNow().UtcDateTime, asOf, collection.AsOfBySource, PublicCounts(load.Rows, reference), load.Counts.Rates());
            await StepAsync("export", async () =>
            {
                await export.CompleteAsync(cancellationToken);
                // a run that lost its session in the night must not take the place of another's export
                await publication.RequireHeldAsync(cancellationToken);
                await exports.CompleteAsync(building, generation, asOf, export.Files, Tables, cancellationToken);
                return export.Files;
            }, files => new(files.Count, "files", new { Bytes = files.Sum(f => f.Bytes) }));
            var published = await StepAsync("publish", () => publication.PublishAsync(row, served, console.Begin, cancellationToken), p => new(p?.Changed ?? 0, "rows written", p?.ChangedByTable));
            if (published is null) exports.Sweep(served!.Generation); else await FinishAsync(publication, published, cancellationToken);
            var shown = published is null ? served!.Generation : generation;
            return new(shown, published is not null, asOf, published?.Changed ?? 0, row.Counts, row.MatchRates, exports.FolderOf(shown));
        }
        finally
        {
            ExportFolder.Discard(building);
        }
    }

    private static IReadOnlyList<ITable> Tables { get; } = [.. PersonFeed.All.Where(f => f.IsPublic).Select(f => f.Table), .. ReferenceTables.All];

    private async Task<ServedGeneration?> PrepareAsync(Publication publication, PersonKeys keys, CancellationToken cancellationToken)
    {
        await publication.RequireKeyAsync(keys.Fingerprint, cancellationToken);
        await keys.LoadAsync(publication.Connection, cancellationToken);
        var served = await publication.ServedAsync(cancellationToken);
        exports.Sweep(served?.Generation ?? 0);
        await Staging.PrepareAsync(publication.Connection, cancellationToken);
        return served;
    }

    private async Task FinishAsync(Publication publication, PublishedRows published, CancellationToken cancellationToken)
    {
        await log.ChecksAsync(published.Checks, cancellationToken);
        await publication.AnalyzeAsync(published, cancellationToken);
        exports.Retain(options.ExportsKept);
    }

    private void Guard(Account account)
    {
        if (account.Out == 0) throw new CheckFailedException($"FREG gave no readable person ({account.In} records read); nothing was published.");
        if (account.Quarantined > RunOptions.QuarantineFloor && account.Quarantined > account.In * options.QuarantineShare)
            throw new CheckFailedException($"{account.Quarantined} of {account.In} records of FREG could not be read, more than the share of {options.QuarantineShare:0.###%} that a night may have; ops.quarantine has their places. Nothing was published.");
    }

    private static SortedDictionary<string, long> PublicCounts(params IReadOnlyDictionary<string, long>[] rows)
    {
        const string Public = "mart.";
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (table, count) in rows.SelectMany(r => r).Where(r => r.Key.StartsWith(Public, StringComparison.Ordinal))) counts[table[Public.Length..]] = count;
        return counts;
    }

    private Task<T> StepAsync<T>(string step, Func<Task<T>> work, Func<T, StepResult> tell) => log.StepAsync(step, work, tell, CancellationToken.None);
}
