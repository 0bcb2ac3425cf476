using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using Npgsql;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Access;

namespace PersonEtl.DatabaseTests.Api;

/// <summary>The API over a database of its own that holds <see cref="ApiWorld"/>, with a data folder of its own: take it by <c>IClassFixture&lt;ApiServer&gt;</c>.</summary>
public class ApiServer : IAsyncLifetime
{
    private WebApplicationFactory<MartApi.Program>? factory;

    public string ConnectionString { get; private set; } = "";

    public string Data { get; } = TestGuard.NewFolder();

    internal LogCapture Log { get; } = new();

    protected virtual bool Filled => true;

    public async Task InitializeAsync()
    {
        ConnectionString = await (await TestServer.GetAsync()).CreateDatabaseAsync(migrated: true);
        if (Filled) await ApiWorld.FillAsync(ConnectionString);
        factory = Factory(ConnectionString, Data).WithWebHostBuilder(host =>
        {
            foreach (var category in new[] { "Default", "Microsoft.AspNetCore", "Npgsql" }) host.UseSetting("Logging:LogLevel:" + category, "Trace");
            host.ConfigureLogging(l => l.ClearProviders().AddProvider(Log));
        });
    }

    public async Task DisposeAsync()
    {
        if (factory is not null) await factory.DisposeAsync();
        await (await TestServer.GetAsync()).DropDatabaseAsync(ConnectionString);
        Directory.Delete(Data, recursive: true);
    }

    internal static WebApplicationFactory<MartApi.Program> Factory(string connectionString, string data) => new WebApplicationFactory<MartApi.Program>().WithWebHostBuilder(host =>
    {
        host.UseSetting("PERSONETL_DATA", data);
        host.UseSetting("PERSONETL_PG", connectionString);
        host.UseSetting("Api:MetricsUrl", "");
    });

    public string Token(params string[] scopes) => TokenVerb.Make(scopes, "test-client", TimeSpan.FromMinutes(5), new DataFolder(Data), TimeProvider.System);

    /// <summary>A client with a token of these scopes; without any, without a token.</summary>
    public HttpClient Client(params string[] scopes)
    {
        var client = factory!.CreateClient(new() { AllowAutoRedirect = false });
        if (scopes.Length > 0) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(scopes));
        return client;
    }

    public async Task<HttpResponseMessage> LookupAsync(string scope, string body)
    {
        using var client = Client(scope);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync("/v1/persons/lookup", content);
    }

    /// <summary>The person that one identifier finds.</summary>
    public async Task<JsonObject> PersonAsync(string scope, string identifier, string more = "")
    {
        using var response = await LookupAsync(scope, $$"""{"identifiers": ["{{identifier}}"]{{more}}}""");
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        return JsonNode.Parse(answer)!["results"]![0]!["person"]!.AsObject();
    }

    public async Task<JsonNode> JsonAsync(string scope, string path)
    {
        using var client = Client(scope);
        return JsonNode.Parse(await client.GetStringAsync(path))!;
    }

    public async Task SqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
