namespace PersonEtl.Etl.Mart;

/// <summary>One version of one information part of a person: FREG's six metadata fields, all of which may be missing, and what follows from them.</summary>
internal abstract class Version
{
    public Person Person { get; set; } = null!;

    /// <summary>Counts from 1 within what the row's table shows of this person, so that no gap tells of a row that is elsewhere.</summary>
    public int VersionNumber { get; set; }

    public Instant? RegisteredAt { get; set; }
    public bool? IsValid { get; set; }
    public Utf8Text Source { get; set; }
    public Utf8Text Reason { get; set; }
    public Instant? ValidFrom { get; set; }
    public Instant? ValidTo { get; set; }

    /// <summary>Whether the version holds; a row that doesn't say so holds until it says when it ended.</summary>
    public bool IsCurrent => IsValid ?? ValidTo is null;
}
