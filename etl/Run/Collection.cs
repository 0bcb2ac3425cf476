using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>The deliveries a night is built from, verified against their manifests: FREG and KRR are chains.</summary>
internal sealed record Collection(Chain Freg, Chain Krr, Delivery Klass, Delivery Matrikkel, Delivery? ServiceDistricts)
{
    public IReadOnlyList<Delivery> All => [.. Freg.Deliveries, .. Krr.Deliveries, .. new[] { Klass, Matrikkel, ServiceDistricts }.OfType<Delivery>()];

    /// <summary>The latest Norwegian as-of date among them.</summary>
    public DateOnly AsOf => All.Max(d => Mart.Instant.From(d.Manifest.AsOf).NorwegianDate());

    public IReadOnlyDictionary<string, DateTimeOffset> AsOfBySource
        => All.GroupBy(d => d.Manifest.Source).ToDictionary(s => s.Key.Text(), s => s.Max(d => d.Manifest.AsOf).ToUniversalTime(), StringComparer.Ordinal);

    /// <summary>What the generation is built from: each source's deliveries in their order.</summary>
    public IReadOnlyList<GenerationDelivery> Places
        => [.. All.GroupBy(d => d.Manifest.Source).SelectMany(source => source.Select((d, place) => new GenerationDelivery(source.Key.Text(), place, d.Name)))];

    /// <summary>The other sources' deliveries beside FREG's, which was verified before.</summary>
    /// <exception cref="BadInputException">A source is missing or has a gap, or a delivery is not what its manifest says.</exception>
    public static async Task<Collection> FromAsync(Landing landing, Chain freg, CancellationToken cancellationToken)
    {
        var collection = new Collection(
            freg, Required(landing, SourceName.Krr), Required(landing, SourceName.Klass).Full, Required(landing, SourceName.Matrikkel).Full,
            Chain.Find(landing, SourceName.ServiceDistricts)?.Full);
        foreach (var delivery in collection.All.Where(d => d.Manifest.Source != SourceName.Freg)) await DeliveryStream.VerifyAsync(delivery, cancellationToken);
        return collection;
    }

    /// <summary>The newest chains of all sources.</summary>
    /// <exception cref="BadInputException">As above.</exception>
    public static async Task<Collection> FromAsync(Landing landing, CancellationToken cancellationToken)
        => await FromAsync(landing, await FregDeliveries.VerifiedAsync(landing, cancellationToken), cancellationToken);

    public static Chain Required(Landing landing, SourceName source)
        => Chain.Find(landing, source) ?? throw new BadInputException("no-delivery", $"{source.Text()}: expected a full delivery in the landing folder, found none in {landing.Folder}. Put one in with `deliver --source {source.Text()} --kind full`.");
}
