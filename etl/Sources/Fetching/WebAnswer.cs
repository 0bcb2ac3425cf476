namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>How a server answered: with a body that is in a file by now, with "not modified" (304), "not found" (404) or "not acceptable" (406).</summary>
internal sealed record WebAnswer(WebOutcome Outcome, string? MediaType = null, string? ETag = null, DateTimeOffset? LastModified = null);
