using System.Net;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The API over an installation, held against what it should serve.</summary>
internal sealed class InstallationApi(Installation at) : IAsyncDisposable
{
    private const string Exports = "exports";

    private readonly NightApi api = new(at.ConnectionString, at.Folders);

    public static InstallationApi Of(Installation at) => new(at);

    /// <summary>It serves this generation and its export, and nothing newer; before a first one, nothing.</summary>
    public async Task MustServeAsync(ServedState state)
    {
        if (state.Generation == 0)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await this.api.GetAsync("/v1/mart")).StatusCode);
            return;
        }
        var mart = await this.api.AskAsync("/v1/mart");
        Assert.Equal(state.Generation, mart["generation"]!.GetValue<int>());
        Assert.Equal(state.Export, mart["export"]?.GetValue<int>());
        // once somebody was hidden, nothing of earlier exports
        var latest = (await this.api.AskAsync("/v1/exports", Exports))["exports"]!.AsArray().FirstOrDefault();
        Assert.Equal(state.Export, latest?["generation"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NotFound, (await this.api.GetAsync($"/v1/exports/{state.Generation + 1}/manifest.json", Exports)).StatusCode);
    }

    public ValueTask DisposeAsync() => this.api.DisposeAsync();
}
