namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>How a server answered: with a body that is in a file by now, with "not modified" (304), or with "not found" (404).</summary>
internal sealed record WebAnswer(WebOutcome Outcome, string? MediaType = null, string? ETag = null, DateTimeOffset? LastModified = null);
