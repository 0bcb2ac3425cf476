namespace PersonEtl.Etl.Mart;

/// <summary>Address confidentiality (adressegradering), in order of strictness.</summary>
internal enum Grading
{
    Unclassified,
    ClientAddress,
    Confidential,
    StrictlyConfidential,
}
