using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace PersonEtl.DatabaseTests.Api;

public sealed class MetricsTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Metrics_are_on_a_port_of_their_own_and_name_routes_but_no_values()
    {
        var (port, metricsPort) = (FreePort(), FreePort());
        await using var factory = ApiServer.Factory(api.ConnectionString, api.Data).WithWebHostBuilder(host =>
        {
            host.UseSetting("urls", $"http://127.0.0.1:{port}");
            host.UseSetting("Api:MetricsUrl", $"http://127.0.0.1:{metricsPort}");
        });
        factory.UseKestrel();
        factory.StartServer();
        using var handler = new SocketsHttpHandler();
        using var client = new HttpMessageInvoker(handler);

        async Task<(HttpStatusCode Status, string Text)> GetAsync(int at, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{at}{path}");
            request.Headers.Authorization = new("Bearer", api.Token("full-access"));
            using var response = await client.SendAsync(request, CancellationToken.None);
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(port, $"/v1/persons/{ApiWorld.Seed}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync(port, $"/v1/persons/{ApiWorld.SeedNumber}")).Status);
        var metrics = await GetAsync(metricsPort, "/metrics");

        Assert.Equal(HttpStatusCode.OK, metrics.Status);
        Assert.Contains("http_route=\"/v1/persons/{person_id}\"", metrics.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiWorld.SeedNumber, metrics.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiWorld.Seed.ToString(), metrics.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(port, "/metrics")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(metricsPort, "/v1/mart")).Status);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
