using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using PersonEtl.DatabaseTests.Api;
using PersonEtl.DatabaseTests.Nights;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Access;

namespace PersonEtl.DatabaseTests.Consumer;

/// <summary>The API over what nights publish, on a socket of this machine, and copies that are kept by it.</summary>
internal sealed class ServedApi : IAsyncDisposable
{
    private readonly Night night;
    private readonly WebApplicationFactory<MartApi.Program> factory;
    private int copies;

    private ServedApi(Night night)
    {
        this.night = night;
        this.factory = ApiServer.Factory(night.ConnectionString, night.Folders.Data).WithWebHostBuilder(host => host.UseSetting("urls", "http://127.0.0.1:0"));
        this.factory.UseKestrel();
        this.factory.StartServer();
    }

    public static ServedApi Of(Night night) => new(night);

    /// <summary>A copy that has nothing yet, with <c>restricted-access</c>.</summary>
    public MartCopy Public() => Copy(isFull: false, "restricted-access", "exports-identified");

    /// <summary>With <c>full-access</c>.</summary>
    public MartCopy Full() => Copy(isFull: true, "full-access", "exports");

    public HttpClient Client(params string[] scopes)
    {
        var client = this.factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenVerb.Make(scopes, "case-system", TimeSpan.FromHours(1), new DataFolder(this.night.Folders.Data), TimeProvider.System));
        return client;
    }

    public ValueTask DisposeAsync() => this.factory.DisposeAsync();

    private MartCopy Copy(bool isFull, params string[] scopes) => new(Client(scopes), isFull, Path.Combine(this.night.Folders.Data, $"copy-{++this.copies}"));
}
