namespace PersonEtl.Etl.Mart;

/// <summary>What a municipality number is on the as-of date.</summary>
internal enum CodeState
{
    None,
    Current,
    Ended,
    Future,
    Unknown,
}
