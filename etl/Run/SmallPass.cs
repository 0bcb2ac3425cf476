using Npgsql;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>
/// A pass during the day, in order: hide what FREG's changes no longer show to everyone, find the deltas that the served generation doesn't hold, stage the
/// persons that they are about, and publish these alone, with the as-of date and the small registers of the last night. What can't be published so is left to
/// the night, or to a full pass at once where the deltas need one.
/// </summary>
internal sealed class SmallPass(NpgsqlDataSource dataSource, Folders folders, RunOptions options, TimeProvider time, RunConsole console)
{
    private readonly LeasedRun run = new(dataSource, folders, options, time, console);
    private IReadOnlyList<GenerationDelivery> used = [];
    private bool isStaged;
    private NightlyRun? full;
    private string? why;

    /// <summary>The step that it came to.</summary>
    public string? Step => full?.Step ?? run.Log.Current;

    /// <exception cref="BadInputException">A delivery is missing, damaged or of the wrong kind.</exception>
    /// <exception cref="HeldException">The mart is held.</exception>
    /// <exception cref="CheckFailedException">A check or an account stopped it.</exception>
    /// <exception cref="AlreadyRunningException">Another run is under way.</exception>
    /// <exception cref="LeaseLostException">Another run took over, because this one stood still.</exception>
    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        var result = await run.RunAsync(RunAsync, cancellationToken);
        if (why is null) return result;
        full = new(dataSource, folders, options with { Fetch = [] }, time, console);
        return await FullPassInstead.RunAsync(full, run.Log, cancellationToken);
    }

    private async Task<RunResult> RunAsync(Publication publication, CancellationToken cancellationToken)
    {
        var served = await run.PrepareAsync(publication, cancellationToken);
        if (served is null) return await FullPassAsync(publication, served, "nothing is published yet", cancellationToken);
        used = await GenerationDeliveries.OfAsync(publication.Connection, served.Generation, cancellationToken);
        var landing = new Landing(options.Landing);

        await run.FetchAsync(SourceName.Freg, cancellationToken);
        var freg = new FregDeliveries(landing, options.Parallel, options.Seam, SmallCollection.NamesOf(used, SourceName.Freg).ToHashSet(StringComparer.Ordinal));
        if (await run.CollectAsync(freg, cancellationToken))
        {
            await run.Keys.LoadAsync(publication.Connection, [.. freg.Collected.Numbers.Numbers], cancellationToken);
            await Staging.PrepareAsync(publication.Connection, cancellationToken);
            isStaged = true;
            served = (await run.HideAsync(publication, served, freg.Collected, await SmallCounts.PersonsAsync(publication.Connection, cancellationToken), cancellationToken))!;
        }
        await Hold.RequireNoneAsync(publication.Connection, cancellationToken);

        await run.FetchAsync(SourceName.Krr, cancellationToken);
        var collection = SmallCollection.Find(landing, used, freg);
        if (collection is null || await Hold.IsTakenBackAsync(publication.Connection, cancellationToken)) return run.Unchanged(served, "what is served is no night's: what is new waits for the night");
        foreach (var source in collection.Waiting) console.Note($"{source.Text()}: another full delivery is there, and waits for the night");
        if (collection.New.Count == 0)
        {
            // what a killed pass left must not wait for news
            await run.TidyAsync(publication, served.Generation);
            return run.Unchanged(served, "nothing new");
        }
        foreach (var delivery in collection.Krr) await DeliveryStream.VerifyAsync(delivery, cancellationToken);
        options.MaxAge.Require(collection.Whole.All, served.AsOfDate, landing);
        try
        {
            return await PublishAsync(publication, served, collection, freg.Collected, cancellationToken);
        }
        catch (NotSmallException e)
        {
            return await FullPassAsync(publication, served, e.Message, cancellationToken);
        }
    }

    private async Task<RunResult> PublishAsync(Publication publication, ServedGeneration served, SmallCollection collection, NumberCollection collected, CancellationToken cancellationToken)
    {
        if ((await HashedColumns.ReadAsync(publication.Connection, cancellationToken)).Differ) throw new NotSmallException("the mart's columns changed");
        if (!isStaged) await Staging.PrepareAsync(publication.Connection, cancellationToken);
        var generation = await NextGeneration.OfAsync(publication.Connection, cancellationToken);
        var load = new SmallLoad(publication, collection, run.SavedAddresses, run.Keys, options, console);
        var rows = await run.Log.StepAsync("deltas", () => load.RunAsync(collected, served.AsOfDate, generation, cancellationToken), _ => new(load.Compared!.New + load.Compared.Changed, "persons", collection.New.Select(d => d.Name)));
        foreach (var reading in load.Readings) await run.Log.ReadingAsync(reading, cancellationToken);
        await run.CloseAsync(load.Accounts, cancellationToken);
        await run.Log.DoubtsAsync([.. VolumeGuard.Delta(load.Compared!)], options.Override, cancellationToken);
        await publication.RequireHeldAsync(cancellationToken);

        var export = run.Exports.Holds(served.ExportGeneration) ? served.ExportGeneration : null;
        var row = GenerationRow.After(served, generation, GenerationKind.Small, run.Now) with { Sources = collection.Whole.AsOfBySource, ExportGeneration = export, Deliveries = [.. collection.Whole.Places.Except(used)] };
        var steps = run.Steps(rows, (connection, ct) => run.ExportChangesAsync(row, connection, ct)) with { Tables = SmallCounts.Tables, ContactsInPart = true };
        var published = await run.PublishAsync(publication, row, served, steps, cancellationToken);
        if (published is null) await publication.AdvanceAsync(served.Generation, row.Deliveries, cancellationToken);
        return await run.EndAsync(publication, row, published, served, rows);
    }

    /// <summary>One that failed since the last night is the next night's business.</summary>
    private async Task<RunResult> FullPassAsync(Publication publication, ServedGeneration? served, string reason, CancellationToken cancellationToken)
    {
        if (await FullPassInstead.HasFailedAsync(publication.Connection, cancellationToken)) return run.Unchanged(served, $"what is new waits for the night, for {reason}, and a full pass failed since the last one; `run` tries again now");
        why = reason;
        return run.Unchanged(served, $"a full pass instead, for {reason}");
    }
}
