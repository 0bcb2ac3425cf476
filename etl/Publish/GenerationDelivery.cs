namespace PersonEtl.Etl.Publish;

/// <summary>A delivery that a generation was built from, by its folder's name, and its place in its source's chain.</summary>
internal sealed record GenerationDelivery(string Source, int Place, string Delivery);
