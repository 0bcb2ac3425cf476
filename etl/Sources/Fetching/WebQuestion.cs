namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>What a server is asked: by GET, or by POST when there is a body.</summary>
/// <param name="Address">What is asked for.</param>
/// <param name="Accept">The media types that are wanted.</param>
internal sealed record WebQuestion(Uri Address, string Accept)
{
    /// <summary>What an earlier answer said of itself: then only another one is wanted.</summary>
    public KeptAnswer? Known { get; init; }

    /// <summary>JSON that is posted.</summary>
    public byte[]? Body { get; init; }
}
