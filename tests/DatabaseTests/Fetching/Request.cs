namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>What a server of a test was asked: path with query, and headers by lower-case name.</summary>
internal sealed record Request(string Path, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At)
{
    public string Method { get; init; } = "GET";

    public string Body { get; init; } = "";
}
