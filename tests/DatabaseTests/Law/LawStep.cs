namespace PersonEtl.DatabaseTests.Law;

/// <summary>What a sequence does before it looks at the mart again. A new kind is a line here, its odds in <see cref="LawStory"/>, and its deed in <see cref="LawNights"/>.</summary>
internal enum LawStep
{
    /// <summary>A night of the change feeds.</summary>
    Delta,

    /// <summary>Two nights of the change feeds, and one run.</summary>
    TwoDeltas,

    /// <summary>A night delivered whole.</summary>
    Full,

    /// <summary>A run without new deliveries.</summary>
    Again,

    /// <summary>Somebody is erased, and a night of the change feeds.</summary>
    Erase,

    /// <summary>One or two nights of the change feeds, and a small pass.</summary>
    Small,

    /// <summary>Back to an earlier generation, nights that are held, and one that goes on.</summary>
    Rollback,
}
