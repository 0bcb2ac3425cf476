using System.Globalization;

namespace PersonEtl.Etl.Sources;

/// <summary>The state of a source: its newest full delivery and every delta after it, oldest first, without a gap.</summary>
internal sealed record Chain(IReadOnlyList<Delivery> Deliveries)
{
    /// <summary>The registers that tell what changed.</summary>
    public static readonly IReadOnlyList<SourceName> WithDeltas = [SourceName.Freg, SourceName.Krr];

    public Delivery Full => Deliveries[0];

    public Delivery Last => Deliveries[^1];

    /// <summary>When the source was true last.</summary>
    public DateTimeOffset AsOf => Deliveries.Max(d => d.Manifest.AsOf);

    /// <summary>The chain of a source in the landing folder, or null without a full delivery.</summary>
    /// <exception cref="BadInputException">A manifest that can't be read, a gap, an overlap, or a delta where there can be none.</exception>
    public static Chain? Find(Landing landing, SourceName source) => Of(source, landing.Find(source));

    /// <summary>The chain among the deliveries of a source.</summary>
    public static Chain? Of(SourceName source, IEnumerable<Delivery> delivered)
    {
        var standing = Standing(delivered);
        if (!WithDeltas.Contains(source) && standing.Find(IsDelta) is { } other)
            throw new BadInputException("delta-unsupported", $"{source.Text()}/{other.Name}: expected full deliveries of {source.Text()}, found a delta. Take the folder away, and deliver the whole with --kind full.");
        var full = standing.Where(d => !IsDelta(d)).MaxBy(d => (d.Manifest.AsOf, d.Manifest.SequenceTo ?? 0));
        return full is null ? null : new([full, .. Following(source, full, standing.FindAll(IsDelta))]);
    }

    /// <summary>
    /// What is left of a broken chain: the newest full delivery and every delta after it, gaps or not, oldest first. Enough to tell what must be hidden, never to publish.
    /// </summary>
    public static IReadOnlyList<Delivery> Remains(IEnumerable<Delivery> readable)
    {
        var standing = Standing(readable);
        if (standing.Where(d => !IsDelta(d)).MaxBy(d => (d.Manifest.AsOf, d.Manifest.SequenceTo ?? 0)) is not { } full) return [];
        var deltas = standing.FindAll(IsDelta);
        deltas.RemoveAll(d => IsWithin(d, full));
        return [full, .. deltas.OrderBy(d => d.Manifest.AsOf).ThenBy(d => d.Manifest.SequenceFrom)];
    }

    /// <summary>Without numbers only the instants tell that a delta's changes are in the full delivery.</summary>
    private static bool IsWithin(Delivery delta, Delivery full)
        => delta.Manifest.SequenceTo is { } to && full.Manifest.SequenceTo is { } whole ? to <= whole : delta.Manifest.AsOf <= full.Manifest.AsOf;

    /// <summary>A mended delivery stands in the place of the one that it mends.</summary>
    private static List<Delivery> Standing(IEnumerable<Delivery> delivered)
        => [.. delivered.GroupBy(d => (d.Manifest.Kind, d.Manifest.SequenceFrom, d.Manifest.SequenceTo, d.Manifest.AsOf)).Select(same => same.MaxBy(d => d.Manifest.Mended ?? 0)!)];

    private static List<Delivery> Following(SourceName source, Delivery full, List<Delivery> deltas)
    {
        deltas.RemoveAll(d => IsWithin(d, full));
        foreach (var delta in deltas)
        {
            if (!IsNumbered(delta)) throw new BadInputException("chain-gap", $"{source.Text()}/{delta.Name}: expected a delta with sequence numbers in order, found one without. Take the folder away, and deliver it with --sequence FROM-TO.");
        }
        if (deltas.Count > 0 && full.Manifest.SequenceTo is null)
            throw new BadInputException("chain-gap", $"{source.Text()}/{full.Name}: expected the sequence number that the full delivery reaches to, since {deltas[0].Name} follows it; found none. Deliver a full one with --sequence FROM-TO.");
        var (before, next) = (full, full.Manifest.SequenceTo + 1);
        foreach (var delta in deltas.OrderBy(d => d.Manifest.SequenceFrom).ThenBy(d => d.Manifest.SequenceTo))
        {
            if (delta.Manifest.SequenceFrom != next)
            {
                throw new BadInputException("chain-gap", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source.Text()}/{delta.Name}: expected a delta from sequence number {next} on, after {before.Name}; found one from {delta.Manifest.SequenceFrom} on. {(delta.Manifest.SequenceFrom > next ? "Deliver what is missing" : "Take away the one that was delivered twice")}, or deliver a newer full one."));
            }
            (before, next) = (delta, delta.Manifest.SequenceTo + 1);
        }
        return [.. deltas.OrderBy(d => d.Manifest.SequenceFrom)];
    }

    private static bool IsDelta(Delivery delivery) => delivery.Manifest.Kind == DeliveryKind.Delta;

    private static bool IsNumbered(Delivery delta) => delta.Manifest.SequenceFrom is { } from && delta.Manifest.SequenceTo is { } to && from <= to;
}
