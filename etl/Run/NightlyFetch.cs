using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Run;

/// <summary>What a fetch before a night came to. <paramref name="Failure"/> says why nothing was fetched: then the last delivery is used until it is too old.</summary>
internal sealed record NightlyFetch(SourceName Source, FetchResult? Result, string? Failure)
{
    /// <summary>A server that does not answer, or answers badly, never stops a night: that it is told is enough, and the age limit ends it.</summary>
    public static async Task<NightlyFetch> RunAsync(SourceName source, RunOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return new(source, await Fetches.RunAsync(source, new(options.Landing), options.FetchOptions, time, cancellationToken), null);
        }
        catch (BadInputException e)
        {
            return new(source, null, Explanation.Of(e).Message);
        }
    }

    public StepResult Step => new(Result is { IsNew: true } ? 1 : 0, "new deliveries", new { Delivery = Result?.Delivery.Name, Result?.CheckedAt, Failure });

    /// <summary>What a person is told beside the count, or null.</summary>
    public string? Told
        => Failure is { } why ? $"{Source.Text()} was not fetched, and its last delivery is used while it is young enough: {why}"
        : Result is { IsNew: false } ? $"nothing new since {Result.Delivery.Name}"
        : null;
}
