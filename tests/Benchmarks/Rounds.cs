using System.Diagnostics;

namespace PersonEtl.Benchmarks;

/// <summary>
/// Measures benchmarks in rounds. Within a round both sides run right after each other, the first one changing from round to round,
/// so that what disturbs the machine disturbs both; what is told is the ratio.
/// </summary>
internal static class Rounds
{
    private const int WarmUps = 3;

    // short passes need many before the runtime has compiled them for good
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Result>> MeasureAsync(IReadOnlyList<Benchmark> benchmarks, int rounds, CancellationToken cancellationToken)
    {
        var passes = benchmarks.Select(_ => new List<(Pass Ours, Pass Theirs)>()).ToArray();
        foreach (var benchmark in benchmarks)
        {
            var start = Stopwatch.GetTimestamp();
            for (var times = 0; times < WarmUps || Stopwatch.GetElapsedTime(start) < WarmUp; times++) await RunPairAsync(benchmark, oursFirst: true);
        }
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < benchmarks.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var pair = await RunPairAsync(benchmarks[i], oursFirst: round % 2 == 0);
                passes[i].Add(pair);
            }
        }
        return [.. benchmarks.Zip(passes, Summarise)];
    }

    private static async Task<(Pass Ours, Pass Theirs)> RunPairAsync(Benchmark benchmark, bool oursFirst)
    {
        var first = await RunAsync(oursFirst ? benchmark.Ours : benchmark.Theirs, benchmark.Reset);
        var second = await RunAsync(oursFirst ? benchmark.Theirs : benchmark.Ours, benchmark.Reset);
        return oursFirst ? (first, second) : (second, first);
    }

    private static async Task<Pass> RunAsync(Func<Task> work, Func<Task> reset)
    {
        await reset();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await work();
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new(elapsed.TotalMilliseconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    private static Result Summarise(Benchmark benchmark, List<(Pass Ours, Pass Theirs)> passes)
    {
        var ratios = passes.ConvertAll(p => p.Ours.Milliseconds / p.Theirs.Milliseconds);
        return new(
            benchmark.Name, benchmark.Against, benchmark.Items, benchmark.Item,
            Median(passes.Select(p => p.Ours.Milliseconds)), Median(passes.Select(p => p.Theirs.Milliseconds)),
            Median(ratios), ratios.Min(), ratios.Max(),
            benchmark.IsLocal ? Median(passes.Select(p => p.Ours.Processor / p.Theirs.Processor)) : null,
            Median(passes.Select(p => (double)p.Ours.Bytes)) / benchmark.Items, Median(passes.Select(p => (double)p.Theirs.Bytes)) / benchmark.Items);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private readonly record struct Pass(double Milliseconds, double Processor, long Bytes);
}
