using System.Text.Json;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Benchmarks;

/// <summary>Reading FREG's documents, and its numbers alone, against the tokens of the same bytes and against a deserialiser.</summary>
internal static class FregBenchmarks
{
    public static IEnumerable<Benchmark> Of(BenchmarkWorld world)
    {
        yield return new("freg", "Utf8JsonReader, every token (limit)", world.Persons, "persons", Reading(world, PersonProperties.Document), Benchmark.Pass(() => JsonTokens.Read(world.Blocks)));
        yield return new("freg-records", "System.Text.Json into records, source-generated (peer)", world.Persons, "persons", Reading(world, PersonProperties.Document), Benchmark.Pass(() => Deserialise(world)));
        yield return new("freg-numbers", "Utf8JsonReader, every token (limit)", world.Persons, "persons", Reading(world, PersonProperties.NumbersOnly), Benchmark.Pass(() => JsonTokens.Read(world.Blocks)));
    }

    /// <summary>A pass that reads every person and keeps none.</summary>
    public static Func<Task> Reading(BenchmarkWorld world, PropertyTable<Person> properties) => Benchmark.Pass(() =>
    {
        var read = 0;
        foreach (var block in world.Blocks) new PersonReader(new(SourceName.Freg), properties).Read(block, _ => read++);
        Require(read, world.Persons);
    });

    private static void Deserialise(BenchmarkWorld world)
    {
        var read = 0;
        foreach (var block in world.Blocks)
        {
            foreach (var record in block.Records)
            {
                if (JsonSerializer.Deserialize(block.Buffer.AsSpan(record.Start, record.Length), FregRecordsJson.Default.Answer)?.Folkeregisterperson?.Identifikasjonsnummer is { Count: > 0 }) read++;
            }
        }
        Require(read, world.Persons);
    }

    private static void Require(int read, int expected)
    {
        if (read != expected) throw new InvalidOperationException($"Expected {expected} persons, found {read}: what was measured is not what it seems.");
    }
}
