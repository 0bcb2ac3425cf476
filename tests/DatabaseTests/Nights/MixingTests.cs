using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;
using PersonEtl.DatabaseTests.Api;
using PersonEtl.Etl.Sources;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Access;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>While nights publish one after another, each answer of the API and each repeatable-read transaction belongs to one generation.</summary>
public sealed partial class MixingTests : IAsyncLifetime
{
    private const int Persons = 200;
    private const int Generations = 20;

    // the API's role waits whenever it reads the table of statuses, so that publications come between the statements of an answer
    private const string Dawdle = """
        create function public.dawdle() returns boolean language sql volatile as 'select true from pg_sleep(0.2)';
        alter table mart.person_status enable row level security;
        create policy dawdle on mart.person_status for select using ((select public.dawdle()))
        """;

    // what everybody is called in odd and in even generations
    private static readonly string[] Names = ["PARTALL", "ODDETALL"];

    private readonly string[] landings = new string[2];
    private Installation? at;
    private long named;
    private volatile bool published;

    public async Task InitializeAsync()
    {
        at = await Installation.CreateAsync();
        for (var parity = 0; parity < 2; parity++) landings[parity] = await RenamedAsync(parity);
        await at.RunAsync(landings[1]);
        named = await at.ScalarAsync<long>($"select count(*) from mart.person where last_name = '{Names[1]}'");
        Assert.InRange(named, Persons / 2, Persons);
        await at.ExecuteAsync(Dawdle);
    }

    public async Task DisposeAsync() => await at!.DisposeAsync();

    [Fact]
    public async Task No_answer_and_no_transaction_mixes_two_generations()
    {
        await using var api = ApiServer.Factory(at!.ConnectionString, at.Folders.Data);
        using var client = api.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenVerb.Make(["full-access"], "test-client", TimeSpan.FromMinutes(10), new DataFolder(at.Folders.Data), TimeProvider.System));
        var persons = await at.ListAsync("select person_id from mart.person where last_name is not null order by 1");
        var body = new JsonObject { ["identifiers"] = new JsonArray([.. persons.Select(p => (JsonNode)p)]), ["parts"] = new JsonArray("name", "residentialAddress", "status"), ["history"] = true }.ToJsonString();

        var readers = new[] { ReadApiAsync(client, body), ReadApiAsync(client, body), ReadSqlAsync(), ReadSqlAsync() };
        await PublishAsync();
        var seen = await Task.WhenAll(readers);

        Assert.Equal(Generations, await at.ScalarAsync<int>("select max(generation) from mart.generation"));
        // readers that saw one generation only would prove nothing
        Assert.All(seen, generations => Assert.InRange(generations.Distinct().Count(), 3, Generations));
    }

    private async Task PublishAsync()
    {
        try
        {
            for (var generation = 2; generation <= Generations; generation++) Assert.Equal(generation, (await at!.RunAsync(landings[generation % 2])).Generation);
        }
        finally
        {
            published = true;
        }
    }

    private async Task<List<int>> ReadApiAsync(HttpClient client, string body)
    {
        var seen = new List<int>();
        while (!published)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await client.PostAsync("/v1/persons/lookup", content);
            var answer = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, answer);
            var generation = int.Parse(response.Headers.GetValues("Mart-Generation").Single(), CultureInfo.InvariantCulture);
            var names = JsonNode.Parse(answer)!["results"]!.AsArray().SelectMany(r => r!["person"]!["name"]!.AsArray()).Select(n => n!["familyName"]!.GetValue<string>()).ToList();
            Assert.InRange(names.Count, Persons / 2, int.MaxValue);
            Assert.All(names, name => Assert.Equal(Names[generation % 2], name));
            seen.Add(generation);
            await Task.Delay(10, CancellationToken.None);
        }
        return seen;
    }

    private async Task<List<int>> ReadSqlAsync()
    {
        var seen = new List<int>();
        while (!published)
        {
            await using var connection = await at!.DataSource.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
            var generation = (int)(await ScalarAsync(connection, "select max(generation) from mart.generation"))!;
            // pauses, so that publications come between the statements
            await Task.Delay(15, CancellationToken.None);
            var persons = await ScalarAsync(connection, $"select count(*) filter (where last_name = '{Names[generation % 2]}') || ' of ' || count(last_name) from mart.person");
            await Task.Delay(15, CancellationToken.None);
            var names = await ScalarAsync(connection, $"select count(*) filter (where last_name <> '{Names[generation % 2]}') || ' of ' || count(distinct person_id) from mart.person_name");
            Assert.Equal($"{named} of {named}", persons);
            Assert.Equal($"0 of {named}", names);
            seen.Add(generation);
        }
        return seen;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A landing folder in which every person has the same last name.</summary>
    private async Task<string> RenamedAsync(int parity)
    {
        var landing = await SmallWorld.CopyAsync(Persons, at!.Folders.Data);
        var delivery = SmallWorld.Newest(landing, SourceName.Freg);
        var file = Path.Combine(at.Folders.Data, $"freg-{parity}.ndjson");
        var text = string.Concat(GoodNight.Files(landing, SourceName.Freg).Values.Select(Encoding.UTF8.GetString));
        await File.WriteAllTextAsync(file, LastName().Replace(text, $"\"etternavn\":\"{Names[parity]}\""));
        Directory.Delete(delivery.Folder, recursive: true);
        await new Landing(landing).DeliverAsync(delivery.Manifest, [file], move: true, CancellationToken.None);
        return landing;
    }

    [GeneratedRegex("\"etternavn\":\"[^\"]*\"", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LastName();
}
