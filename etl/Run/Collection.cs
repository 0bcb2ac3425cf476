using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>The deliveries a night is built from, verified against their manifests.</summary>
internal sealed record Collection(Delivery Freg, Delivery Krr, Delivery Klass, Delivery Matrikkel, Delivery? ServiceDistricts)
{
    private const string RequiredPart = "adressebeskyttelse";

    public IReadOnlyList<Delivery> All => [.. new[] { Freg, Krr, Klass, Matrikkel, ServiceDistricts }.OfType<Delivery>()];

    /// <summary>The latest Norwegian as-of date among them.</summary>
    public DateOnly AsOf => All.Max(d => Mart.Instant.From(d.Manifest.AsOf).NorwegianDate());

    public IReadOnlyDictionary<string, DateTimeOffset> AsOfBySource => All.ToDictionary(d => d.Manifest.Source.Text(), d => d.Manifest.AsOf.ToUniversalTime(), StringComparer.Ordinal);

    /// <exception cref="BadInputException">A source is missing, or a delivery is not what its manifest says.</exception>
    public static async Task<Collection> FromAsync(Landing landing, CancellationToken cancellationToken)
    {
        var collection = new Collection(
            Required(landing, SourceName.Freg), Required(landing, SourceName.Krr), Required(landing, SourceName.Klass), Required(landing, SourceName.Matrikkel),
            landing.NewestFull(SourceName.ServiceDistricts));
        if (collection.Freg.Manifest.Parts is { } parts && !parts.Contains(RequiredPart, StringComparer.Ordinal))
            throw new BadInputException("freg-without-protection", $"freg/{collection.Freg.Name}: expected {RequiredPart} among its parts, found {string.Join(", ", parts)}. Without it nobody's protection is known; ask for it and deliver again.");
        foreach (var delivery in collection.All) await DeliveryStream.VerifyAsync(delivery, cancellationToken);
        return collection;
    }

    private static Delivery Required(Landing landing, SourceName source)
        => landing.NewestFull(source) ?? throw new BadInputException("no-delivery", $"{source.Text()}: expected a full delivery in the landing folder, found none in {landing.Folder}. Put one in with `deliver --source {source.Text()} --kind full`.");
}
