namespace PersonEtl.Etl.Publish;

/// <summary>How a person stands to what is published.</summary>
internal enum Comparison
{
    New,
    Changed,
    Unchanged,
}
