using System.Runtime.CompilerServices;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Benchmarks;

/// <summary>The two kinds of rows beside each other: Parquet's columns against COPY's bytes, of the public tables of persons who are enriched already.</summary>
internal static class RowBenchmarks
{
    private const int PersonsPerBatch = 250;
    private static readonly PersonFeed[] Feeds = [.. PersonFeed.All.Where(f => f.IsPublic)];

    public static async IAsyncEnumerable<Benchmark> OfAsync(BenchmarkWorld world, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var persons = (await PersonPass.MakeAsync(world, cancellationToken)).Persons();
        var columns = Array.ConvertAll(Feeds, f => new ColumnRows(f.Table));
        var copies = Array.ConvertAll(Feeds, _ => new CopyRows());
        yield return new("rows", "COPY's bytes of the same rows (peer)", world.Persons, "persons",
            Benchmark.Pass(() => Write(persons, columns, static rows => rows.Clear())),
            Benchmark.Pass(() => Write(persons, copies, static rows => rows.Clear())));
    }

    private static void Write<TSink>(IReadOnlyList<Person> persons, TSink[] sinks, Action<TSink> clear)
        where TSink : RowSink
    {
        for (var i = 0; i < persons.Count; i++)
        {
            // as many as a block holds, more or less: what is written stays in the cache, as in a night
            if (i % PersonsPerBatch == 0) Array.ForEach(sinks, clear);
            for (var feed = 0; feed < sinks.Length; feed++) Feeds[feed].Write(persons[i], sinks[feed]);
        }
    }
}
