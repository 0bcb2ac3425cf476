using System.CommandLine;
using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PersonEtl.MartApi.Access;

/// <summary>The verb <c>token</c>: prints a token signed by this installation's own key, and nothing else, on standard output.</summary>
internal static class TokenVerb
{
    public static int Run(string[] args)
    {
        var scope = new Option<string[]>("--scope") { Description = $"What it opens: {string.Join(", ", AccessScope.All)}; several are given one after the other.", Required = true, AllowMultipleArgumentsPerToken = true };
        var client = new Option<string>("--client") { Description = "The client that the log of readings names.", DefaultValueFactory = _ => "local" };
        var lifetime = new Option<string>("--lifetime") { Description = "How long it holds: 30m, 8h or 7d; 31 days at most.", DefaultValueFactory = _ => "8h" };
        var token = new Command("token", "Prints a token signed by this installation's own key.") { scope, client, lifetime };
        token.SetAction(parsed =>
        {
            Console.Out.WriteLine(Make(parsed.GetValue(scope)!, parsed.GetValue(client)!, Lifetime(parsed.GetValue(lifetime)!), DataFolder.FromEnvironment(), TimeProvider.System));
            return 0;
        });
        return new RootCommand("The read API over the mart.") { token }.Parse(["token", .. args]).Invoke(new() { EnableDefaultExceptionHandler = false });
    }

    /// <exception cref="SetupException">A scope isn't known.</exception>
    public static string Make(IReadOnlyList<string> scopes, string client, TimeSpan lifetime, DataFolder data, TimeProvider time)
    {
        var all = scopes.SelectMany(s => s.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (all.Find(s => !AccessScope.All.Contains(s)) is { } unknown)
            throw new SetupException($"--scope: expected {string.Join(", ", AccessScope.All)}, found {unknown}.");
        if (string.IsNullOrWhiteSpace(client)) throw new SetupException("--client: expected a name, found none. The log of readings names it.");
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenKey.Issuer,
            Audience = TokenKey.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = new Dictionary<string, object>
            {
                ["scope"] = string.Join(' ', all),
                ["client_id"] = client,
                ["sub"] = client,
                ["jti"] = Guid.NewGuid().ToString("N"),
            },
            SigningCredentials = new(TokenKey.Load(data), SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <exception cref="SetupException">The text isn't a lifetime, or is too long.</exception>
    public static TimeSpan Lifetime(string text)
    {
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            double hours = text[^1] switch { 'm' => number / 60d, 'h' => number, 'd' => number * 24d, _ => 0 };
            if (hours is > 0 and <= 31 * 24) return TimeSpan.FromHours(hours);
        }
        throw new SetupException($"--lifetime: expected 30m, 8h or 7d, 31 days at most, found {text}.");
    }
}
