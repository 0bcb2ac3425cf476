using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>
/// Gets answers of a register's server into files, whole or not at all. What may pass is tried again (no connection, 408, 429, 5xx, too slow,
/// cut off, a body that can't be read), after a wait that doubles or that the server asks for; any other refusal ends it at once.
/// With tokens it asks as somebody: a token that is not taken (401) is made anew once, and no redirect is followed.
/// </summary>
internal sealed class Download : IDisposable
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        MaxAutomaticRedirections = 5,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    // what is posted names persons, so it goes where it was meant for and nowhere else
    private static readonly HttpClient Closed = new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    private readonly HttpClient client = Client;
    private readonly AccessTokens? tokens;
    private readonly string scope = "";
    private readonly SourceName source;
    private readonly FetchLimits limits;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource total;
    private readonly ResiliencePipeline attempts;

    public Download(SourceName source, FetchLimits limits, TimeProvider time)
    {
        (this.source, this.limits, this.time) = (source, limits, time);
        total = new(limits.Total, time);
        attempts = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = args => new(args.Outcome.Exception is { } e && MayPass(e) && !(e is FailedAttemptException { RetryAfter: { } after } && after >= limits.Total)),
                MaxRetryAttempts = limits.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = limits.FirstDelay,
                DelayGenerator = args => new((args.Outcome.Exception as FailedAttemptException)?.RetryAfter),
            })
            .AddTimeout(limits.Attempt)
            .Build();
    }

    /// <summary>The same from a server that is closed to others: it is asked with a token, when there is where to get one.</summary>
    public Download(SourceName source, FetchLimits limits, AccessTokens? tokens, string scope, TimeProvider time)
        : this(source, limits, time)
    {
        client = Closed;
        (this.tokens, this.scope) = (tokens, scope);
    }

    /// <param name="question">What is asked for.</param>
    /// <param name="path">The file that the body goes to.</param>
    /// <param name="verify">Reads the file, told its media type; throws <see cref="BadInputException"/> when it is not whole.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadInputException">The server refused, or gave no whole answer in time.</exception>
    public async Task<WebAnswer> GetAsync(WebQuestion question, string path, Action<string?> verify, CancellationToken cancellationToken)
    {
        var address = question.Address;
        string? refused = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(total.Token, cancellationToken);
        try
        {
            return await attempts.ExecuteAsync(async ct =>
            {
                using var request = Request(question);
                var token = tokens is null ? null : await tokens.GetAsync(scope, refused, ct);
                if (token is not null) request.Headers.Authorization = new("Bearer", token);
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                if (response.StatusCode == HttpStatusCode.Unauthorized && token is not null && refused is null)
                {
                    refused = token;
                    throw new FailedAttemptException(Status(response));
                }
                return await TakeAsync(question, response, path, verify, ct);
            }, stop.Token);
        }
        catch (FailedAttemptException e) when (e.InnerException is BadInputException broken)
        {
            throw new BadInputException(broken.Code, $"{broken.Message} It came from {Shown(address)}; nothing was landed.", e);
        }
        catch (Exception e) when (MayPass(e))
        {
            throw new BadInputException("fetch-failed", $"{source.Text()}: expected a whole answer to {Shown(address)}, found {Found(e)}. Nothing was landed. Try again later, or put files in with `deliver`.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BadInputException("fetch-timeout", string.Create(CultureInfo.InvariantCulture, $"{source.Text()}: expected to be done within {limits.Total.TotalMinutes:0.#} minutes, but was still waiting for {Shown(address)}. Nothing was landed. Try again later, or put files in with `deliver`."), e);
        }
    }

    /// <summary>A refusal that no other attempt would change.</summary>
    public BadInputException Refused(Uri address, string found)
        => new("fetch-refused", $"{source.Text()}: expected an answer to {Shown(address)}, found {found}. Nothing was landed. Check the address{(client == Closed ? $", and that the client may read {source.Text()}" : "")}.");

    public void Dispose() => total.Dispose();

    private static HttpRequestMessage Request(WebQuestion question)
    {
        var request = new HttpRequestMessage(question.Body is null ? HttpMethod.Get : HttpMethod.Post, question.Address);
        request.Headers.Accept.ParseAdd(question.Accept);
        request.Headers.AcceptCharset.ParseAdd("utf-8");
        request.Headers.UserAgent.ParseAdd("PersonEtl");
        if (question.Known?.ETag is { } tag) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        request.Headers.IfModifiedSince = question.Known?.LastModified;
        if (question.Body is not { } body) return request;
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/json");
        return request;
    }

    private async Task<WebAnswer> TakeAsync(WebQuestion question, HttpResponseMessage response, string path, Action<string?> verify, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                break;
            case HttpStatusCode.NotModified when question.Known is not null:
                return new(WebOutcome.NotModified);
            case HttpStatusCode.NotFound:
                return new(WebOutcome.NotFound);
            case HttpStatusCode.NotAcceptable:
                return new(WebOutcome.NotAcceptable);
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                throw new FailedAttemptException(Status(response), Wait(response.Headers.RetryAfter));
            default:
                throw Refused(question.Address, Status(response));
        }
        await SaveAsync(response.Content, path, cancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType;
        try
        {
            verify(type);
        }
        catch (BadInputException e)
        {
            throw new FailedAttemptException("a body that is not whole", inner: e);
        }
        return new(WebOutcome.Whole, type, response.Headers.ETag?.ToString(), response.Content.Headers.LastModified);
    }

    private async Task SaveAsync(HttpContent content, string path, CancellationToken cancellationToken)
    {
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        await using var file = File.Create(path);
        var buffer = new byte[1 << 17];
        for (int read; (read = await ReadAsync(body, buffer, cancellationToken)) > 0;)
        {
            if (file.Length + read > limits.Bytes) throw new BadInputException("fetch-too-large", $"{source.Text()}: expected at most {limits.Bytes} bytes, found more. Nothing was landed.");
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        if (file.Length == 0) throw new FailedAttemptException("an empty body");
        if (content.Headers.ContentLength is { } length && length != file.Length) throw new FailedAttemptException($"{file.Length} bytes of {length}");
    }

    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // gzip and deflate throw the one, Brotli the other
            throw new FailedAttemptException("a body that can't be unpacked");
        }
    }

    private static bool MayPass(Exception e)
        => e is FailedAttemptException or HttpRequestException or HttpIOException or TimeoutRejectedException
            or IOException { InnerException: SocketException }
            // no connection within its own limit
            or OperationCanceledException { InnerException: TimeoutException };

    private string Found(Exception e) => e switch
    {
        FailedAttemptException => e.Message,
        TimeoutRejectedException => string.Create(CultureInfo.InvariantCulture, $"none within {limits.Attempt.TotalSeconds:0.#} seconds"),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpIOException or IOException => "one that was cut off",
        HttpRequestException request => $"no connection ({request.HttpRequestError})",
        _ => "no connection in time",
    };

    private TimeSpan? Wait(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        // FREG's description says milliseconds where the standard says seconds: a large number can only be the former
        if (source == SourceName.Freg && header?.Delta is { TotalSeconds: >= 1000 } delta) wait = delta / 1000;
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static string Status(HttpResponseMessage response) => string.Create(CultureInfo.InvariantCulture, $"status {(int)response.StatusCode}");

    /// <summary>An address without what may be a password.</summary>
    private static string Shown(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped);
}
