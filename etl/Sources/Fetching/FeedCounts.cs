namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>What a fetch found in a change feed.</summary>
/// <param name="Records">Records in the delivery: KRR's persons, FREG's documents and error messages.</param>
/// <param name="WithoutDocument">FREG: events that name no document, as of a person who is discontinued as a duplicate.</param>
/// <param name="Errors">FREG: error messages that came in place of documents; they lie in the delivery.</param>
/// <param name="HasMore">Whether the feed had more than one delivery takes: another fetch goes on from there.</param>
internal sealed record FeedCounts(int Records, int WithoutDocument = 0, int Errors = 0, bool HasMore = false);
