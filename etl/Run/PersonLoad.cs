using System.Collections.Concurrent;
using System.Threading.Tasks.Dataflow;
using Npgsql;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Streams FREG's deliveries through all cores: a block is parsed, joined to KRR, enriched and turned into rows at once,
/// then goes to the tables of its target and to Parquet, each table with a sink of its own.
/// </summary>
internal sealed class PersonLoad(NpgsqlDataSource dataSource, LookUps lookUps, NumberIndex numbers, PersonKeys keys, PersonComparison comparison, PersonLoadOptions options, Action<long> progress)
{
    private readonly ConcurrentBag<PersonBatch> free = [];
    private readonly EnrichmentCounts counts = new();
    private readonly long[] made = new long[PersonFeed.All.Count];
    private readonly long[] differing = new long[PersonFeed.All.Count];
    private readonly long[] compared = new long[Enum.GetValues<Comparison>().Length];
    private readonly ConcurrentDictionary<ulong, bool> erased = [];
    private int sinks;

    public EnrichmentCounts Counts => counts;

    /// <summary>The persons who came out of enrichment.</summary>
    public long Persons { get; private set; }

    /// <summary>How many persons stand so to what is published.</summary>
    public long Compared(Comparison result) => compared[(int)result];

    /// <summary>The account of comparing: who differs goes on to the database, who doesn't is there already.</summary>
    public Account Compare()
    {
        var account = new Account("compare");
        account.CountIn(Persons);
        account.CountOut(Compared(Comparison.New) + Compared(Comparison.Changed));
        account.CountFiltered("unchanged", Compared(Comparison.Unchanged));
        return account;
    }

    public ContactCount Contacts { get; } = new(lookUps.Contacts);

    /// <summary>The account of FREG, and what could not be read.</summary>
    public SourceReading Reading { get; } = new(SourceName.Freg);

    /// <summary>The documents that could not be read, and whose they are.</summary>
    public UnreadPersons Unread { get; } = new();

    /// <summary>The numbers of erased persons, later ones of theirs among them.</summary>
    public IEnumerable<ulong> Erased => options.Erasures.Numbers.Concat(erased.Keys);

    /// <summary>Loads every person, and returns the rows of each table, as <c>schema.name</c>.</summary>
    /// <param name="chain">FREG's deliveries, oldest first.</param>
    /// <param name="export">Where their rows go as files; null when there are none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyDictionary<string, TableRows>> RunAsync(IReadOnlyList<Delivery> chain, MartExport? export, CancellationToken cancellationToken)
    {
        keys.Settle(numbers.Contains, numbers.Leads);
        using var flow = new Flow(cancellationToken);
        List<StagingCopy> copies = [.. PersonFeed.All.Select(f => options.Target.CopyOf(dataSource, f.Table)), options.Target.CopyOfPersons(dataSource)];
        try
        {
            var targets = Sinks(flow, copies, export);
            sinks = targets.Count;
            var enrich = flow.Transform<DocumentBlock, PersonBatch>(block => Enrich(options.Seam.Pass("enrich", block)), options.Parallel);
            Flow.Link(enrich, flow.FanOut(targets));
            await flow.RunAsync(BlockReader.ReadAsync(chain, flow.Stopping), enrich);
            await StagingCopy.CompleteAsync(copies, cancellationToken);
            if (counts.CodesFromTheFuture > 0) Reading.Remark("code-from-the-future", counts.CodesFromTheFuture);
            return PersonFeed.All.Select((feed, i) => (feed.Table.FullName, Rows: new TableRows(made[i], differing[i], copies[i].Rows))).ToDictionary(t => t.FullName, t => t.Rows, StringComparer.Ordinal);
        }
        finally
        {
            foreach (var copy in copies) await copy.DisposeAsync();
        }
    }

