using System.Net;
using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Api;

public sealed class MartTests(ApiServer api, EmptyApiServer empty) : IClassFixture<ApiServer>, IClassFixture<EmptyApiServer>
{
    [Fact]
    public async Task The_mart_tells_what_is_served()
    {
        var mart = await api.JsonAsync("exports", "/v1/mart");

        Assert.Equal(
            """{"generation":1,"kind":"full","restoredGeneration":null,"publishedAt":"2026-11-24T03:10:00Z","asOfDate":"2026-11-23","sources":{"freg":"2026-11-23T22:00:00Z"},"sourceAges":{"freg":18600},"counts":{"person":4},"matchRates":[{"kind":"residential","byRule":{"freg":3},"withUnit":3,"canHaveUnit":3}],"changes":0,"export":null,"exportWithdrawn":false}""",
            mart.ToJsonString());
    }

    [Theory]
    [InlineData("/v1/mart")]
    [InlineData("/v1/exports")]
    [InlineData("/v1/exports/latest/manifest.json")]
    [InlineData("/v1/exports/latest")]
    [InlineData("/v1/changes")]
    [InlineData("/v1/reference/counties")]
    [InlineData("/v1/persons/5eed0000-0000-8000-8000-000000000001")]
    public async Task Before_the_first_generation_every_route_says_so(string path)
    {
        using var client = empty.Client("full-access", "exports");
        using var response = await client.GetAsync(path);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("urn:personetl:problem:nothing-published", (string?)problem["type"]);
        Assert.Contains("etl -- run", (string?)problem["wayOut"], StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Before_the_first_generation_a_look_up_says_so_and_nothing_was_read_that_could_be_logged()
    {
        using var response = await empty.LookupAsync("full-access", """{"identifiers": ["01912345601"]}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(0, await empty.ScalarAsync<long>("select count(*) from access.reading where route = '/v1/persons/lookup'"));
    }

    [Fact]
    public async Task Live_is_about_the_process_and_ready_about_a_generation()
    {
        using var served = api.Client();
        using var unserved = empty.Client();
        using var ready = await served.GetAsync("/health/ready");
        using var notReady = await unserved.GetAsync("/health/ready");
        using var live = await unserved.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, notReady.StatusCode);
        Assert.Contains("etl -- run", await notReady.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task The_front_page_tells_a_person_what_is_served()
    {
        using var served = api.Client();
        using var unserved = empty.Client();

        Assert.Contains("Generation 1 is served, as of 2026-11-23.", await served.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("Nothing is published yet.", await unserved.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_a_problem_of_its_own()
    {
        await using var factory = ApiServer.Factory("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2", api.Data);
        using var client = factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", api.Token("full-access"));
        using var response = await client.GetAsync("/v1/mart");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("urn:personetl:problem:database-unavailable", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["type"]);
    }

    [Theory]
    [InlineData("GET", "/v2/persons", 404, "route-not-found")]
    [InlineData("GET", "/v1/persons/lookup/more", 404, "route-not-found")]
    [InlineData("DELETE", "/v1/mart", 405, "method-not-allowed")]
    [InlineData("POST", "/v1/persons/lookup", 415, "wrong-media-type")]
    public async Task What_the_framework_refuses_is_a_problem_too(string method, string path, int status, string problem)
    {
        using var client = api.Client("full-access");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("urn:personetl:problem:" + problem, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["type"]);
    }
}
