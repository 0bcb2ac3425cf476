using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Run;

/// <summary>How a night ended: the generation now served, and whether this run published it or found nothing to change.</summary>
internal sealed record RunResult(int Generation, bool Published, DateOnly AsOf, long ChangedRows, IReadOnlyDictionary<string, long> Rows, IReadOnlyList<MatchRate> MatchRates, string ExportFolder)
{
    /// <summary>Why nothing was published, in words; null when there is nothing to say.</summary>
    public string? Told { get; init; }

    /// <summary>Whose documents a night could not read.</summary>
    public UnreadPersons Unread { get; init; } = new();
}
