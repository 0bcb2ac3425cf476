using Microsoft.AspNetCore.Authorization;

namespace PersonEtl.MartApi.Access;

/// <summary>The policies of the routes: which of the scopes opens them. All of them want a token that names its client.</summary>
internal static class AccessPolicy
{
    public const string Persons = "persons";
    public const string Exports = "exports";
    public const string AnyScope = "any-scope";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Persons, p => Require(p, AccessScope.Restricted, AccessScope.Full));
        options.AddPolicy(Exports, p => Require(p, AccessScope.Exports, AccessScope.ExportsIdentified));
        options.AddPolicy(AnyScope, p => Require(p, [.. AccessScope.All]));
    }

    private static void Require(AuthorizationPolicyBuilder policy, params string[] anyOf) =>
        policy.RequireAuthenticatedUser().RequireAssertion(c => Caller.Of(c.User) is { } caller && caller.Scopes.Overlaps(anyOf));
}
