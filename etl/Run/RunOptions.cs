using PersonEtl.Etl.Export;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>What a night is told. <paramref name="AsOf"/> null: the latest as-of date among the deliveries.</summary>
/// <param name="Landing">The landing folder.</param>
/// <param name="AsOf">The Norwegian date that current addresses are resolved at.</param>
/// <param name="WithCertificate">Whether KRR's certificate is kept.</param>
/// <param name="QuarantineShare">The share of FREG's persons that may be unreadable before the night stops.</param>
/// <param name="ExportsKept">How many full exports stay.</param>
/// <param name="Export">How the files are cut.</param>
internal sealed record RunOptions(string Landing, DateOnly? AsOf, bool WithCertificate, double QuarantineShare, int ExportsKept, ExportLayout Export)
{
    /// <summary>Below this many unreadable persons no share is judged: a few in a small world are not a broken register.</summary>
    public const int QuarantineFloor = 10;

    /// <summary>How many blocks are worked on at once; it has no influence on what comes out.</summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;

    /// <summary>Where tests reach in between two steps; nights have none.</summary>
    public Seam Seam { get; init; } = Seam.None;

    public static RunOptions FromEnvironment(Folders folders) => new(
        folders.Landing, AsOf: null,
        WithCertificate: string.Equals(Environment.GetEnvironmentVariable("PERSONETL_CERTIFICATE"), "1", StringComparison.Ordinal),
        QuarantineShare: 0.001, ExportsKept: 2, new());
}
