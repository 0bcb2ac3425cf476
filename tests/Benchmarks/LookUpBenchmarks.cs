using System.Runtime.CompilerServices;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Matrikkel;

namespace PersonEtl.Benchmarks;

/// <summary>Finding a street address, in no order, against a dictionary of the same keys.</summary>
internal static class LookUpBenchmarks
{
    private const int LookUps = 2_000_000;

    public static async IAsyncEnumerable<Benchmark> OfAsync(BenchmarkWorld world, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var register = await MatrikkelReader.ReadAsync(world.Collection.Matrikkel, new(SourceName.Matrikkel), cancellationToken);
        var units = new Dictionary<(int Municipality, int Code, int Number, char Letter), int>();
        MatrikkelBenchmarks.Read(world.Collection.Matrikkel, (csv, columns) =>
        {
            if (new MatrikkelRow(csv, columns).TryRead(out var entry) is null && !entry.IsCadastral) units[(entry.Municipality, entry.AddressCode, entry.HouseNumber, entry.HouseLetter)] = entry.Unit;
        });
        var keys = units.Keys.ToArray();
        // a fixed seed: every run asks the same
        new Random(1).Shuffle(keys);
        yield return new("look-up", "Dictionary<(int, int, int, char), int> (peer)", LookUps, "look-ups",
            Benchmark.Pass(() => Ask(keys, key => register.FindByStreet(key.Municipality, key.Code, key.Number, key.Letter).Candidates > 0)),
            Benchmark.Pass(() => Ask(keys, key => units.TryGetValue(key, out _))));
    }

    private static void Ask<TKey>(TKey[] keys, Func<TKey, bool> find)
    {
        for (var (i, next) = (0, 0); i < LookUps; i++, next++)
        {
            if (next == keys.Length) next = 0;
            if (!find(keys[next])) throw new InvalidOperationException("An address of the register was not found in it.");
        }
    }
}
