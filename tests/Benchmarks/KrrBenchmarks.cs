using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Krr;

namespace PersonEtl.Benchmarks;

/// <summary>Reading KRR into its look-up table, ready for use, against the tokens of the same files.</summary>
internal static class KrrBenchmarks
{
    public static IEnumerable<Benchmark> Of(BenchmarkWorld world)
    {
        var delivery = world.Collection.Krr.Full;
        yield return new("krr", "Utf8JsonReader, every token (limit)", world.Persons, "persons",
            () => KrrReader.ReadAsync(delivery, new(SourceName.Krr), CancellationToken.None),
            Benchmark.Pass(() =>
            {
                foreach (var file in delivery.Manifest.Files)
                {
                    using var stream = DeliveryStream.Open(delivery, file);
                    JsonTokens.Read(stream);
                }
            }));
    }
}
