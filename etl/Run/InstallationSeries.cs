using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Whose persons an installation takes, by the series of their number in use. Where only synthetic ones are wanted,
/// a number that doesn't say that it is one may be a real person's.
/// </summary>
internal sealed class InstallationSeries
{
    public static readonly InstallationSeries Any = new("any", takes: null, "");
    public static readonly InstallationSeries Real = new("real", series => !IsSynthetic(series), "synthetic-number");
    public static readonly InstallationSeries Synthetic = new("synthetic", IsSynthetic, "real-number");

    private readonly string name;
    private readonly Predicate<NumberSeries>? takes;
    private readonly string refusal;

    private InstallationSeries(string name, Predicate<NumberSeries>? takes, string refusal) => (this.name, this.takes, this.refusal) = (name, takes, refusal);

    /// <summary>Reads <c>PERSONETL_SERIES</c>; unset is <c>any</c>.</summary>
    /// <exception cref="BadInputException">It holds another word.</exception>
    public static InstallationSeries Parse(string? text)
        => string.IsNullOrWhiteSpace(text) ? Any
        : Array.Find([Any, Real, Synthetic], s => s.name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException("bad-series", "PERSONETL_SERIES: expected any, real or synthetic, found something else.");

    /// <summary>Why a person with this number in use is left out; null for one that is taken.</summary>
    public string? RefusalOf(ulong packedNumber) => takes is null || takes(NumberRules.Judge(packedNumber).Series) ? null : refusal;

    private static bool IsSynthetic(NumberSeries series) => series is NumberSeries.Tenor or NumberSeries.Nhn or NumberSeries.Nav;
}
