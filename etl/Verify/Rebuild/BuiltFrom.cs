using Dapper;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Verify.Rebuild;

/// <summary>The deliveries that the tables of a generation were built from; those of a rollback are of the generation that it took back.</summary>
internal static class BuiltFrom
{
    private const string Deliveries = "select source, delivery from ops.generation_delivery where generation = @generation";

    private static readonly IReadOnlyList<SourceName> Needed = [SourceName.Freg, SourceName.Krr, SourceName.Klass, SourceName.Matrikkel];

    /// <returns>The deliveries, or why there is nothing to build from.</returns>
    public static async Task<(IReadOnlySet<(string Source, string Delivery)> Deliveries, string? Lack)> OfAsync(Verified of, string landing, CancellationToken cancellationToken)
    {
        var generation = of.Generation.RestoredGeneration ?? of.Generation.Generation;
        var deliveries = (await of.Connection.QueryAsync<(string Source, string Delivery)>(new(Deliveries, new { generation }, cancellationToken: cancellationToken))).ToHashSet();
        return (deliveries, Lacks());

        string? Lacks()
        {
            if (Needed.Any(s => deliveries.All(d => d.Source != s.Text()))) return $"generation {generation} was not built from deliveries of every source (a {of.Generation.Kind} generation). The next night's can be built anew.";
            var gone = deliveries.Where(d => !Directory.Exists(Path.Combine(landing, d.Source, d.Delivery))).Select(d => $"{d.Source}/{d.Delivery}").Order(StringComparer.Ordinal).ToList();
            return gone.Count == 0 ? null : $"the landing folder no longer has {string.Join(", ", gone)}, which generation {generation} was built from.";
        }
    }
}
