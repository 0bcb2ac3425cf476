namespace PersonEtl.Etl.World;

/// <summary>What was written, and where. Counts of address versions are those of the answers, by kind.</summary>
internal sealed record WorldResult(
    string LandingFolder,
    string AnswersPath,
    long Persons,
    long FregLines,
    long ErrorLines,
    long MalformedLines,
    long Residential,
    long Present,
    long Shared,
    long Contacts,
    long MatrikkelAddresses,
    long Units,
    long FregBytes,
    long TotalBytes);
