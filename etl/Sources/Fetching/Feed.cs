using System.Globalization;

namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>
/// One fetch of a change feed: pages gathered beside the deliveries, which become one delivery when all are there. Where it goes on from
/// is the last change that any delivery of the source holds, so nothing is remembered but what was landed.
/// </summary>
internal sealed class Feed : IDisposable
{
    private readonly SourceName source;
    private readonly Landing landing;
    private readonly TimeProvider time;
    private readonly DateTimeOffset begun;
    private readonly FeedLock alone;
    private readonly FetchFolder folder;
    private readonly Download download;
    private readonly Delivery? last;
    private readonly List<string> kept = [];

    /// <exception cref="BadInputException">Another fetch of the source is under way, or what is there can't be gone on from.</exception>
    public Feed(SourceName source, Landing landing, FeedOptions options, string scope, TimeProvider time)
    {
        (this.source, this.landing, this.time, begun) = (source, landing, time, time.GetUtcNow());
        alone = new(landing, source);
        try
        {
            last = LastOf(landing, source);
            folder = new(landing, time);
        }
        catch
        {
            alone.Dispose();
            throw;
        }
        var limits = last is null && options.Limits.Total < options.Limits.WholeRegister ? options.Limits with { Total = options.Limits.WholeRegister } : options.Limits;
        download = new(source, limits, options.Tokens, scope, time);
    }

    /// <summary>The number of the last change that was landed; null before the first delivery.</summary>
    public long? Pointer => last?.Manifest.SequenceTo;

    /// <summary>Gets one answer into a file, which stays in the delivery when <see cref="Keep"/> says so.</summary>
    /// <param name="address">What is asked for.</param>
    /// <param name="body">JSON to post; null gets.</param>
    /// <param name="read">Reads the answer; throws <see cref="BadInputException"/> when it is not whole.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was read; null when the server says the question can't be answered any more (406).</returns>
    /// <exception cref="BadInputException">The server refused, or gave no whole answer in time.</exception>
    public async Task<T?> AskAsync<T>(Uri address, byte[]? body, Func<byte[], T> read, CancellationToken cancellationToken)
        where T : class
    {
        var path = folder.PathOf("answer");
        T? page = null;
        var answer = await download.GetAsync(new(address, "application/json") { Body = body }, path, _ => page = read(File.ReadAllBytes(path)), cancellationToken);
        return answer.Outcome switch
        {
            WebOutcome.NotAcceptable => null,
            WebOutcome.Whole => page,
            _ => throw download.Refused(address, "status 404"),
        };
    }

    /// <summary>The last answer becomes a file of the delivery, as it came.</summary>
    public void Keep()
    {
        var path = folder.PathOf(string.Create(CultureInfo.InvariantCulture, $"{kept.Count}.json"));
        File.Move(folder.PathOf("answer"), path);
        kept.Add(path);
    }

    /// <summary>Puts what was kept into the landing folder, as true when the fetch began.</summary>
    public async Task<FetchResult> LandAsync(DeliveryKind kind, long from, long to, IReadOnlyList<string>? parts, FeedCounts counts, CancellationToken cancellationToken)
    {
        var asOf = DateTimeOffset.FromUnixTimeSeconds(begun.ToUnixTimeSeconds());
        var delivery = await landing.DeliverAsync(new(source, kind, asOf, from, to, parts, []), kept, move: true, cancellationToken);
        return await ConfirmedAsync(delivery, isNew: true, counts, cancellationToken);
    }

    /// <summary>The feed holds nothing to land: the last delivery counts as checked.</summary>
    public Task<FetchResult> NothingNewAsync(FeedCounts counts, CancellationToken cancellationToken) => ConfirmedAsync(last!, isNew: false, counts, cancellationToken);

    public void Dispose()
    {
        download.Dispose();
        folder.Dispose();
        alone.Dispose();
    }

    private async Task<FetchResult> ConfirmedAsync(Delivery delivery, bool isNew, FeedCounts counts, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await new FetchNote(now, delivery.Name, new Dictionary<string, KeptAnswer>(StringComparer.Ordinal)).WriteAsync(landing, source, cancellationToken);
        return new(delivery, isNew, now) { Feed = counts };
    }

    private static Delivery? LastOf(Landing landing, SourceName source)
    {
        var all = landing.Find(source);
        if (all.Count == 0) return null;
        var name = source.Text();
        var full = all.LastOrDefault(d => d.Manifest.Kind == DeliveryKind.Full)
            ?? throw new BadInputException("no-delivery", $"{name}: expected a full delivery before those of changes, found none. Put one in with `deliver --source {name} --kind full`, with the number of its last change in --sequence.");
        if (full.Manifest.SequenceTo is null)
            throw new BadInputException("no-sequence", $"{name}/{full.Name}: expected the number of the last change that it holds, found none. Deliver it again with `--sequence 1-N`, so that a fetch knows where to go on.");
        return all.Where(d => d.Manifest.SequenceTo is not null).MaxBy(d => d.Manifest.SequenceTo);
    }
}
