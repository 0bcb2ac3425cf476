using System.Globalization;
using System.Text.Json.Nodes;
using PersonEtl.DatabaseTests.Nights;

namespace PersonEtl.DatabaseTests.Readers;

/// <summary>Follows the API's change feed from generation 1: no change is of a generation that the answer doesn't know, and at the end of the feed each is told of whole.</summary>
internal sealed class ChangeReader(AlternatingNights nights, HttpClient client) : IMartReader
{
    private readonly SortedDictionary<int, int> told = [];
    private string cursor = "generation:1";

    public async Task<int> ReadAsync()
    {
        while (true)
        {
            using var response = await client.GetAsync($"/v1/changes?limit=70&after={Uri.EscapeDataString(this.cursor)}");
            var answer = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, answer);
            var page = JsonNode.Parse(answer)!;
            var generation = int.Parse(response.Headers.GetValues("Mart-Generation").Single(), CultureInfo.InvariantCulture);
            Assert.Equal(generation, page["generation"]!.GetValue<int>());
            foreach (var change in page["changes"]!.AsArray())
            {
                var of = change!["generation"]!.GetValue<int>();
                Assert.InRange(of, this.told.Count == 0 ? 2 : this.told.Keys.Last(), generation);
                if (change["event"]!.GetValue<string>() == "ChangeInName") this.told[of] = this.told.GetValueOrDefault(of) + 1;
            }
            this.cursor = page["next"]!.GetValue<string>();
            if (page["more"]!.GetValue<bool>()) continue;
            Assert.Equal(Enumerable.Range(2, generation - 1).Where(g => AlternatingNights.KindOf(g) != "hide"), this.told.Keys);
            Assert.All(this.told.Values, count => Assert.Equal(nights.Named, count));
            return generation;
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