    private List<ITargetBlock<PersonBatch>> Sinks(Flow flow, List<StagingCopy> copies, MartExport? export)
    {
        var targets = new List<ITargetBlock<PersonBatch>>
        {
            flow.Sink<PersonBatch>(
                batch =>
                {
                    Count(options.Seam.Pass("rows", batch));
                    Release(batch);
                    return Task.CompletedTask;
                },
                capacity: 1),
            flow.Sink<PersonBatch>(
                async batch =>
                {
                    await copies[^1].WriteAsync(batch.Changed, flow.Stopping);
                    Release(batch);
                },
                capacity: 1),
        };
        for (var i = 0; i < PersonFeed.All.Count; i++)
        {
            var feed = i;
            var table = PersonFeed.All[feed].Table.FullName;
            targets.Add(flow.Sink<PersonBatch>(
                async batch =>
                {
                    await copies[feed].WriteAsync(options.Seam.Pass($"copy {table}", batch.Copy(feed)), flow.Stopping);
                    Release(batch);
                },
                capacity: 1));
            if (export is null || !PersonFeed.All[feed].IsPublic) continue;
            targets.Add(flow.Sink<PersonBatch>(
                async batch =>
                {
                    await export.Of(PersonFeed.All[feed].Table).AppendAsync(batch.Columns(feed), options.Seam.Pass($"parquet {table}", batch.EndOfPerson(feed)), flow.Stopping);
                    Release(batch);
                },
                capacity: 1));
        }
        return targets;
    }

    private void Count(PersonBatch batch)
    {
        counts.Add(batch.Counts);
        Contacts.Add(batch.Counts);
        Persons += batch.Persons;
        foreach (var result in Enum.GetValues<Comparison>()) compared[(int)result] += batch.Compared(result);
        for (var feed = 0; feed < made.Length; feed++)
        {
            made[feed] += batch.Made(feed);
            differing[feed] += batch.Copy(feed).Rows;
        }
        progress(batch.Persons);
    }

    private PersonBatch Enrich(DocumentBlock block)
    {
        var batch = free.TryTake(out var used) ? used : new();
        batch.Clear(sinks);
        var enricher = new Enricher(lookUps, options.AsOf, options.WithCertificate);
        var (passed, merged) = (0, 0);
        new PersonReader(Reading, PersonProperties.Document).Read(block, person => Take(person, enricher, batch), IsMerged);
        Reading.Account.CountOut(batch.Persons);
        BlockReader.Return(block);
        return batch;
    }

    /// <summary>Enriches a person and turns it into rows, unless its document is merged into others or its number is of a series that isn't taken.</summary>
    private void Take(Person person, Enricher enricher, PersonBatch batch)
    {
        if (!numbers.MarkOwn(person))
        {
            Reading.Account.CountMerged();
            return;
        }
        if (options.Series.RefusalOf(person.CurrentIdentifier!.PackedNumber) is { } reason)
        {
            Reading.Account.CountFiltered(reason);
            return;
        }
        if (options.Erasures.Cover(person))
        {
            Reading.Account.CountFiltered("erased");
            foreach (var identifier in person.Identifiers.Where(i => !i.IsOfAnother)) erased.TryAdd(identifier.PackedNumber, true);
            return;
        }
        keys.Identify(person, options.Generation);
        enricher.Enrich(person, batch.Counts);
        RemarkWrongNumbers(person);
        batch.Add(person, comparison, options.Target);
    }

    private bool IsMerged(UnreadDocument document)
    {
        Unread.Add(document, numbers);
        return numbers.Replaces(document);
    }

    private void RemarkWrongNumbers(Person person)
    {
        foreach (var identifier in person.Identifiers)
        {
            if (identifier.Check is NumberCheck.InvalidDigits or NumberCheck.InvalidDate) Reading.Remark($"number-{Terms.Of(identifier.Check)}");
        }
    }

    private void Release(PersonBatch batch)
    {
        if (batch.Release()) free.Add(batch);
    }
}
