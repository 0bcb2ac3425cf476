namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>The kinds of answers that a fetch goes on with, or explains itself.</summary>
internal enum WebOutcome
{
    Whole,
    NotModified,
    NotFound,
    NotAcceptable,
}
