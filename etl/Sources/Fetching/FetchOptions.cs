using System.Globalization;

namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>Where the registers with an open server are fetched, and what of them.</summary>
/// <param name="Klass">Base address of KLASS's API, with a slash at its end.</param>
/// <param name="Matrikkel">Folder of Kartverket's zips, with a slash at its end, or the address of one zip.</param>
/// <param name="From">The day before which no history of KLASS is asked for; null is KLASS's own beginning.</param>
/// <param name="Area">Kartverket's name of the area: <c>0000_Norge</c>, <c>03_Oslo</c>, <c>3420_Elverum</c>.</param>
/// <param name="Epsg">The coordinate system of the file; nothing in the mart depends on it.</param>
/// <param name="Limits">What is asked of the servers.</param>
internal sealed record FetchOptions(Uri Klass, Uri Matrikkel, DateOnly? From, string Area, int Epsg, FetchLimits Limits)
{
    public const string WholeCountry = "0000_Norge";
    public const int Utm33 = 25833;
    public const string KlassVariable = "PERSONETL_KLASS_URL";
    public const string KlassFromVariable = "PERSONETL_KLASS_FROM";
    public const string MatrikkelVariable = "PERSONETL_MATRIKKEL_URL";

    private static readonly Uri Ssb = new("https://data.ssb.no/api/klass/v1/");
    private static readonly Uri Kartverket = new("https://nedlasting.geonorge.no/geonorge/Basisdata/MatrikkelenAdresse/CSV/");

    /// <summary>The change feeds of the closed registers.</summary>
    public FeedOptions Feeds { get; init; } = FeedOptions.FromEnvironment();

    /// <summary>The sources with an open server, which can be fetched before every night.</summary>
    public static readonly IReadOnlyList<SourceName> Sources = [SourceName.Klass, SourceName.Matrikkel];

    /// <summary>All that can be fetched before a pass.</summary>
    public static readonly IReadOnlyList<SourceName> Fetchable = [.. Sources, .. Chain.WithDeltas];

    /// <summary>The address of the zip.</summary>
    public Uri Zip => IsZip(Matrikkel) ? Matrikkel : new(Matrikkel, string.Create(CultureInfo.InvariantCulture, $"Basisdata_{Area}_{Epsg}_MatrikkelenAdresse_CSV.zip"));

    /// <exception cref="BadInputException">A variable holds no address, or no day.</exception>
    public static FetchOptions FromEnvironment() => new(
        Address(KlassVariable, Environment.GetEnvironmentVariable(KlassVariable)) ?? Ssb,
        Address(MatrikkelVariable, Environment.GetEnvironmentVariable(MatrikkelVariable)) ?? Kartverket,
        Day(Environment.GetEnvironmentVariable(KlassFromVariable)), WholeCountry, Utm33, FetchLimits.Default);

    /// <summary>The address a person gave, null when none was given.</summary>
    /// <exception cref="BadInputException">It is none of http or https, or holds a password.</exception>
    public static Uri? Address(string where, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            throw new BadInputException("bad-address", $"{where}: expected an address that begins with https:// or http://, found something else.");
        // it would be kept beside the answers, and no server is sent it
        if (address.UserInfo.Length > 0) throw new BadInputException("bad-address", $"{where}: expected an address without a name or password in it, found one.");
        return IsZip(address) || address.AbsolutePath.EndsWith('/') ? address : new(address.GetLeftPart(UriPartial.Path) + "/");
    }

    private static DateOnly? Day(string? text)
        => string.IsNullOrWhiteSpace(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new BadInputException("bad-day", $"{KlassFromVariable}: expected a day as 1980-01-01, found something else.");

    private static bool IsZip(Uri address) => address.AbsolutePath.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
}
