using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing;
using PersonEtl.DatabaseTests.Api;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Access;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The API over an installation.</summary>
internal sealed class InstallationApi(Installation at) : IAsyncDisposable
{
    private readonly WebApplicationFactory<MartApi.Program> factory = ApiServer.Factory(at.ConnectionString, at.Folders.Data);

    public static InstallationApi Of(Installation at) => new(at);

    /// <summary>It serves this generation and its export, and nothing newer; before a first one, nothing.</summary>
    public async Task MustServeAsync(ServedState state)
    {
        if (state.Generation == 0)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync("full-access", "/v1/mart")).StatusCode);
            return;
        }
        var mart = await AskAsync("full-access", "/v1/mart");
        Assert.Equal(state.Generation, mart["generation"]!.GetValue<int>());
        Assert.Equal(state.Export, mart["export"]?.GetValue<int>());
        // once somebody was hidden, nothing of earlier exports
        var latest = (await AskAsync("exports", "/v1/exports"))["exports"]!.AsArray().FirstOrDefault();
        Assert.Equal(state.Export, latest?["generation"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("exports", $"/v1/exports/{state.Generation + 1}/manifest.json")).StatusCode);
    }

    public ValueTask DisposeAsync() => this.factory.DisposeAsync();

    private async Task<JsonNode> AskAsync(string scope, string path)
    {
        using var response = await GetAsync(scope, path);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private async Task<HttpResponseMessage> GetAsync(string scope, string path)
    {
        using var client = this.factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenVerb.Make([scope], "test-client", TimeSpan.FromMinutes(5), new DataFolder(at.Folders.Data), TimeProvider.System));
        return await client.GetAsync(path);
    }
}
