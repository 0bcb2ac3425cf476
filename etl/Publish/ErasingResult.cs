namespace PersonEtl.Etl.Publish;

/// <summary>What an erasure did, or would do.</summary>
/// <param name="Persons">Persons who were found.</param>
/// <param name="Erased">Numbers that are erased now and weren't before.</param>
/// <param name="Before">Given numbers that were erased before.</param>
/// <param name="Since">The generation that is the first without them.</param>
/// <param name="Unknown">Given numbers that nothing is known of; nothing was kept of them.</param>
internal sealed record ErasingResult(long Persons, int Erased, int Before, int Since, IReadOnlyList<string> Unknown)
{
    /// <summary>The generation that took away what was published of them; null when nothing was.</summary>
    public int? Generation { get; init; }

    /// <summary>Exports that were withdrawn.</summary>
    public IReadOnlyList<int> Withdrawn { get; init; } = [];

    /// <summary>Why earlier exports are still there, or the file of the changes is not; null when all of it was done.</summary>
    public string? Left { get; init; }

    /// <summary>What was found of them afterwards.</summary>
    public ErasingProof? Proof { get; init; }
}
