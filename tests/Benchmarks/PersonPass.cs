using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Benchmarks;

/// <summary>What a night does with a block on one core: read, identify, enrich, make rows.</summary>
internal sealed class PersonPass
{
    private readonly BenchmarkWorld world;
    private readonly LookUps lookUps;
    private readonly NumberIndex numbers;
    private readonly PersonKeys keys = new(new byte[32]);
    private readonly PersonBatch batch = new();
    private readonly PersonComparison comparison = EverybodyIsNew();
    private readonly EnrichmentCounts counts = new();

    private PersonPass(BenchmarkWorld world, LookUps lookUps, NumberIndex numbers)
    {
        this.world = world;
        this.lookUps = lookUps;
        this.numbers = numbers;
    }

    public static async Task<PersonPass> MakeAsync(BenchmarkWorld world, CancellationToken cancellationToken)
    {
        var (lookUps, _) = await LookUpLoad.RunAsync(world.Collection, new(Path.Combine(world.Folder, "cache")), world.Collection.AsOf, withCertificate: false, Seam.None, cancellationToken);
        return new(world, lookUps, await new NumberCollection(1, Seam.None).ReadAsync(world.Collection.Freg.Deliveries, cancellationToken));
    }

    /// <summary>Every person, enriched; no rows.</summary>
    public void Enrich()
    {
        foreach (var block in world.Blocks)
        {
            counts.Clear();
            Enrich(block, counts, static _ => { });
        }
    }

    /// <summary>Every person's rows, of one block after another, in the same batch.</summary>
    public void MakeRows()
    {
        foreach (var block in world.Blocks) Fill(batch, block);
    }

    /// <summary>Every person's rows, to keep: a batch for each block.</summary>
    public IReadOnlyList<PersonBatch> Batches() => [.. world.Blocks.Select(block => Fill(new(), block))];

    /// <summary>Every person, enriched, to keep.</summary>
    public IReadOnlyList<Person> Persons()
    {
        var persons = new List<Person>(world.Persons);
        foreach (var block in world.Blocks) Enrich(block, new(), persons.Add);
        return persons;
    }

    private static PersonComparison EverybodyIsNew()
    {
        var hasher = new RowHasher(new byte[32]);
        return new(hasher, hasher, PublishedHashes.None, Columns: null);
    }

    private PersonBatch Fill(PersonBatch target, DocumentBlock block)
    {
        target.Clear(1);
        Enrich(block, target.Counts, person => target.Add(person, comparison, PersonTarget.Staged));
        return target;
    }

    private void Enrich(DocumentBlock block, EnrichmentCounts counts, Action<Person> use)
    {
        var enricher = new Enricher(lookUps, world.Collection.AsOf, withCertificate: false);
        new PersonReader(new(SourceName.Freg), PersonProperties.Document).Read(block, person =>
        {
            if (!numbers.MarkOwn(person)) return;
            keys.Identify(person, 1);
            enricher.Enrich(person, counts);
            use(person);
        });
    }
}
