namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>The three kinds of answers that a fetch goes on with.</summary>
internal enum WebOutcome
{
    Whole,
    NotModified,
    NotFound,
}
