using Microsoft.Extensions.Time.Testing;
using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Commands;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>A landing folder that is filled by fetching from a server of a test, on a clock that a test moves.</summary>
internal sealed class FetchedLanding : IDisposable
{
    private readonly string folder = TestGuard.NewFolder();

    public FetchedLanding() => Landing = new(folder);

    public Landing Landing { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));

    /// <summary>Two retries, hardly a wait, and attempts long enough for a busy machine.</summary>
    public static FetchLimits Quick { get; } = new(Retries: 2, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), 1 << 20);

    /// <summary>Everything in the landing folder.</summary>
    public IReadOnlyList<string> Snapshot() => GoodNight.Snapshot(folder);

    public static FetchOptions From(Uri server, FetchLimits? limits = null) => new(server, server, From: null, "3420_Elverum", 25833, limits ?? Quick);

    /// <summary>KRR or FREG at a server of a test, without tokens unless a test makes them.</summary>
    public static FetchOptions Feeds(Uri server, AccessTokens? tokens = null, FetchLimits? limits = null) => From(server) with { Feeds = new(server, server, tokens, limits ?? Quick) };

    /// <summary>A fetch at the instant of the clock; its waits are of a millisecond.</summary>
    public Task<FetchResult> FetchAsync(SourceName source, FetchOptions options) => Fetches.RunAsync(source, Landing, options, new FixedTime(Time.GetUtcNow), CancellationToken.None);

    /// <summary>The same as the verb tells it.</summary>
    public async Task<(int Code, string Said)> TellAsync(SourceName source, FetchOptions options)
    {
        using var error = new StringWriter();
        var code = await Guarded.RunAsync(
            async _ =>
            {
                await FetchAsync(source, options);
                return ExitCode.Done;
            },
            error, CancellationToken.None);
        return (code, error.ToString());
    }

    /// <summary>Puts a full delivery in by hand.</summary>
    public async Task<Delivery> DeliverAsync(SourceName source, long? sequenceTo, string content)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, content);
        return await Landing.DeliverAsync(new(source, DeliveryKind.Full, Time.GetUtcNow().AddDays(-1), null, sequenceTo, null, []), [file], move: true, CancellationToken.None);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
