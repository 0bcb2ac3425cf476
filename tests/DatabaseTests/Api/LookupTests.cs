using System.Net;
using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Api;

public sealed class LookupTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Results_come_in_the_order_asked_for_and_say_found_or_not_found()
    {
        using var response = await api.LookupAsync("restricted-access",
            $$"""{"identifiers": ["99999999999", "{{ApiWorld.HistoryOldNumber}}", "{{ApiWorld.Seed}}", "{{ApiWorld.HistoryNumber}}", "00000000-0000-0000-0000-000000000000", "{{ApiWorld.SeedNumber}}"], "parts": ["name"]}""");
        var results = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["results"]!.AsArray();

        Assert.Equal(["not-found", "found", "found", "found", "not-found", "found"], results.Select(r => (string)r!["outcome"]!));
        Assert.Equal(new[] { null, ApiWorld.History.ToString(), ApiWorld.Seed.ToString(), ApiWorld.History.ToString(), null, ApiWorld.Seed.ToString() }, results.Select(r => (string?)r!["person"]?["id"]));
        Assert.Equal("1", response.Headers.GetValues("Mart-Generation").Single());
        Assert.Equal("2026-11-23", response.Headers.GetValues("Mart-As-Of").Single());
    }

    [Fact]
    public async Task An_id_given_up_by_a_merger_is_gone_and_names_the_survivor()
    {
        using var response = await api.LookupAsync("restricted-access", $$"""{"identifiers": ["{{ApiWorld.Alias}}", "{{ApiWorld.History}}"], "parts": ["name"]}""");
        var results = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["results"]!.AsArray();

        Assert.Equal($$"""{"outcome":"gone","survivor":"{{ApiWorld.History}}"}""", results[0]!.ToJsonString());
        Assert.Equal(["outcome", "person"], results[1]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task Only_versions_that_hold_come_unless_history_is_asked_for()
    {
        static IEnumerable<string?> Names(JsonObject person) => person["name"]!.AsArray().Select(n => (string?)n!["givenName"]);

        Assert.Equal(["GJELDENDE"], Names(await api.PersonAsync("restricted-access", ApiWorld.HistoryNumber)));
        Assert.Equal(["GJELDENDE", "FORRIGE", "ELDST"], Names(await api.PersonAsync("restricted-access", ApiWorld.HistoryNumber, """, "history": true""")));
    }

    [Fact]
    public async Task A_number_without_a_word_on_its_validity_holds_until_it_is_ended()
    {
        var person = await api.PersonAsync("restricted-access", ApiWorld.HistoryNumber);

        Assert.Equal([ApiWorld.HistoryNumber], person["norwegianIdentificationNumber"]!.AsArray().Select(n => (string?)n!["identificationNumber"]));
    }

    [Fact]
    public async Task A_number_held_by_two_finds_the_one_where_it_is_in_use()
    {
        await api.SqlAsync("""
            insert into mart.person (person_id, contact_state) values ('5eed0000-0000-8000-8000-00000000000a', 'NotDelivered'), ('5eed0000-0000-8000-8000-00000000000b', 'NotDelivered');
            insert into mart.person_identifier (person_id, version_number, identification_number, status, is_valid) values
                ('5eed0000-0000-8000-8000-00000000000a', 1, '11912345611', 'Discontinued', true),
                ('5eed0000-0000-8000-8000-00000000000b', 1, '11912345611', 'InUse', true);
            """);

        Assert.Equal("5eed0000-0000-8000-8000-00000000000b", (string?)(await api.PersonAsync("restricted-access", "11912345611"))["id"]);
    }

    [Fact]
    public async Task A_part_that_is_not_asked_for_has_no_key_and_is_not_read()
    {
        var person = await api.PersonAsync("restricted-access", ApiWorld.SeedNumber, """, "parts": ["birth"]""");
        Assert.Equal(["birth", "id"], person.Select(p => p.Key));

        await api.SqlAsync("revoke select on mart.person_name from mart_reader");
        try
        {
            using var unread = await api.LookupAsync("restricted-access", $$"""{"identifiers": ["{{ApiWorld.Seed}}"], "parts": ["birth"]}""");
            using var read = await api.LookupAsync("restricted-access", $$"""{"identifiers": ["{{ApiWorld.Seed}}"], "parts": ["name"]}""");
            Assert.Equal(HttpStatusCode.OK, unread.StatusCode);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, read.StatusCode);
        }
        finally
        {
            await api.SqlAsync("grant select on mart.person_name to mart_reader");
        }
    }

    [Fact]
    public async Task A_thousand_identifiers_are_answered_and_one_more_is_refused()
    {
        static string Body(int count) => $$"""{"identifiers": [{{string.Join(", ", Enumerable.Range(0, count).Select(i => i % 2 == 0 ? $"\"{ApiWorld.SeedNumber}\"" : $"\"{ApiWorld.Confidential}\""))}}]}""";

        using var most = await api.LookupAsync("full-access", Body(1000));
        var results = JsonNode.Parse(await most.Content.ReadAsStringAsync())!["results"]!.AsArray();
        Assert.Equal(1000, results.Count);
        Assert.Equal(ApiWorld.Confidential.ToString(), (string?)results[999]!["person"]!["id"]);

        using var more = await api.LookupAsync("full-access", Body(1001));
        Assert.Equal(HttpStatusCode.BadRequest, more.StatusCode);
    }

    [Theory]
    [InlineData("""{"identifiers": []}""", "identifiers")]
    [InlineData("""{}""", "identifiers")]
    [InlineData("""{"identifiers": ["0191234560"]}""", "identifiers[0]")]
    [InlineData("""{"identifiers": ["01912345601", "0191234560٣"]}""", "identifiers[1]")]
    [InlineData("""{"identifiers": ["01912345601", null]}""", "identifiers[1]")]
    [InlineData("""{"identifiers": ["01912345601"], "parts": ["addresses"]}""", "parts")]
    [InlineData("""{"identifiers": ["01912345601"], "part": ["name"]}""", "body")]
    [InlineData("""{"identifiers": [1912345601]}""", "body")]
    [InlineData("""{"identifiers": ["01912345601" """, "body")]
    [InlineData("null", "body")]
    public async Task A_request_that_cannot_be_understood_says_where_and_repeats_nothing(string body, string place)
    {
        using var response = await api.LookupAsync("restricted-access", body);
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("urn:personetl:problem:invalid-request", (string?)JsonNode.Parse(text)!["type"]);
        Assert.NotNull(JsonNode.Parse(text)!["errors"]![place]);
        Assert.DoesNotContain("0191234560", text, StringComparison.Ordinal);
    }
}
