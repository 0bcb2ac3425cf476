namespace PersonEtl.Etl.Publish;

/// <summary>What publishes a generation.</summary>
internal enum GenerationKind
{
    /// <summary>A night: whole chains, a whole export.</summary>
    Full,

    /// <summary>Persons of new deltas only.</summary>
    Small,

    /// <summary>Protection ahead of a night: it only hides.</summary>
    Hide,

    /// <summary>The state of an earlier generation, taken back.</summary>
    Rollback,
}
