using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>What a full load came to.</summary>
/// <param name="Rows">The rows that each table will have, as <c>schema.name</c>.</param>
/// <param name="Accounts">From the sources to staging tables and files.</param>
/// <param name="Counts">What enrichment found.</param>
/// <param name="Compared">How the persons stand to those published.</param>
/// <param name="Geography">The places of KLASS.</param>
/// <param name="Unread">Whose documents could not be read.</param>
internal sealed record Loaded(IReadOnlyDictionary<string, TableRows> Rows, IReadOnlyList<Account> Accounts, EnrichmentCounts Counts, CompareCounts Compared, Geography Geography, UnreadPersons Unread);
