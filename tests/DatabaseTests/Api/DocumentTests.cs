using System.Text.Json.Nodes;
using PersonEtl.MartApi.Web;

namespace PersonEtl.DatabaseTests.Api;

public sealed class DocumentTests(ApiServer api) : IClassFixture<ApiServer>
{
    private const string Snapshot = "openapi.v1.json";

    /// <summary>Run once with PERSONETL_UPDATE_GOLDEN=1 to take a change on, and look at the difference before committing it.</summary>
    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        using var client = api.Client();
        var served = Golden.Text(JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!);
        if (Environment.GetEnvironmentVariable("PERSONETL_UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(Golden.Place(Snapshot), served + "\n");

        Assert.Equal(Golden.Read(Snapshot), served);
    }

    [Fact]
    public async Task Every_route_has_a_summary_a_token_and_its_problems()
    {
        var document = await api.JsonAsync("exports", "/openapi/v1.json");
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                Assert.False(string.IsNullOrEmpty((string?)operation!["summary"]), $"{method} {path} has no summary.");
                Assert.False(string.IsNullOrEmpty((string?)operation["description"]), $"{method} {path} has no description.");
                Assert.NotNull(operation["security"]);
                Assert.NotNull(operation["responses"]!["200"]!["content"]);
                Assert.NotNull(operation["responses"]!["401"]);
                Assert.NotNull(operation["responses"]!["503"]);
            }
        }
        Assert.Equal(11, document["paths"]!.AsObject().Count);
    }

    [Fact]
    public async Task Every_property_of_the_seeds_examples_is_in_the_document()
    {
        var person = (await api.JsonAsync("exports", "/openapi/v1.json"))["components"]!["schemas"]!["Person"]!["properties"]!;
        foreach (var part in new[] { "maritalStatus", "residentialAddress", "commonContactRegisterInformation" })
        {
            var example = JsonNode.Parse(Golden.Read($"seed-{part}.json"))![part]!;
            Documented(person[part]!, example, part);
        }
    }

    [Fact]
    public async Task The_documents_example_of_an_address_is_the_seeds()
    {
        var document = await api.JsonAsync("exports", "/openapi/v1.json");
        var person = document["paths"]!["/v1/persons/{person_id}"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["example"]!;

        Assert.Equal(Golden.Read("seed-residentialAddress.json"), Golden.Text(new JsonObject { ["residentialAddress"] = person["residentialAddress"]!.DeepClone() }));
    }

    [Fact]
    public async Task The_readme_names_every_problem()
    {
        var readme = await File.ReadAllTextAsync(Golden.Place("../../mart-api/README.md"));

        Assert.All(Problem.All, p => Assert.Contains($"`{p.Name}`", readme, StringComparison.Ordinal));
        Assert.Equal(Problem.All.Count, Problem.All.Select(p => p.Type).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_offline_page_asks_no_other_host()
    {
        using var client = api.Client();
        using var response = await client.GetAsync("/docs/");
        var page = await response.Content.ReadAsStringAsync();

        Assert.True(response.IsSuccessStatusCode, response.StatusCode.ToString());
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("cdn", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("fonts.scalar.com", page, StringComparison.Ordinal);
    }

    private static void Documented(JsonNode schema, JsonNode example, string path)
    {
        if (example is JsonArray rows) Documented(schema["items"]!, rows[0]!, path);
        if (example is not JsonObject members) return;
        foreach (var (name, value) in members)
        {
            var member = schema["properties"]?[name];
            Assert.True(member is not null, $"{path}.{name} isn't documented.");
            if (value is JsonObject or JsonArray) Documented(member, value, $"{path}.{name}");
        }
    }
}
