using PersonEtl.Etl.Sources.Freg;
using PersonEtl.Etl.Sources.Klass;
using PersonEtl.Etl.Sources.Krr;
using PersonEtl.Etl.Sources.Matrikkel;

namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>The fetch of each source that has a server to fetch from.</summary>
internal static class Fetches
{
    /// <exception cref="BadInputException">Nothing was landed; the message says why.</exception>
    public static Task<FetchResult> RunAsync(SourceName source, Landing landing, FetchOptions options, TimeProvider time, CancellationToken cancellationToken) => source switch
    {
        SourceName.Klass => new KlassFetch(landing, options, time).RunAsync(cancellationToken),
        SourceName.Matrikkel => new MatrikkelFetch(landing, options, time).RunAsync(cancellationToken),
        SourceName.Krr => new KrrFetch(landing, options.Feeds, time).RunAsync(cancellationToken),
        SourceName.Freg => new FregFetch(landing, options.Feeds, time).RunAsync(cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };
}
