using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing;
using PersonEtl.DatabaseTests.Api;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Access;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The API over what a night has published.</summary>
internal sealed class NightApi(Night night) : IAsyncDisposable
{
    private readonly WebApplicationFactory<MartApi.Program> factory = ApiServer.Factory(night.ConnectionString, night.Folders.Data);

    /// <summary>The person of a number, as a caller with that scope gets it.</summary>
    public async Task<JsonObject> PersonAsync(string number, string scope = "full-access", bool history = false)
    {
        using var client = factory.CreateClient();
        var token = TokenVerb.Make([scope], "test-client", TimeSpan.FromMinutes(5), new DataFolder(night.Folders.Data), TimeProvider.System);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var body = new StringContent($$"""{"identifiers": ["{{number}}"], "history": {{(history ? "true" : "false")}}}""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/v1/persons/lookup", body);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        return JsonNode.Parse(answer)!["results"]![0]!["person"]!.AsObject();
    }

    public ValueTask DisposeAsync() => factory.DisposeAsync();
}
