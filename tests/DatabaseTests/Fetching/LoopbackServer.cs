using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>An HTTP server on loopback that says byte for byte what a test wants, also what no well-behaved server would. A connection serves one request.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<Request> requests = new();
    private readonly Func<Request, Reply> answer;
    private readonly TimeProvider time;
    private readonly Task accepting;

    public LoopbackServer(Func<Request, Reply> answer, TimeProvider? time = null)
    {
        this.answer = answer;
        this.time = time ?? TimeProvider.System;
        listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public IReadOnlyList<Request> Requests => [.. requests];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                requests.Enqueue(request);
                var reply = answer(request);
                if (reply.Body is null)
                {
                    await Task.Delay(Timeout.Infinite, stop.Token);
                    return;
                }
                var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} X\r\nConnection: close\r\nContent-Type: {reply.MediaType}\r\nContent-Length: {reply.Length ?? reply.Body.Length}\r\n"));
                foreach (var (name, value) in reply.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), stop.Token);
                await stream.WriteAsync(reply.Status == 304 ? default(ReadOnlyMemory<byte>) : reply.Body, stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // the other side went away, or the test is over
            }
        }
    }

    private async Task<Request> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var asked = (await reader.ReadLineAsync(stop.Token) ?? throw new IOException("no request")).Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon].ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }
        var body = new char[headers.TryGetValue("content-length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        // even nothing at all is waited for
        if (body.Length > 0) await reader.ReadBlockAsync(body, stop.Token);
        return new(asked[1], headers, time.GetUtcNow()) { Method = asked[0], Body = new(body) };
    }
}
