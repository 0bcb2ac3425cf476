using System.Net;
using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Api;

public sealed class ChangeRetentionTests(ChangeServer api) : IClassFixture<ChangeServer>, IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => api.SqlAsync("truncate mart.change, protected.change; delete from mart.generation where generation > 5; update mart.generation set published_at = timestamptz '2026-11-24T03:10:00Z' + generation * interval '1 day' where generation > 1;" + ChangeServer.Changes);

    [Theory]
    [InlineData("full-access")]
    [InlineData("restricted-access")]
    public async Task A_cursor_into_changes_that_are_removed_is_gone_and_says_the_way_on(string scope)
    {
        var inside = (string)(await api.JsonAsync(scope, "/v1/changes?limit=1"))["next"]!;
        await api.SqlAsync("delete from mart.change where generation = 2; delete from protected.change where generation = 2");

        await GoneAsync(scope, inside);
        await GoneAsync(scope, "generation:1");
        Assert.Equal(Of(scope).SkipWhile(l => l[0] == '2'), (await api.FollowAsync(scope, "generation:2", 1)).Lines);
        Assert.Equal(Of(scope).SkipWhile(l => l[0] == '2'), (await api.FollowAsync(scope, null, 1)).Lines);
    }

    [Fact]
    public async Task A_cursor_stays_good_while_all_after_it_is_there()
    {
        var next = (string)(await api.JsonAsync("full-access", "/v1/changes?after=generation:2&limit=2"))["next"]!;
        await api.SqlAsync("delete from mart.change where generation = 2; delete from protected.change where generation = 2");

        Assert.Equal(ChangeServer.Full.Skip(6), (await api.FollowAsync("full-access", next, 2)).Lines);
    }

    [Fact]
    public async Task When_every_change_is_removed_only_the_newest_cursor_holds()
    {
        var (_, end) = await api.FollowAsync("full-access", null, 100);
        await api.SqlAsync("truncate mart.change, protected.change");

        Assert.Empty((await api.FollowAsync("full-access", end, 10)).Lines);
        Assert.Empty((await api.FollowAsync("full-access", null, 10)).Lines);
        await GoneAsync("full-access", "generation:4");
    }

    [Fact]
    public async Task What_is_older_than_ninety_days_is_gone_even_where_only_protected_changes_are_missed()
    {
        var before = (string)(await api.JsonAsync("full-access", "/v1/changes?after=generation:3&limit=1"))["next"]!;
        await api.SqlAsync("update mart.generation set published_at = published_at + interval '90 days' where generation = 5");

        await GoneAsync("full-access", "generation:3");
        await GoneAsync("full-access", before);
        Assert.Equal(["5 1 ChangeInDeath death"], (await api.FollowAsync("full-access", "generation:4", 1)).Lines);
        Assert.Equal(["5 1 ChangeInDeath death"], (await api.FollowAsync("full-access", null, 1)).Lines);
    }

    [Fact]
    public async Task A_cursor_of_a_mart_that_was_set_up_anew_is_gone_though_its_number_is_there_again()
    {
        var inside = (string)(await api.JsonAsync("full-access", "/v1/changes?limit=1"))["next"]!;
        var (_, end) = await api.FollowAsync("full-access", null, 100);
        await api.SqlAsync("update mart.generation set published_at = published_at + interval '1 second' where generation > 1");

        await GoneAsync("full-access", inside);
        await GoneAsync("full-access", end);
        await api.SqlAsync("update mart.generation set published_at = published_at - interval '1 second' where generation > 1; delete from mart.change where generation = 5; delete from mart.generation where generation = 5");
        await GoneAsync("full-access", end);
        await api.SqlAsync("insert into mart.generation (generation, published_at, as_of_date, sources, counts, match_rates, changes) select 5, published_at + interval '1 day', as_of_date, sources, counts, match_rates, 1 from mart.generation where generation = 4");
    }

    [Fact]
    public async Task A_refused_page_leaves_no_line_in_the_log_of_readings()
    {
        await api.SqlAsync("truncate access.reading; delete from mart.change where generation = 2");

        await GoneAsync("full-access", "generation:1");

        Assert.Equal(0, await api.ScalarAsync<long>("select count(*) from access.reading"));
    }

    private static IReadOnlyList<string> Of(string scope) => scope == "full-access" ? ChangeServer.Full : ChangeServer.Restricted;

    private async Task GoneAsync(string scope, string after)
    {
        using var client = api.Client(scope);
        using var response = await client.GetAsync("/v1/changes?after=" + after);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Equal("urn:personetl:problem:changes-gone", (string?)problem["type"]);
        Assert.Contains("changesCursor", (string?)problem["wayOut"], StringComparison.Ordinal);
        Assert.Equal("</v1/exports/latest>; rel=\"start\"", response.Headers.GetValues("Link").Single());
        Assert.True(response.Headers.Contains("Mart-Generation"));
    }
}
