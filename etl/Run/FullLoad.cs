using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Stages and exports everything: the look-up tables are made, every person is streamed through enrichment, those whose document could not be read are kept,
/// then come contacts that wait, and codes.
/// </summary>
internal sealed class FullLoad(LeasedRun run, Publication publication, MartExport export, RunOptions options, RunConsole console)
{
    /// <summary>Loads it all.</summary>
    /// <param name="collection">The deliveries.</param>
    /// <param name="collected">What was read of FREG's ahead.</param>
    /// <param name="isFirst">Whether nothing is published yet: then persons go straight into the served tables.</param>
    /// <param name="asOf">The night's as-of date.</param>
    /// <param name="generation">The generation that it makes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CheckFailedException">Nobody could be read, or too many could not.</exception>
    public async Task<Loaded> RunAsync(Collection collection, NumberCollection collected, bool isFirst, DateOnly asOf, int generation, CancellationToken cancellationToken)
    {
        var (connection, sessions) = (publication.Connection, publication.Sessions);
        var before = await run.Log.StepAsync("hashes", () => PersonComparison.LoadAsync(connection, run.Keys, cancellationToken), b => new(b.Published.Persons, "published persons"));
        options.Places.Forget();
        var (lookUps, readings) = await run.Log.StepAsync("look up", () => LookUpLoad.RunAsync(collection, run.SavedAddresses, asOf, options.WithCertificate, options.Seam, cancellationToken), l => new(l.LookUps.Count, "look-up entries"));
        foreach (var finding in lookUps.ServiceDistrictFindings) console.Note(FindingText.Of(finding));

        var erasures = await Erasures.LoadAsync(connection, cancellationToken);
        var told = options.OfLoad(asOf, generation) with { Erasures = erasures, Target = isFirst ? PersonTarget.Served : PersonTarget.Staged };
        var load = new PersonLoad(sessions, lookUps, collected.Numbers, run.Keys, before, told, console.Progress);
        var persons = await run.Log.StepAsync("enrich", () => load.RunAsync(collection.Freg.Deliveries, export, cancellationToken), rows => new(load.Reading.Account.Out, "persons", rows));
        // a run that lost its session must not write into another's staging tables, nor take the place of its export below
        await publication.RequireHeldAsync(cancellationToken);

        var keeping = new KeptLoad(connection, before.Published, before.Stored, export);
        var kept = await run.Log.StepAsync("keep", () => keeping.RunAsync(isFirst ? new() : load.Unread, asOf, generation, cancellationToken), rows => new(rows.GetValueOrDefault(PersonTables.Person.FullName), "persons", new { Kept = rows, keeping.Gone }));
        await erasures.NoteAsync(connection, load.Erased, cancellationToken);
        var never = load.Erased.Concat(keeping.ContactNumbers).ToHashSet();
        var waiting = await run.Log.StepAsync("wait", () => WaitingLoad.RunAsync(sessions, load.Contacts, never, options.WithCertificate, options.Seam, cancellationToken), w => new(w.Made, "contacts without person"));
        var codes = await run.Log.StepAsync("reference", () => ReferenceLoad.RunAsync(sessions, lookUps.Geography, export, options.Seam, cancellationToken), rows => new(rows.Values.Sum(r => r.Staged), "codes", rows));
        foreach (var reading in readings.Append(load.Reading)) await run.Log.ReadingAsync(reading, cancellationToken);
        Guards.Persons(load.Reading.Account, options.QuarantineShare);
        await run.Log.StepAsync("export", () => export.CloseAsync(cancellationToken), files => new(files.Count, "files", new { Bytes = files.Sum(f => f.Bytes) }));

        var made = persons.Concat(codes).Append(new(WaitingContactTable.Table.FullName, waiting)).ToDictionary(r => r.Key, r => r.Value.With(kept.GetValueOrDefault(r.Key)), StringComparer.Ordinal);
        return new(made, [.. Books.OfLoad(collected.Reading, readings, lookUps, load, made, export.Files)], load.Counts, CompareCounts.Of(before.Published.Persons, load, keeping.Gone), lookUps.Geography, load.Unread);
    }
}
