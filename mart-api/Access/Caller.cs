using System.Security.Claims;

namespace PersonEtl.MartApi.Access;

/// <summary>Who reads: the token's client and subject, and what its scopes allow.</summary>
internal sealed record Caller(string Client, string? Subject, IReadOnlySet<string> Scopes)
{
    /// <summary>Graded rows and contact data are for this caller.</summary>
    public bool Full => Scopes.Contains(AccessScope.Full);

    /// <summary>Files with names and numbers are for this caller.</summary>
    public bool Identified => Scopes.Contains(AccessScope.ExportsIdentified);

    /// <summary>The scope that a person is read with: the widest that the token carries.</summary>
    public string PersonScope => Full ? AccessScope.Full : AccessScope.Restricted;

    /// <summary>Null for a token that names no client: there would be nobody to account to.</summary>
    public static Caller? Of(ClaimsPrincipal user)
    {
        var client = user.FindFirstValue("client_id") ?? user.FindFirstValue("azp");
        if (string.IsNullOrWhiteSpace(client)) return null;
        return new(client, user.FindFirstValue("sub"), AccessScope.In(user.FindAll("scope").Select(c => c.Value)));
    }

    /// <summary>The caller of a request that a policy has let through.</summary>
    public static Caller Of(HttpContext http) => Of(http.User) ?? throw new InvalidOperationException("A request without a client has passed its policy.");
}
