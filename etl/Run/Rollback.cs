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

    private readonly LeasedRun run = new(dataSource, folders, options, time, console);

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
        return await run.RunAsync(publication, stopping => RunAsync(publication, past, Mask.Numbers(reason), stopping), cancellationToken);
    }

    private async Task<RollbackResult> RunAsync(Publication publication, PastGeneration past, string reason, CancellationToken cancellationToken)
    {
        var served = await run.PrepareAsync(publication, cancellationToken);
        if ((await HashedColumns.ReadAsync(publication.Connection, cancellationToken)).Differ)
            throw new CheckFailedException("The columns of this program are not those that the served generation was published with, so its persons can't be compared with any others. Use the program that published it, or do a `run` with this one first. Nothing was changed.");
        var generation = await NextGeneration.OfAsync(publication.Connection, cancellationToken);

        var state = new RestoredState(publication.Connection, run.Keys.RowHasher(), past.Generation, cancellationToken);
        var staged = await run.Log.StepAsync("restore", state.StageAsync, _ => new(state.Persons, "persons", new { state.Untouched }));
        var row = new GenerationRow(generation, GenerationKind.Rollback, run.Now, past.AsOfDate, Sources(past), JsonSerializer.Deserialize<List<MatchRate>>(past.MatchRates, Json)!)
        {
            ExportGeneration = await ExportAsync(publication.Connection, past, state.Untouched, cancellationToken),
            RestoredGeneration = past.Generation,
            Deliveries = await GenerationDeliveries.OfAsync(publication.Connection, past.Generation, cancellationToken),
        };
        var rows = staged.ToDictionary(r => r.Key, r => TableRows.Whole(r.Value, r.Value), StringComparer.Ordinal);
        var steps = run.Steps(
            applied => Books.OfPublication(rows, applied.Rows).Concat(AsThen(past, state, applied)),
            async (connection, ct) =>
            {
                await Hold.SetAsync(connection, generation, reason, ct);
                await run.ExportChangesAsync(row, connection, ct);
            });
        // published even where no row differs: it is what was asked for, and holds the nights
        var applied = (await run.PublishAsync(publication, row, mayStay: null, steps, cancellationToken))!;
        await run.Log.EndAsync(await run.EndAsync(publication, row, applied, served, rows), CancellationToken.None);
        return new(generation, past.Generation, row.AsOf, state.Persons, state.Untouched, applied.Changed, row.ExportGeneration);
    }

    /// <summary>The export of then, while it is whole and shows nobody who must not be seen any more, nor anybody otherwise than the tables.</summary>
    private async Task<int?> ExportAsync(NpgsqlConnection connection, PastGeneration past, long untouched, CancellationToken cancellationToken)
    {
        if (past.ExportGeneration is not { } export || untouched > 0 || !run.Exports.Holds(export)) return null;
        return await connection.ExecuteScalarAsync<bool>(new(HiddenSince, new { export }, cancellationToken: cancellationToken)) ? null : export;
    }

    /// <summary>When everybody was taken back, every table has as many rows as the generation had.</summary>
    private static IEnumerable<Account> AsThen(PastGeneration past, RestoredState state, Applied applied)
    {
        if (state.Untouched > 0) return [];
        var had = JsonSerializer.Deserialize<Dictionary<string, long>>(past.Counts, Json)!;
        return applied.Counts.Where(c => had.ContainsKey(c.Key)).Select(c => Account.Through("as then", had[c.Key], c.Value, "mart." + c.Key));
    }

    private static Dictionary<string, DateTimeOffset> Sources(PastGeneration past) => JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(past.Sources, Json)!;
}
