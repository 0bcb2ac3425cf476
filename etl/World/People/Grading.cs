namespace PersonEtl.Etl.World.People;

/// <summary>How strictly an address is protected, least first.</summary>
internal enum Grading
{
    Unclassified,
    Client,
    Confidential,
    StrictlyConfidential,
}
