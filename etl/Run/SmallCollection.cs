using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>What a small pass is built from: the deliveries of the served generation, and the deltas that follow on its chains.</summary>
/// <param name="Whole">All of them, as the generation to come is built from them.</param>
/// <param name="Freg">FREG's deltas that are new.</param>
/// <param name="Krr">KRR's.</param>
/// <param name="Waiting">Sources whose chain is another now, which is the night's business.</param>
internal sealed record SmallCollection(Collection Whole, IReadOnlyList<Delivery> Freg, IReadOnlyList<Delivery> Krr, IReadOnlyList<SourceName> Waiting)
{
    public IReadOnlyList<Delivery> New => [.. Freg, .. Krr];

    /// <param name="landing">The landing folder.</param>
    /// <param name="used">What the served generation is built from.</param>
    /// <param name="found">FREG's.</param>
    /// <returns>Null when deliveries that it was built from are gone, or nobody knows them.</returns>
    /// <exception cref="BadInputException">A chain has a gap, or FREG's a delivery that can't be read.</exception>
    public static SmallCollection? Find(Landing landing, IReadOnlyList<GenerationDelivery> used, FregDeliveries found)
    {
        var waiting = new List<SourceName>();
        if (Used(SourceName.Freg) is not { } freg || Used(SourceName.Krr) is not { } krr || Used(SourceName.Klass) is not [var klass] || Used(SourceName.Matrikkel) is not [var matrikkel]) return null;
        if (Used(SourceName.ServiceDistricts) is not { } districts && NamesOf(used, SourceName.ServiceDistricts).Any()) return null;
        else districts = Used(SourceName.ServiceDistricts);
        var (newFreg, newKrr) = (After(found.Whole, freg, SourceName.Freg), After(Chain.Find(landing, SourceName.Krr)!, krr, SourceName.Krr));
        return new(new(new([.. freg, .. newFreg]), new([.. krr, .. newKrr]), klass, matrikkel, districts?[0]), newFreg, newKrr, waiting);

        List<Delivery>? Used(SourceName source)
        {
            var there = landing.Find(source).ToDictionary(d => d.Name, StringComparer.Ordinal);
            var names = NamesOf(used, source).ToList();
            return names.Count > 0 && names.TrueForAll(there.ContainsKey) ? names.ConvertAll(n => there[n]) : null;
        }

        List<Delivery> After(Chain chain, List<Delivery> before, SourceName source)
        {
            var now = chain.Deliveries;
            if (now.Count >= before.Count && before.Select(d => d.Name).SequenceEqual(now.Take(before.Count).Select(d => d.Name), StringComparer.Ordinal)) return [.. now.Skip(before.Count)];
            waiting.Add(source);
            return [];
        }
    }

    /// <summary>Those of one source, by name, in the order of its chain.</summary>
    public static IEnumerable<string> NamesOf(IEnumerable<GenerationDelivery> used, SourceName source)
        => used.Where(u => string.Equals(u.Source, source.Text(), StringComparison.Ordinal)).OrderBy(u => u.Place).Select(u => u.Delivery);
}
