namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>By what an installation gets its access tokens: Maskinporten, or another that takes signed grants (RFC 7523).</summary>
/// <param name="Address">The token endpoint.</param>
/// <param name="ClientId">Who asks.</param>
/// <param name="KeyPath">A PEM file with the client's private RSA key.</param>
/// <param name="KeyId">What the server calls the key, or null.</param>
internal sealed record TokenOptions(Uri Address, string ClientId, string KeyPath, string? KeyId)
{
    public const string AddressVariable = "PERSONETL_TOKEN_URL";
    public const string ClientVariable = "PERSONETL_CLIENT_ID";
    public const string KeyVariable = "PERSONETL_CLIENT_KEY";
    public const string KeyIdVariable = "PERSONETL_CLIENT_KEY_ID";

    /// <summary>What the grants are meant for: the server that the endpoint is of.</summary>
    public string Audience => Address.GetLeftPart(UriPartial.Authority) + "/";

    /// <summary>What variables say; null when none of the three that belong together is set.</summary>
    /// <exception cref="BadInputException">One or two of them are set, or the address is none.</exception>
    public static TokenOptions? From(Func<string, string?> variable)
    {
        string[] together = [AddressVariable, ClientVariable, KeyVariable];
        var missing = together.Where(name => string.IsNullOrWhiteSpace(variable(name))).ToList();
        if (missing.Count == together.Length) return null;
        if (missing.Count > 0) throw new BadInputException("token-settings", $"{string.Join(", ", together)} belong together: {string.Join(" and ", missing)} is not set. Set all three, or none where a proxy adds the token.");
        var address = variable(AddressVariable)!;
        // checks it; its path stays as it is
        _ = FetchOptions.Address(AddressVariable, address);
        return new(new(address), variable(ClientVariable)!.Trim(), variable(KeyVariable)!.Trim(), string.IsNullOrWhiteSpace(variable(KeyIdVariable)) ? null : variable(KeyIdVariable)!.Trim());
    }
}
