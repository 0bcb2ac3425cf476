using System.Net;
using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Api;

/// <summary>The reader roles have no usage on the schemas before generation 1, which grants it.</summary>
public sealed class ClosedMartTests(EmptyApiServer empty) : IClassFixture<EmptyApiServer>, IAsyncLifetime
{
    public Task InitializeAsync() => empty.SqlAsync("revoke usage on schema mart from mart_reader, mart_protected; revoke usage on schema protected from mart_protected; revoke usage on schema analysis from mart_analyst");

    public Task DisposeAsync() => empty.SqlAsync("grant usage on schema mart to mart_reader, mart_protected; grant usage on schema protected to mart_protected; grant usage on schema analysis to mart_analyst");

    [Theory]
    [InlineData("full-access", "/v1/mart")]
    [InlineData("full-access", "/v1/reference/counties")]
    [InlineData("full-access", "/v1/changes")]
    [InlineData("restricted-access", "/v1/changes")]
    [InlineData("full-access", "/v1/persons/5eed0000-0000-8000-8000-000000000001")]
    [InlineData("restricted-access", "/v1/persons/5eed0000-0000-8000-8000-000000000001")]
    [InlineData("exports", "/v1/exports")]
    [InlineData("exports", "/v1/exports/latest")]
    [InlineData("exports", "/v1/exports/latest/manifest.json")]
    public async Task Before_the_schemas_are_opened_every_route_says_that_nothing_is_published(string scope, string path)
    {
        using var client = empty.Client(scope);
        foreach (var time in Enumerable.Range(1, 7)) // statements are prepared after some
        {
            using var response = await client.GetAsync(path);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

            Assert.True(response.StatusCode == HttpStatusCode.ServiceUnavailable, $"{time}: {response.StatusCode}");
            Assert.Equal("urn:personetl:problem:nothing-published", (string?)problem["type"]);
        }
    }

    [Fact]
    public async Task A_look_up_says_so_too()
    {
        using var response = await empty.LookupAsync("full-access", """{"identifiers": ["01912345601"]}""");

        Assert.Equal("urn:personetl:problem:nothing-published", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["type"]);
    }

    [Fact]
    public async Task The_api_is_alive_and_not_ready_and_its_page_says_why()
    {
        using var client = empty.Client();
        using var ready = await client.GetAsync("/health/ready");
        using var live = await client.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("etl -- run", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Contains("Nothing is published yet.", await client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_generation_1_opens_them_the_same_connections_serve_it()
    {
        using var client = empty.Client("full-access");
        using (var closed = await client.GetAsync("/v1/mart")) Assert.Equal(HttpStatusCode.ServiceUnavailable, closed.StatusCode);
        await empty.SqlAsync("""
            insert into mart.generation (generation, published_at, as_of_date, sources, counts, match_rates) values (1, '2026-11-24T03:10:00Z', '2026-11-23', '{}', '{}', '[]');
            grant usage on schema mart to mart_reader, mart_protected;
            grant usage on schema protected to mart_protected;
            """);
        try
        {
            foreach (var path in new[] { "/v1/mart", "/v1/changes", "/health/ready" })
            {
                using var open = await client.GetAsync(path);
                Assert.True(open.IsSuccessStatusCode, $"{path}: {open.StatusCode}");
            }
        }
        finally
        {
            await empty.SqlAsync("delete from mart.generation");
        }
    }
}
