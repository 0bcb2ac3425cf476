using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing;
using PersonEtl.DatabaseTests.Api;
using PersonEtl.Etl.Run;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Access;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The API over what a night has published.</summary>
internal sealed class NightApi(string connectionString, Folders folders) : IAsyncDisposable
{
    private readonly WebApplicationFactory<MartApi.Program> factory = ApiServer.Factory(connectionString, folders.Data);

    public NightApi(Night night)
        : this(night.ConnectionString, night.Folders)
    {
    }

    /// <summary>The person of a number, as a caller with that scope gets it.</summary>
    public async Task<JsonObject> PersonAsync(string number, string scope = "full-access", bool history = false)
        => (await ResultsAsync($$"""{"identifiers": ["{{number}}"], "history": {{(history ? "true" : "false")}}}""", scope))[0]!["person"]!.AsObject();

    /// <summary>The results of a look-up, in order.</summary>
    public Task<JsonArray> LookupAsync(params string[] identifiers) => ResultsAsync($$"""{"identifiers": [{{string.Join(", ", identifiers.Select(i => $"\"{i}\""))}}]}""", "full-access");

    public async Task<HttpResponseMessage> GetAsync(string path, string scope = "full-access")
    {
        using var client = Client(scope);
        return await client.GetAsync(path);
    }

    /// <summary>A good answer.</summary>
    public async Task<JsonNode> AskAsync(string path, string scope = "full-access")
    {
        using var response = await GetAsync(path, scope);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private async Task<JsonArray> ResultsAsync(string request, string scope)
    {
        using var client = Client(scope);
        using var body = new StringContent(request, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/v1/persons/lookup", body);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        return JsonNode.Parse(answer)!["results"]!.AsArray();
    }

    private HttpClient Client(string scope)
    {
        var client = factory.CreateClient();
        var token = TokenVerb.Make([scope], "test-client", TimeSpan.FromMinutes(5), new DataFolder(folders.Data), TimeProvider.System);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public ValueTask DisposeAsync() => factory.DisposeAsync();
}
