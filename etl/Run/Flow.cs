using System.Threading.Tasks.Dataflow;

namespace PersonEtl.Etl.Run;

/// <summary>
/// A bounded Dataflow chain that ends as one: the first fault cancels every block, every block's end is awaited,
/// and fanning out waits for each target, so that nothing is dropped. A message is a batch, never a single record.
/// </summary>
internal sealed class Flow : IDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly List<Task> ends = [];
    private Exception? firstFault;

    public Flow(CancellationToken cancellationToken) => stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <summary>Cancelled when the flow ends before its time.</summary>
    public CancellationToken Stopping => stop.Token;

    /// <summary>Work on several messages at once; results keep the order of their messages.</summary>
    public TransformBlock<TIn, TOut> Transform<TIn, TOut>(Func<TIn, TOut> work, int parallel)
        => Add(new TransformBlock<TIn, TOut>(work, new ExecutionDataflowBlockOptions
        {
            MaxDegreeOfParallelism = parallel,
            BoundedCapacity = parallel + 1,
            EnsureOrdered = true,
            SingleProducerConstrained = true,
            CancellationToken = stop.Token,
        }));

    /// <summary>Work on one message at a time, in order.</summary>
    public ActionBlock<T> Sink<T>(Func<T, Task> work, int capacity)
        => Add(new ActionBlock<T>(work, new ExecutionDataflowBlockOptions
        {
            BoundedCapacity = capacity,
            SingleProducerConstrained = true,
            CancellationToken = stop.Token,
        }));

    /// <summary>Gives every message to every target, waiting for each, and ends them when it ends.</summary>
    public ActionBlock<T> FanOut<T>(IReadOnlyList<ITargetBlock<T>> targets)
    {
        var block = Sink<T>(
            async message =>
            {
                foreach (var target in targets)
                {
                    if (!await target.SendAsync(message, stop.Token)) throw new OperationCanceledException("A later block ended early.");
                }
            },
            capacity: 1);
        _ = block.Completion.ContinueWith(_ => Complete(targets), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return block;
    }

    public static void Link<T>(ISourceBlock<T> from, ITargetBlock<T> to) => from.LinkTo(to, new DataflowLinkOptions { PropagateCompletion = true });

    /// <summary>Feeds the chain to its end. Throws the first fault of any block, or of the feeding itself.</summary>
    public async Task RunAsync<T>(IAsyncEnumerable<T> messages, ITargetBlock<T> first)
    {
        try
        {
            await foreach (var message in messages.WithCancellation(stop.Token))
            {
                if (!await first.SendAsync(message, stop.Token)) break;
            }
            first.Complete();
        }
        catch (Exception e)
        {
            Fault(e);
            first.Complete();
        }
        await Task.WhenAll(ends);
        if (firstFault is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(firstFault);
        stop.Token.ThrowIfCancellationRequested();
    }

    public void Dispose() => stop.Dispose();

    private static void Complete<T>(IReadOnlyList<ITargetBlock<T>> targets)
    {
        foreach (var target in targets) target.Complete();
    }

    private TBlock Add<TBlock>(TBlock block)
        where TBlock : IDataflowBlock
    {
        ends.Add(block.Completion.ContinueWith(
            ended =>
            {
                if (ended.Exception is { } e) Fault(e.GetBaseException());
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));
        return block;
    }

    private void Fault(Exception e)
    {
        if (e is not OperationCanceledException) Interlocked.CompareExchange(ref firstFault, e, null);
        stop.Cancel();
    }
}
