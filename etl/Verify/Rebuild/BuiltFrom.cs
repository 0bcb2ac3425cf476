using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Verify.Rebuild;

/// <summary>The deliveries that the tables of a generation were built from.</summary>
internal static class BuiltFrom
{
    private static readonly IReadOnlyList<SourceName> Needed = [SourceName.Freg, SourceName.Krr, SourceName.Klass, SourceName.Matrikkel];

    /// <returns>The deliveries, or why there is nothing to build from.</returns>
    public static async Task<(IReadOnlySet<(string Source, string Delivery)> Deliveries, string? Lack)> OfAsync(Verified of, string landing, CancellationToken cancellationToken)
    {
        var generation = of.Generation.Generation;
        var deliveries = (await GenerationDeliveries.OfAsync(of.Connection, generation, cancellationToken)).Select(d => (d.Source, d.Delivery)).ToHashSet();
        return (deliveries, Lacks());

        string? Lacks()
        {
            if (Needed.Any(s => deliveries.All(d => d.Source != s.Text()))) return $"generation {generation} was not built from deliveries of every source (a {of.Generation.Kind} generation). The next night's can be built anew.";
            var gone = deliveries.Where(d => !Directory.Exists(Path.Combine(landing, d.Source, d.Delivery))).Select(d => $"{d.Source}/{d.Delivery}").Order(StringComparer.Ordinal).ToList();
            return gone.Count == 0 ? null : $"the landing folder no longer has {string.Join(", ", gone)}, which generation {generation} was built from.";
        }
    }
}
