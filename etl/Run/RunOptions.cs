using System.Globalization;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

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

    private const string FetchVariable = "PERSONETL_FETCH";
    private const string LeaseVariable = "PERSONETL_LEASE";

    /// <summary>How many blocks are worked on at once; it has no influence on what comes out.</summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;

    /// <summary>Where tests reach in between two steps; nights have none.</summary>
    public Seam Seam { get; init; } = Seam.None;

    /// <summary>The sources that are fetched before the night.</summary>
    public IReadOnlyList<SourceName> Fetch { get; init; } = [];

    /// <summary>Where from.</summary>
    public FetchOptions FetchOptions { get; init; } = FetchOptions.FromEnvironment();

    /// <summary>Whether deliveries stay that no retained generation was built from.</summary>
    public bool KeepLanding { get; init; }

    /// <summary>The deliveries that count, as source and folder name; null for all that are in the landing folder.</summary>
    public IReadOnlySet<(string Source, string Delivery)>? Deliveries { get; init; }

    /// <summary>How old a source may be.</summary>
    public AgeLimits MaxAge { get; init; } = AgeLimits.Default;

    /// <summary>Why the night goes on although something is doubtful about it; null stops it then.</summary>
    public string? Override { get; init; }

    /// <summary>How long its lease holds, and how long it waits for another's.</summary>
    public LeaseTerms Lease { get; init; } = LeaseTerms.Default;

    /// <summary>What the small passes of one process leave each other.</summary>
    public KeptPlaces Places { get; init; } = new();

    /// <summary>Whose persons are taken, by their number in use.</summary>
    public InstallationSeries Series { get; init; } = InstallationSeries.Any;

    /// <summary>What the load of persons is told of it.</summary>
    public PersonLoadOptions OfLoad(DateOnly asOf, int generation) => new(asOf, generation, WithCertificate, Series, Parallel) { Seam = Seam };

    /// <exception cref="BadInputException">A variable can't be understood.</exception>
    public static RunOptions FromEnvironment(Folders folders) => new(
        folders.Landing, AsOf: null,
        WithCertificate: string.Equals(Environment.GetEnvironmentVariable("PERSONETL_CERTIFICATE"), "1", StringComparison.Ordinal),
        QuarantineShare: 0.001, ExportsKept: 2, new())
    {
        Fetch = Fetched(Environment.GetEnvironmentVariable(FetchVariable)),
        Lease = LeaseOf(Environment.GetEnvironmentVariable(LeaseVariable)),
        MaxAge = AgeLimits.Parse(Environment.GetEnvironmentVariable(AgeLimits.Variable)),
        KeepLanding = string.Equals(Environment.GetEnvironmentVariable("PERSONETL_KEEP_LANDING"), "1", StringComparison.Ordinal),
        Series = InstallationSeries.Parse(Environment.GetEnvironmentVariable("PERSONETL_SERIES")),
    };

    private static LeaseTerms LeaseOf(string? text)
    {
        const int Longest = 3600;
        if (string.IsNullOrWhiteSpace(text)) return LeaseTerms.Default;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= Longest
            ? new(TimeSpan.FromSeconds(seconds))
            : throw new BadInputException("bad-lease", $"{LeaseVariable}: expected whole seconds from 1 to {Longest}, found something else.");
    }

    private static IReadOnlyList<SourceName> Fetched(string? text)
    {
        var sources = new List<SourceName>();
        foreach (var name in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!SourceNames.TryParse(name, out var source) || !FetchOptions.Fetchable.Contains(source))
                throw new BadInputException("bad-fetch", $"{FetchVariable}: expected some of {string.Join(", ", FetchOptions.Fetchable.Select(s => s.Text()))} with a comma between them, found something else.");
            sources.Add(source);
        }
        return sources;
    }
}
