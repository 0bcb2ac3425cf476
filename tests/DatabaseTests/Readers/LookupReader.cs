using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PersonEtl.DatabaseTests.Nights;

namespace PersonEtl.DatabaseTests.Readers;

/// <summary>Looks persons up in the API: the answer's header and every name in it are of one generation.</summary>
internal sealed class LookupReader(HttpClient client, IReadOnlyList<string> persons) : IMartReader
{
    private readonly string body = new JsonObject
    {
        ["identifiers"] = new JsonArray([.. persons.Select(p => (JsonNode)p)]),
        ["parts"] = new JsonArray("name", "residentialAddress", "status"),
        ["history"] = true,
    }.ToJsonString();

    public async Task<int> ReadAsync()
    {
        using var content = new StringContent(this.body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/v1/persons/lookup", content);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        var generation = int.Parse(response.Headers.GetValues("Mart-Generation").Single(), CultureInfo.InvariantCulture);
        var names = JsonNode.Parse(answer)!["results"]!.AsArray().SelectMany(r => r!["person"]!["name"]!.AsArray()).Select(n => n!["familyName"]!.GetValue<string>()).ToList();
        Assert.True(names.Count >= persons.Count);
        Assert.All(names, name => Assert.Equal(AlternatingNights.NameIn(generation), name));
        return generation;
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
