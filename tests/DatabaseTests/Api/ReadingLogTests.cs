using System.Net;

namespace PersonEtl.DatabaseTests.Api;

public sealed class ReadingLogTests(ApiServer api) : IClassFixture<ApiServer>
{
    private const string LastLine = "select concat_ws(' ', client, subject, scope, route, array_to_string(array(select p::text from unnest(person_ids) p order by p), '+'), generation) from access.reading order by read_at desc limit 1";

    [Fact]
    public async Task A_look_up_is_one_line_with_the_persons_found()
    {
        using var response = await api.LookupAsync("full-access", $$"""{"identifiers": ["{{ApiWorld.SeedNumber}}", "99999999999", "{{ApiWorld.History}}", "{{ApiWorld.Seed}}"], "parts": ["name"]}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"test-client test-client full-access /v1/persons/lookup {ApiWorld.Seed}+{ApiWorld.History} 1", await api.ScalarAsync<string>(LastLine));
    }

    [Fact]
    public async Task A_person_read_by_id_is_one_line_with_the_routes_template()
    {
        await api.JsonAsync("restricted-access", $"/v1/persons/{ApiWorld.Strict}");

        Assert.Equal($"test-client test-client restricted-access /v1/persons/{{person_id}} {ApiWorld.Strict} 1", await api.ScalarAsync<string>(LastLine));
    }

    [Fact]
    public async Task A_look_up_that_finds_nobody_is_a_line_too()
    {
        using var response = await api.LookupAsync("restricted-access", """{"identifiers": ["99999999998"]}""");

        Assert.Equal("test-client test-client restricted-access /v1/persons/lookup  1", await api.ScalarAsync<string>(LastLine));
    }

    [Fact]
    public async Task There_is_no_answer_without_its_line()
    {
        await api.SqlAsync("revoke execute on function access.log_reading from access_writer");
        try
        {
            using var response = await api.LookupAsync("full-access", $$"""{"identifiers": ["{{ApiWorld.SeedNumber}}"]}""");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.DoesNotContain("KONGENS", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await api.SqlAsync("grant execute on function access.log_reading to access_writer");
        }
    }

    [Fact]
    public async Task What_one_request_found_is_not_in_the_line_of_the_next_on_the_same_connection()
    {
        using (await api.LookupAsync("full-access", $$"""{"identifiers": ["{{ApiWorld.SeedNumber}}"]}"""))
        using (await api.LookupAsync("full-access", $$"""{"identifiers": ["{{ApiWorld.HistoryNumber}}"]}"""))
        {
            Assert.Equal($"test-client test-client full-access /v1/persons/lookup {ApiWorld.History} 1", await api.ScalarAsync<string>(LastLine));
        }
    }
}
