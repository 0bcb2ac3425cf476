using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>What a load is told: the as-of date, the generation it prepares, whether KRR's certificate is kept, whose persons are taken, and how many blocks are worked on at once.</summary>
internal sealed record PersonLoadOptions(DateOnly AsOf, int Generation, bool WithCertificate, InstallationSeries Series, int Parallel)
{
    /// <summary>Whose persons are never published.</summary>
    public Erasures Erasures { get; init; } = Erasures.None;

    /// <summary>Where the rows go.</summary>
    public PersonTarget Target { get; init; } = PersonTarget.Staged;

    public Seam Seam { get; init; } = Seam.None;
}
