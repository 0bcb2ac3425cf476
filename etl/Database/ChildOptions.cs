namespace PersonEtl.Etl.Database;

/// <summary>How a child process runs, where it differs from ours.</summary>
internal sealed record ChildOptions
{
    /// <summary>The account it runs as; ours when null.</summary>
    public ServerUser? User { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What it gets on its standard input.</summary>
    public string Input { get; init; } = "";

    public string? WorkingFolder { get; init; }

    /// <summary>Variables that are set on top of ours; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);
}
