using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>
/// One night, in order: hide what must not be shown any more, collect the deliveries, load everybody through enrichment into staging and Parquet, balance the
/// books, and publish it all as one generation. Whatever fails, the last generation stays served; running again starts afresh.
/// </summary>
internal sealed class NightlyRun(NpgsqlDataSource dataSource, Folders folders, RunOptions options, TimeProvider time, RunConsole console)
{
    private readonly LeasedRun run = new(dataSource, folders, options, time, console);

    /// <summary>The step that it came to.</summary>
    public string? Step => run.Log.Current;

    /// <exception cref="BadInputException">A delivery is missing, damaged or of the wrong kind.</exception>
    /// <exception cref="CheckFailedException">A check or an account stopped the night.</exception>
    /// <exception cref="HeldException">A rollback holds the nights.</exception>
    /// <exception cref="AlreadyRunningException">Another run is under way.</exception>
    /// <exception cref="LeaseLostException">Another run took over, because this one stood still.</exception>
    public Task<RunResult> RunAsync(CancellationToken cancellationToken) => run.RunAsync(RunAsync, cancellationToken);

    private async Task<RunResult> RunAsync(Publication publication, CancellationToken cancellationToken)
    {
        var served = await run.Log.StepAsync("prepare", () => PrepareAsync(publication, cancellationToken), s => new(s?.Generation ?? 0, "is served"));
        var landing = new Landing(options.Landing, options.Deliveries);
        var freg = new FregDeliveries(landing, options.Parallel, options.Seam);
        await run.CollectAsync(freg, cancellationToken);
        served = await run.HideAsync(publication, served, freg.Collected, others: 0, cancellationToken);
        await Hold.RequireNoneAsync(publication.Connection, cancellationToken);

        foreach (var source in options.Fetch) await run.FetchAsync(source, cancellationToken);
        var collection = await run.Log.StepAsync("collect", () => Collection.FromAsync(landing, freg.Whole, cancellationToken), c => new(c.All.Count, "deliveries", c.All.Select(d => d.Name)));
        var asOf = options.AsOf ?? collection.AsOf;
        options.MaxAge.Require(collection.All, asOf, landing);

        var generation = await NextGeneration.OfAsync(publication.Connection, cancellationToken);
        await using var export = new MartExport(run.Exports, PublicTables.All, options.Export);
        var load = new FullLoad(run, publication, export, options, console);
        var loaded = await load.RunAsync(collection, freg.Collected, isFirst: served is null, asOf, generation, cancellationToken);
        await run.CloseAsync(loaded.Accounts, cancellationToken);
        await JudgeAsync(loaded, collection, asOf, served, cancellationToken);
        await publication.RequireHeldAsync(cancellationToken);

        var row = new GenerationRow(generation, GenerationKind.Full, run.Now, asOf, collection.AsOfBySource, loaded.Counts.Rates()) { ExportGeneration = generation, Deliveries = collection.Places };
        var steps = run.Steps(loaded.Rows, (connection, ct) => export.CompleteAsync(new(generation, asOf), served is null ? null : ChangeExport.RowsAsync(connection, generation, ct), ct));
        if (served is null) steps = steps with { Filled = await run.Log.StepAsync("index", () => FirstLoad.EndAsync(publication.Sessions, cancellationToken), r => new(r.Values.Sum(), "rows", r)) };
        // where nothing differs the served generation stays, unless its export is gone
        var published = await run.PublishAsync(publication, row, run.Exports.Holds(served?.ExportGeneration) ? served : null, steps, cancellationToken);
        return (await run.EndAsync(publication, row, published, served, loaded.Rows)) with { Unread = loaded.Unread };
    }

    private async Task<ServedGeneration?> PrepareAsync(Publication publication, CancellationToken cancellationToken)
    {
        var served = await run.PrepareAsync(publication, cancellationToken);
        await run.Keys.LoadAsync(publication.Connection, cancellationToken);
        if (served is null) await FirstLoad.BeginAsync(publication.Connection, cancellationToken);
        await Staging.PrepareAsync(publication.Connection, cancellationToken);
        return served;
    }

    /// <summary>Stops the night for what is doubtful about it, unless the operator gave a reason to go on.</summary>
    private async Task JudgeAsync(Loaded loaded, Collection collection, DateOnly asOf, ServedGeneration? served, CancellationToken cancellationToken)
    {
        var judgement = new Judgement(dataSource, run.Log.Run, console);
        var doubts = await judgement.DoubtsAsync(loaded.Counts, loaded.Compared, loaded.Geography, asOf, served?.AsOfDate, collection.ServiceDistricts is not null, cancellationToken);
        await run.Log.DoubtsAsync(doubts, options.Override, cancellationToken);
    }
}
