using System.Runtime.CompilerServices;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Benchmarks;

/// <summary>What enrichment and rows add to reading alone, all on one core.</summary>
internal static class EnrichBenchmarks
{
    public static async IAsyncEnumerable<Benchmark> OfAsync(BenchmarkWorld world, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pass = await PersonPass.MakeAsync(world, cancellationToken);
        var reading = FregBenchmarks.Reading(world, PersonProperties.Document);
        yield return new("enrich", "reading alone", world.Persons, "persons", Benchmark.Pass(pass.Enrich), reading);
        yield return new("enrich-rows", "reading alone", world.Persons, "persons", Benchmark.Pass(pass.MakeRows), reading);
    }
}
