using System.Runtime.CompilerServices;
using System.Threading.Tasks.Dataflow;
using PersonEtl.Etl.Run;

namespace PersonEtl.UnitTests.Run;

public sealed class FlowTests
{
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_sink_that_throws_ends_the_whole_flow_promptly()
    {
        using var flow = new Flow(CancellationToken.None);
        var other = 0;
        var first = flow.Transform<int, int>(n => n, parallel: 2);
        Flow.Link(first, flow.FanOut([
            flow.Sink<int>(n => n == 5 ? throw new InvalidOperationException("broken") : Task.CompletedTask, 1),
            flow.Sink<int>(_ => { other++; return Task.CompletedTask; }, 1)]));
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => flow.RunAsync(Endless(), first).WaitAsync(Promptly));
        Assert.Equal("broken", e.Message);
        Assert.True(flow.Stopping.IsCancellationRequested);
        Assert.InRange(other, 0, 1000);
    }

    [Fact]
    public async Task A_sink_that_throws_while_another_waits_ends_both()
    {
        using var flow = new Flow(CancellationToken.None);
        var first = flow.Transform<int, int>(n => n, parallel: 1);
        Flow.Link(first, flow.FanOut([
            flow.Sink<int>(_ => Task.Delay(Timeout.Infinite, flow.Stopping), 1),
            flow.Sink<int>(_ => throw new InvalidOperationException("broken"), 1)]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => flow.RunAsync(Endless(), first).WaitAsync(Promptly));
    }

    [Fact]
    public async Task Work_that_throws_and_a_source_that_throws_are_told_as_they_are()
    {
        using var work = new Flow(CancellationToken.None);
        var breaks = work.Transform<int, int>(n => n == 3 ? throw new FormatException() : n, parallel: 2);
        Flow.Link(breaks, work.Sink<int>(_ => Task.CompletedTask, 1));
        await Assert.ThrowsAsync<FormatException>(() => work.RunAsync(Endless(), breaks).WaitAsync(Promptly));

        using var source = new Flow(CancellationToken.None);
        var first = source.Transform<int, int>(n => n, parallel: 2);
        Flow.Link(first, source.Sink<int>(_ => Task.CompletedTask, 1));
        await Assert.ThrowsAsync<InvalidDataException>(() => source.RunAsync(Broken(), first).WaitAsync(Promptly));

        static async IAsyncEnumerable<int> Broken()
        {
            yield return 1;
            await Task.Yield();
            throw new InvalidDataException();
        }
    }

    [Fact]
    public async Task Cancelling_from_outside_ends_it_as_cancelled()
    {
        using var outside = new CancellationTokenSource();
        using var flow = new Flow(outside.Token);
        var seen = 0;
        var first = flow.Transform<int, int>(n => n, parallel: 2);
        Flow.Link(first, flow.Sink<int>(
            async _ =>
            {
                if (++seen == 10) await outside.CancelAsync();
            },
            1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flow.RunAsync(Endless(), first).WaitAsync(Promptly));
    }

    [Fact]
    public async Task Order_is_kept_and_fanning_out_drops_nothing_however_slow_a_target_is()
    {
        using var flow = new Flow(CancellationToken.None);
        var (quick, slow) = (new List<int>(), new List<int>());
        var first = flow.Transform<int, int>(
            n =>
            {
                if (n % 7 == 0) Thread.SpinWait(20_000);
                return n;
            },
            parallel: 4);
        Flow.Link(first, flow.FanOut<int>([
            flow.Sink<int>(n => { quick.Add(n); return Task.CompletedTask; }, 1),
            flow.Sink<int>(async n => { if (n % 50 == 0) await Task.Delay(2); slow.Add(n); }, 1)]));
        await flow.RunAsync(Numbers(1000), first).WaitAsync(Promptly);
        Assert.Equal(Enumerable.Range(0, 1000), quick);
        Assert.Equal(Enumerable.Range(0, 1000), slow);
    }

    private static IAsyncEnumerable<int> Endless() => Numbers(int.MaxValue);

    private static async IAsyncEnumerable<int> Numbers(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var n = 0; n < count; n++)
        {
            if (n % 100 == 0) await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return n;
        }
    }
}
