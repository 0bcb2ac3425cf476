namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>Where the change feeds of KRR and FREG are, and as whom they are asked.</summary>
/// <param name="Krr">KRR's server, with a slash at its end.</param>
/// <param name="Freg">FREG's server, with a slash at its end.</param>
/// <param name="Tokens">Where tokens come from; null: requests go without, and a proxy may add one.</param>
/// <param name="Limits">What is asked of the servers.</param>
internal sealed record FeedOptions(Uri Krr, Uri Freg, AccessTokens? Tokens, FetchLimits Limits)
{
    public const string KrrVariable = "PERSONETL_KRR_URL";
    public const string FregVariable = "PERSONETL_FREG_URL";
    public const string KrrScopeVariable = "PERSONETL_KRR_SCOPE";
    public const string FregScopeVariable = "PERSONETL_FREG_SCOPE";

    private static readonly Uri Digdir = new("https://kontaktregisteret.no/");
    private static readonly Uri Skatteetaten = new("https://folkeregisteret.api.skatteetaten.no/");

    /// <summary>KRR's scopes, a space between them.</summary>
    public string KrrScope { get; init; } = "krr:global/kontaktinformasjon.read krr:global/digitalpost.read";

    /// <summary>FREG's scope.</summary>
    public string FregScope { get; init; } = "folkeregister:deling/offentligmedhjemmel";

    /// <exception cref="BadInputException">A variable holds no address, or the token's are not all there.</exception>
    public static FeedOptions FromEnvironment() => From(Environment.GetEnvironmentVariable, TimeProvider.System);

    /// <exception cref="BadInputException">A variable holds no address, or the token's are not all there.</exception>
    public static FeedOptions From(Func<string, string?> variable, TimeProvider time)
    {
        var options = new FeedOptions(
            FetchOptions.Address(KrrVariable, variable(KrrVariable)) ?? Digdir,
            FetchOptions.Address(FregVariable, variable(FregVariable)) ?? Skatteetaten,
            TokenOptions.From(variable) is { } tokens ? new(tokens, time) : null, FetchLimits.OfFeed);
        if (variable(KrrScopeVariable) is { } krr && !string.IsNullOrWhiteSpace(krr)) options = options with { KrrScope = krr.Trim() };
        if (variable(FregScopeVariable) is { } freg && !string.IsNullOrWhiteSpace(freg)) options = options with { FregScope = freg.Trim() };
        return options;
    }

    /// <summary>The address of one of them, when a token may be sent there.</summary>
    /// <exception cref="BadInputException">A token or a grant would travel in the clear.</exception>
    public Uri Closed(Uri address)
    {
        if (Tokens is not null)
        {
            foreach (var open in new[] { address, Tokens.Options.Address }.Where(a => a.Scheme != Uri.UriSchemeHttps && !a.IsLoopback))
                throw new BadInputException("bad-address", $"{open.GetLeftPart(UriPartial.Authority)}: expected an address that begins with https://, for a token is sent with it. Without {TokenOptions.AddressVariable} none is.");
        }
        return address;
    }
}
