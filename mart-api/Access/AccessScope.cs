namespace PersonEtl.MartApi.Access;

/// <summary>A scope's name, and which of them a token carries.</summary>
internal static class AccessScope
{
    public const string Restricted = "restricted-access";
    public const string Full = "full-access";
    public const string Exports = "exports";
    public const string ExportsIdentified = "exports-identified";

    /// <summary>Norsk helsenett's own prefix, so that tokens made for the Person API serve here unchanged.</summary>
    private const string NhnPrefix = "nhn:hgd-persontjenesten-api/";

    public static readonly IReadOnlyList<string> All = [Restricted, Full, Exports, ExportsIdentified];

    /// <summary>The known scopes in the <c>scope</c> claims, which are space-separated text or several claims.</summary>
    public static IReadOnlySet<string> In(IEnumerable<string> claims) =>
        claims.SelectMany(c => c.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(s => s.StartsWith(NhnPrefix, StringComparison.Ordinal) ? s[NhnPrefix.Length..] : s)
            .Where(All.Contains)
            .ToHashSet(StringComparer.Ordinal);
}
