namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>An answer that another attempt may give whole. The message says what was found.</summary>
/// <param name="retryAfter">How long the server asked to wait.</param>
internal sealed class FailedAttemptException(string found, TimeSpan? retryAfter = null, BadInputException? inner = null) : Exception(found, inner)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
