using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A webhook on loopback that keeps what it was sent. With status 0 it takes the message and never answers.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<JsonElement> messages = new();
    private readonly int status;
    private readonly Task serving;

    public Webhook(int status = 204)
    {
        this.status = status;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/hook/secret";
        }
        listener.Prefixes.Add(Address[..^"hook/secret".Length]);
        listener.Start();
        serving = ServeAsync();
    }

    public string Address { get; }

    public IReadOnlyList<JsonElement> Messages => [.. messages];

    public async ValueTask DisposeAsync()
    {
        listener.Abort();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var document = await JsonDocument.ParseAsync(context.Request.InputStream);
                messages.Enqueue(document.RootElement.Clone());
                if (status == 0) continue;
                context.Response.StatusCode = status;
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // the test is over
        }
    }
}
