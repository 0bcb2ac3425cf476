using Npgsql;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>Which deliveries stay in the landing folder: those that retained generations were built from, the newest full one of each source, and all after it.</summary>
internal static class LandingRetention
{
    /// <summary>The deliveries of a source that may go.</summary>
    /// <param name="found">All of them.</param>
    /// <param name="isKept">Whether a retained generation was built from one, by its name.</param>
    public static IReadOnlyList<Delivery> MayGo(IReadOnlyList<Delivery> found, Func<string, bool> isKept)
    {
        var newest = found.Where(d => d.Manifest.Kind == DeliveryKind.Full).MaxBy(d => (d.Manifest.AsOf, d.Manifest.SequenceTo ?? 0));
        return newest is null ? [] : [.. found.Where(d => IsOlder(d.Manifest, newest.Manifest) && !isKept(d.Name))];
    }

    /// <summary>Takes away what may go, and returns how many deliveries that were.</summary>
    public static async Task<int> RunAsync(NpgsqlConnection connection, Landing landing, CancellationToken cancellationToken)
    {
        var kept = await GenerationDeliveries.OfRetainedAsync(connection, cancellationToken);
        // a mart of before this was written down doesn't tell what it was built from
        if (kept.Count == 0) return 0;
        var going = SourceNames.All.SelectMany(source => MayGo(landing.Find(source), name => kept.Contains((source.Text(), name)))).ToList();
        foreach (var delivery in going) landing.Remove(delivery);
        return going.Count;
    }

    private static bool IsOlder(Manifest one, Manifest newest)
        => one.AsOf < newest.AsOf && (one.Kind == DeliveryKind.Full || one.SequenceTo is not { } to || newest.SequenceTo is not { } whole || to <= whole);
}
