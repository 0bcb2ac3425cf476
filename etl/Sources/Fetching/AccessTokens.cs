using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>Access tokens of one client, kept in memory until shortly before they expire. Nothing of a token, a grant or the server's answer is ever told.</summary>
internal sealed class AccessTokens(TokenOptions options, TimeProvider time)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(20);

    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        // a grant goes where it was meant for and nowhere else
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    { Timeout = TimeSpan.FromMinutes(1), MaxResponseContentBufferSize = 1 << 16 };

    private readonly ConcurrentDictionary<string, Token> byScope = new(StringComparer.Ordinal);

    public TokenOptions Options => options;

    /// <summary>A token for a scope, kept or new; never the one that was refused.</summary>
    /// <exception cref="FailedAttemptException">Another attempt may give one.</exception>
    /// <exception cref="BadInputException">The server gives none to this client, or the key can't be used.</exception>
    public async Task<string> GetAsync(string scope, string? refused, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (byScope.TryGetValue(scope, out var kept) && now < kept.Until && !string.Equals(kept.Text, refused, StringComparison.Ordinal)) return kept.Text;
        var grant = await TokenGrant.SignAsync(options, scope, now, cancellationToken);
        using var form = new FormUrlEncodedContent([new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), new("assertion", grant)]);
        using var response = await SendAsync(form, cancellationToken);
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw new FailedAttemptException(string.Create(CultureInfo.InvariantCulture, $"status {status} of the token endpoint"), response.Headers.RetryAfter?.Delta);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new BadInputException("token-refused", string.Create(CultureInfo.InvariantCulture, $"{TokenOptions.AddressVariable}: expected a token for the scope {scope}, found status {status}. Nothing was landed. Check {TokenOptions.ClientVariable}, {TokenOptions.KeyVariable}, {TokenOptions.KeyIdVariable}, the client's scopes and this machine's clock."));
        var token = Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), now);
        byScope[scope] = token;
        return token.Text;
    }

    private async Task<HttpResponseMessage> SendAsync(FormUrlEncodedContent form, CancellationToken cancellationToken)
    {
        try
        {
            return await Client.PostAsync(options.Address, form, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw new FailedAttemptException("no whole answer of the token endpoint");
        }
    }

    private static Token Read(byte[] answer, DateTimeOffset now)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            var text = json.RootElement.GetProperty("access_token").GetString() ?? "";
            var seconds = json.RootElement.TryGetProperty("expires_in", out var expires) ? expires.GetDouble() : 0;
            // anything else in a header throws, and tells it
            if (text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' or '+' or '/' or '=') && seconds is >= 0 and < 1e8)
                return new(text, now + TimeSpan.FromSeconds(seconds) - Early);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // told below, without the answer
        }
        throw new FailedAttemptException("an answer of the token endpoint that holds no token");
    }

    private sealed record Token(string Text, DateTimeOffset Until);
}
