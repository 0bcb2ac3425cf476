using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Consumer;

/// <summary>
/// A copy of the mart as a case system keeps one, by the API alone: it begins with an export, then asks again only for the parts that the change feed names.
/// With <c>restricted-access</c> all of it is in the export's files; with <c>full-access</c> the files say who is there, and the rest is asked for once.
/// </summary>
internal sealed class MartCopy(HttpClient api, bool isFull, string folder)
{
    private const int MostIdentifiers = 1000;
    private const int Limit = 60;

    private string? cursor;

    /// <summary>As the API gives them; with <c>restricted-access</c> with history.</summary>
    public Dictionary<Guid, JsonObject> Persons { get; private set; } = [];

    /// <summary>Ids that were given up, and who stands for each.</summary>
    public Dictionary<Guid, Guid> Aliases { get; private set; } = [];

    /// <summary>How often it had an export to begin with.</summary>
    public int Beginnings { get; private set; }

    /// <summary>Whom it asked for since it last had everything.</summary>
    public HashSet<Guid> Asked { get; } = [];

    /// <summary>Every kind of event it heard of.</summary>
    public HashSet<string> Events { get; } = [];

    /// <summary>The changes that it listens to.</summary>
    public Func<JsonNode, bool> Hears { get; init; } = _ => true;

    /// <summary>What happens between two files of its download.</summary>
    public Func<Task> Between { get; set; } = () => Task.CompletedTask;

    /// <summary>The same copy, as somebody else goes on with it who listens to some changes only.</summary>
    public MartCopy Fork(Func<JsonNode, bool> hears) => new(api, isFull, folder)
    {
        cursor = this.cursor,
        Persons = this.Persons.ToDictionary(p => p.Key, p => p.Value.DeepClone().AsObject()),
        Aliases = new(this.Aliases),
        Hears = hears,
    };

    /// <summary>Takes all that the feed tells. False when it must begin anew, and there is no export to begin with before the next night.</summary>
    public async Task<bool> FollowAsync()
    {
        Asked.Clear();
        while (true)
        {
            if (this.cursor is null && !await BeginAsync()) return false;
            using var response = await api.GetAsync($"/v1/changes?after={this.cursor}&limit={Limit}");
            if (response.StatusCode == HttpStatusCode.Gone)
            {
                Assert.Contains("/v1/exports/latest", response.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
                this.cursor = null;
                continue;
            }
            response.EnsureSuccessStatusCode();
            var page = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
            await TakeAsync([.. page["changes"]!.AsArray().Select(c => c!).Where(Hears)]);
            this.cursor = (string)page["next"]!;
            if (!(bool)page["more"]!) return true;
        }
    }

    /// <summary>What the API says of these persons now, in order; null of who isn't there.</summary>
    public async Task<IReadOnlyList<JsonObject?>> LookUpAsync(IEnumerable<Guid> ids) => [.. (await ResultsAsync([.. ids], [])).Select(r => r["person"]?.AsObject())];

    private async Task<bool> BeginAsync()
    {
        (Persons, Aliases) = ([], []);
        var download = new ExportDownload(api, isFull ? "analysis" : "identified", folder) { Between = Between };
        if (await download.RunAsync() is not { } after) return false;
        await using (var exported = await ExportedPersons.OpenAsync(folder))
        {
            Aliases = await exported.AliasesAsync();
            if (isFull)
            {
                // who isn't there any more is told by the feed
                foreach (var person in (await LookUpAsync(await exported.IdsAsync())).OfType<JsonObject>()) Persons[(Guid)person["id"]!] = person;
            }
            else Persons = await exported.ReadAsync();
        }
        Directory.Delete(folder, recursive: true);
        this.cursor = after;
        Beginnings++;
        return true;
    }

    private async Task TakeAsync(IReadOnlyList<JsonNode> changes)
    {
        Events.UnionWith(changes.Select(c => (string)c["event"]!));
        // an event without parts is about the whole person
        var told = changes.GroupBy(c => (Guid)c["personId"]!, c => c["parts"]!.AsArray().Select(p => (string)p!).ToList())
            .Select(c => (Person: c.Key, Parts: c.Any(p => p.Count == 0) ? [] : c.SelectMany(p => p).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()));
        foreach (var alike in told.GroupBy(t => string.Join(',', t.Parts), StringComparer.Ordinal))
        {
            var ids = alike.Select(t => t.Person).ToList();
            Asked.UnionWith(ids);
            foreach (var (id, result) in ids.Zip(await ResultsAsync(ids, alike.First().Parts))) Replace(id, result, alike.First().Parts);
        }
    }

    private void Replace(Guid id, JsonNode result, List<string> parts)
    {
        if (result["person"] is not JsonObject person)
        {
            Persons.Remove(id);
            Aliases.Remove(id);
            if (result["survivor"] is { } survivor) Aliases[id] = (Guid)survivor;
            return;
        }
        Aliases.Remove(id);
        if (parts.Count == 0) Persons[id] = person.DeepClone().AsObject();
        // who isn't known yet comes whole with an event of another generation
        else if (Persons.TryGetValue(id, out var known)) foreach (var part in parts) known[part] = person[part]?.DeepClone();
    }

    private async Task<IReadOnlyList<JsonNode>> ResultsAsync(IReadOnlyList<Guid> ids, IReadOnlyList<string> parts)
    {
        var results = new List<JsonNode>();
        foreach (var some in ids.Chunk(MostIdentifiers))
        {
            using var response = await api.PostAsJsonAsync("/v1/persons/lookup", new { identifiers = some, parts, history = !isFull });
            response.EnsureSuccessStatusCode();
            results.AddRange((await response.Content.ReadFromJsonAsync<JsonNode>())!["results"]!.AsArray().Select(r => r!));
        }
        return results;
    }
}
