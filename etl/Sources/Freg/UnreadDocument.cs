namespace PersonEtl.Etl.Sources.Freg;

/// <summary>A person's document that could not be read: where it stands, and the numbers that were found in it all the same.</summary>
internal sealed record UnreadDocument(long Position, IReadOnlyCollection<ulong> Numbers)
{
    /// <summary>Whether the register answered with an error message where the document should be.</summary>
    public bool IsErrorMessage { get; init; }
}
