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

    /// <param name="address">What is asked for.</param>
    /// <param name="accept">The media types that are wanted.</param>
    /// <param name="path">The file that the body goes to.</param>
    /// <param name="known">What an earlier answer said of itself: then only another one is wanted.</param>
    /// <param name="verify">Reads the file, told its media type; throws <see cref="BadInputException"/> when it is not whole.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadInputException">The server refused, or gave no whole answer in time.</exception>
    public async Task<WebAnswer> GetAsync(Uri address, string accept, string path, KeptAnswer? known, Action<string?> verify, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(total.Token, cancellationToken);
        try
        {
            return await attempts.ExecuteAsync(async ct => await AttemptAsync(address, accept, path, known, verify, ct), stop.Token);
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

    public void Dispose() => total.Dispose();

    private async Task<WebAnswer> AttemptAsync(Uri address, string accept, string path, KeptAnswer? known, Action<string?> verify, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.AcceptCharset.ParseAdd("utf-8");
        request.Headers.UserAgent.ParseAdd("PersonEtl");
        if (known?.ETag is { } tag) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        request.Headers.IfModifiedSince = known?.LastModified;
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                break;
            case HttpStatusCode.NotModified when known is not null:
                return new(WebOutcome.NotModified);
            case HttpStatusCode.NotFound:
                return new(WebOutcome.NotFound);
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                throw new FailedAttemptException(Status(response), Wait(response.Headers.RetryAfter));
            default:
                throw Refused(address, Status(response));
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

    /// <summary>A refusal that no other attempt would change.</summary>
    public BadInputException Refused(Uri address, string found)
        => new("fetch-refused", $"{source.Text()}: expected an answer to {Shown(address)}, found {found}. Nothing was landed. Check the address.");

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
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static string Status(HttpResponseMessage response) => string.Create(CultureInfo.InvariantCulture, $"status {(int)response.StatusCode}");

    /// <summary>An address without what may be a password.</summary>
    private static string Shown(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped);
}
