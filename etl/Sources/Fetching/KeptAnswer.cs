namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>A file of a fetched delivery and what its server said of it, so that it can be asked whether it has another by now.</summary>
internal sealed record KeptAnswer(string File, string? ETag, DateTimeOffset? LastModified)
{
    /// <summary>Whether the server gave anything to ask with.</summary>
    public bool CanAsk => ETag is not null || LastModified is not null;
}
