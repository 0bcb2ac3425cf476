using System.Net;
using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Api;

public sealed class PersonTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static readonly string Path = $"/v1/persons/{ApiWorld.Seed}";

    [Fact]
    public async Task A_person_is_answered_with_a_strong_tag_and_again_with_304()
    {
        using var client = api.Client("restricted-access");
        using var first = await client.GetAsync(Path);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("1", first.Headers.GetValues("Mart-Generation").Single());
        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.Equal("private, no-cache", first.Headers.CacheControl!.ToString().Replace("no-cache, private", "private, no-cache", StringComparison.Ordinal));

        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag);
        using var second = await client.GetAsync(Path);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal("2026-11-23", second.Headers.GetValues("Mart-As-Of").Single());
    }

    [Fact]
    public async Task The_tag_differs_by_scope_parts_history_person_and_generation()
    {
        async Task<string> TagAsync(string scope, string path)
        {
            using var client = api.Client(scope);
            using var response = await client.GetAsync(path);
            return response.Headers.ETag!.Tag;
        }

        List<string> tags =
        [
            await TagAsync("restricted-access", Path),
            await TagAsync("full-access", Path),
            await TagAsync("restricted-access", Path + "?parts=name"),
            await TagAsync("restricted-access", Path + "?parts=name,birth"),
            await TagAsync("restricted-access", Path + "?history=true"),
            await TagAsync("restricted-access", $"/v1/persons/{ApiWorld.History}"),
        ];
        Assert.Equal(tags[3], await TagAsync("restricted-access", Path + "?parts=birth&parts=name"));

        await api.SqlAsync("insert into mart.generation select 2, published_at, as_of_date, sources, counts, match_rates, null from mart.generation where generation = 1");
        try
        {
            tags.Add(await TagAsync("restricted-access", Path));
        }
        finally
        {
            await api.SqlAsync("delete from mart.generation where generation = 2");
        }
        Assert.Equal(tags.Count, tags.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Parts_and_history_are_read_from_the_address()
    {
        var person = await api.JsonAsync("restricted-access", $"/v1/persons/{ApiWorld.History}?parts=name&history=true");

        Assert.Equal(["name", "id"], person.AsObject().Select(p => p.Key));
        Assert.Equal(3, person["name"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("/v1/persons/01912345601", "number-in-url", 400)]
    [InlineData("/v1/persons/not-an-id", "invalid-request", 400)]
    [InlineData("/v1/persons/5eed0000-0000-8000-8000-000000000001?parts=everything", "invalid-request", 400)]
    [InlineData("/v1/persons/5eed0000-0000-8000-8000-000000000001?history=perhaps", "invalid-request", 400)]
    [InlineData("/v1/persons/5eed0000-0000-8000-8000-0000000000ff", "person-not-found", 404)]
    [InlineData("/v1/persons/5eed0000-0000-8000-8000-000000000009", "person-merged", 410)]
    public async Task A_person_that_cannot_be_answered_is_a_problem_with_a_way_out(string path, string problem, int status)
    {
        using var client = api.Client("full-access");
        using var response = await client.GetAsync(path);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("urn:personetl:problem:" + problem, (string?)answer["type"]);
        Assert.False(string.IsNullOrEmpty((string?)answer["wayOut"]));
        Assert.DoesNotContain("01912345601", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(status == 410 ? $"{ApiWorld.History}" : null, (string?)answer["survivor"]);
        Assert.Equal(status is 404 or 410, response.Headers.Contains("Mart-Generation"));
    }
}
