namespace PersonEtl.MartApi;

/// <summary>What the API is told from outside, read and judged once, before anything is served.</summary>
/// <param name="Data">The installation's data folder, from <c>PERSONETL_DATA</c>.</param>
/// <param name="Database"><c>PERSONETL_PG</c>; null means the cluster that the pipeline started.</param>
/// <param name="Issuer"><c>Api:Issuer</c>: the OIDC issuer whose tokens open the API; null means this installation's own key.</param>
/// <param name="Audience"><c>Api:Audience</c>: what the issuer's tokens must be meant for.</param>
/// <param name="Urls">Where it listens.</param>
/// <param name="MetricsUrl"><c>Api:MetricsUrl</c>: where Prometheus reads; null means nowhere.</param>
internal sealed record ApiOptions(DataFolder Data, string? Database, string? Issuer, string? Audience, string Urls, Uri? MetricsUrl)
{
    public const string DefaultUrl = "http://127.0.0.1:5080";
    public const string DefaultMetricsUrl = "http://127.0.0.1:5081";

    /// <exception cref="SetupException">A setting can't be right.</exception>
    public static ApiOptions From(IConfiguration settings)
    {
        string? Set(string name) => string.IsNullOrWhiteSpace(settings[name]) ? null : settings[name]!.Trim();
        var (issuer, audience) = (Set("Api:Issuer"), Set("Api:Audience"));
        if (issuer is not null && !(Uri.TryCreate(issuer, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)))
            throw new SetupException("Api:Issuer: expected an https address, found something else.");
        if (issuer is not null && audience is null)
            throw new SetupException("Api:Audience: expected the audience of the issuer's tokens, found none. Without it any token of that issuer would open the API.");
        return new(DataFolder.From(Set("PERSONETL_DATA")), Set("PERSONETL_PG"), issuer, audience, Set("urls") ?? DefaultUrl, Metrics(settings["Api:MetricsUrl"]));
    }

    private static Uri? Metrics(string? set)
    {
        var url = set ?? DefaultMetricsUrl;
        if (url.Length == 0) return null;
        if (Uri.TryCreate(url.Replace("://+", "://0.0.0.0", StringComparison.Ordinal).Replace("://*", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp) return uri;
        throw new SetupException("Api:MetricsUrl: expected an http address such as http://127.0.0.1:5081, or nothing to have no metrics, found something else.");
    }
}
