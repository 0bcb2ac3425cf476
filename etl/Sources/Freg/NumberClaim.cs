namespace PersonEtl.Etl.Sources.Freg;

/// <summary>How a document claims one of its numbers.</summary>
internal enum NumberClaim
{
    /// <summary>The document has no number in use: a person that was discontinued, perhaps merged into another.</summary>
    OfDiscontinued,

    /// <summary>An earlier number of a person who has one in use.</summary>
    Earlier,
    InUse,

    /// <summary>The document's numbers can't be read properly; this one was found in it.</summary>
    Unread,
}
