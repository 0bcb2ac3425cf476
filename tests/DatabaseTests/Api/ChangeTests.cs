using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Changes;

namespace PersonEtl.DatabaseTests.Api;

public sealed class ChangeTests(ChangeServer api) : IClassFixture<ChangeServer>
{
    private const string LastLine = "select concat_ws(' ', client, subject, scope, route, array_to_string(array(select p::text from unnest(person_ids) p order by p), '+'), generation) from access.reading order by read_at desc limit 1";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Pages_of_any_size_give_every_change_once_and_in_order(int limit)
    {
        Assert.Equal(ChangeServer.Restricted, (await api.FollowAsync("restricted-access", null, limit)).Lines);
        Assert.Equal(ChangeServer.Full, (await api.FollowAsync("full-access", null, limit)).Lines);
    }

    [Fact]
    public async Task An_answer_says_its_generation_in_header_and_body_and_holds_nothing_but_names()
    {
        using var client = api.Client("restricted-access");
        using var response = await client.GetAsync("/v1/changes?limit=1");
        var text = await response.Content.ReadAsStringAsync();
        var next = (string)JsonNode.Parse(text)!["next"]!;

        Assert.Equal("5", response.Headers.GetValues("Mart-Generation").Single());
        Assert.Equal("2026-11-23", response.Headers.GetValues("Mart-As-Of").Single());
        Assert.Equal("freg=2026-11-23T22:00:00Z", response.Headers.GetValues("Mart-Sources").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal($$"""{"generation":5,"changes":[{"generation":2,"personId":"{{ApiWorld.Seed}}","event":"ChangeInName","parts":["name"]}],"next":"{{next}}","more":true}""", text);
    }

    [Fact]
    public async Task The_last_cursor_waits_for_the_next_generation()
    {
        var (_, end) = await api.FollowAsync("full-access", null, 100);
        Assert.Empty((await api.FollowAsync("full-access", end, 100)).Lines);

        await api.SqlAsync("""
            insert into mart.generation (generation, published_at, as_of_date, sources, counts, match_rates, changes) select 6, published_at + interval '1 day', as_of_date, sources, counts, match_rates, 1 from mart.generation where generation = 5;
            insert into mart.change values (6, '00000000-0000-8000-8000-00000000000a', 'PersonIsCreated', '');
            """);
        try
        {
            Assert.Equal(["6 a PersonIsCreated "], (await api.FollowAsync("full-access", end, 100)).Lines);
        }
        finally
        {
            await api.SqlAsync("delete from mart.change where generation = 6; delete from mart.generation where generation = 6");
        }
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 4)]
    [InlineData(3, 1)]
    [InlineData(5, 0)]
    public async Task The_generation_of_a_manifest_is_a_cursor_too(int generation, int expected) =>
        Assert.Equal(ChangeServer.Restricted.TakeLast(expected), (await api.FollowAsync("restricted-access", $"generation:{generation}", 2)).Lines);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("generation:0")]
    [InlineData("generation:6")]
    [InlineData("generation:-1")]
    [InlineData("generation:1x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_cursor_is_refused(string after) => await RefusedAsync("after=" + after, "after");

    [Fact]
    public async Task A_cursor_that_was_touched_or_made_by_another_installation_is_refused()
    {
        var ours = (string)(await api.JsonAsync("full-access", "/v1/changes?limit=3"))["next"]!;
        var another = new CursorSeal(ApiOptions.From(new ConfigurationBuilder().AddInMemoryCollection([new("PERSONETL_DATA", Path.Combine(api.Data, "another"))]).Build()));
        for (var place = 0; place < ours.Length - 1; place += 7) await RefusedAsync($"after={ours[..place]}{(ours[place] == 'A' ? 'B' : 'A')}{ours[(place + 1)..]}", "after");

        await RefusedAsync($"after={ours}A", "after");
        await RefusedAsync($"after={ours[..^4]}", "after");
        await RefusedAsync($"after={another.Write(ChangePosition.EndOf(2, new DateTime(2026, 11, 26, 3, 10, 0, DateTimeKind.Utc)))}", "after");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("10001")]
    [InlineData("many")]
    public async Task A_limit_that_is_none_is_refused(string limit) => await RefusedAsync("limit=" + limit, "limit");

    [Fact]
    public async Task The_feed_is_for_those_who_may_read_persons()
    {
        using var client = api.Client("exports", "exports-identified");
        using var response = await client.GetAsync("/v1/changes");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Restricted_access_reads_the_feed_as_a_role_that_cannot_see_protected_changes()
    {
        await api.SqlAsync("revoke usage on schema protected from mart_protected");
        try
        {
            using var restricted = api.Client("restricted-access");
            using var full = api.Client("full-access");
            Assert.Equal(HttpStatusCode.OK, (await restricted.GetAsync("/v1/changes")).StatusCode);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await full.GetAsync("/v1/changes")).StatusCode);
        }
        finally
        {
            await api.SqlAsync("grant usage on schema protected to mart_protected");
        }
    }

    [Fact]
    public async Task A_page_that_names_protected_changes_is_one_line_in_the_log_of_readings_and_another_is_none()
    {
        await api.SqlAsync("truncate access.reading");

        await api.JsonAsync("restricted-access", "/v1/changes");
        await api.JsonAsync("full-access", "/v1/changes?limit=3");
        await api.JsonAsync("full-access", "/v1/changes?after=generation:5");
        Assert.Equal(0, await api.ScalarAsync<long>("select count(*) from access.reading"));

        await api.JsonAsync("full-access", "/v1/changes");
        Assert.Equal($"test-client test-client full-access /v1/changes {ApiWorld.Confidential}+{ApiWorld.Strict} 5", await api.ScalarAsync<string>(LastLine));
        await api.JsonAsync("full-access", "/v1/changes?after=generation:5");
        Assert.Equal(1, await api.ScalarAsync<long>("select count(*) from access.reading"));
    }

    [Fact]
    public async Task There_is_no_page_with_protected_changes_without_its_line()
    {
        await api.SqlAsync("revoke execute on function access.log_reading from access_writer");
        try
        {
            using var client = api.Client("full-access");
            using var response = await client.GetAsync("/v1/changes");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        }
        finally
        {
            await api.SqlAsync("grant execute on function access.log_reading to access_writer");
        }
    }

    private async Task RefusedAsync(string query, string place)
    {
        using var client = api.Client("full-access");
        using var response = await client.GetAsync("/v1/changes?" + query);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{query}: {response.StatusCode}");
        Assert.Equal("urn:personetl:problem:invalid-request", (string?)problem["type"]);
        Assert.Equal(place, Assert.Single(problem["errors"]!.AsObject()).Key);
    }
}
