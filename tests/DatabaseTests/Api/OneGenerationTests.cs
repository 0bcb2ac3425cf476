using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;

namespace PersonEtl.DatabaseTests.Api;

public sealed class OneGenerationTests(ApiServer api) : IClassFixture<ApiServer>
{
    private const int EnoughAnswers = 150;
    private const int FewestGenerations = 60;
    private int answers;

    [Fact]
    public async Task One_answer_never_mixes_two_generations()
    {
        await api.SqlAsync("""
            insert into mart.person (person_id, birth_year, gender, contact_state) select ('5eed0000-0000-8000-9000-' || lpad(to_hex(i), 12, '0'))::uuid, 1, '1', 'NotDelivered' from generate_series(1, 20) i;
            insert into mart.person_name (person_id, version_number, first_name, is_valid) select person_id, 1, '1', true from mart.person where birth_year = 1;
            insert into mart.person_address (person_id, version_number, kind, form, address_name, is_valid) select person_id, 1, 'residential', 'street', '1', true from mart.person where birth_year = 1;
            """);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var publisher = PublishAsync(stop.Token);
        var readers = Enumerable.Range(0, 4).Select(_ => ReadAsync(publisher, stop.Token)).ToList();

        await publisher;
        var generations = (await Task.WhenAll(readers)).SelectMany(g => g).ToList();

        Assert.True(generations.Count >= EnoughAnswers, $"Only {generations.Count} answers were read.");
        Assert.True(generations.Distinct().Count() > 20, $"Only {generations.Distinct().Count()} generations were seen.");
    }

    /// <summary>Publishes as a night does, the rows and the generation in one transaction with time between its statements, until enough was read.</summary>
    private async Task PublishAsync(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        for (var generation = 2; generation < FewestGenerations || Volatile.Read(ref answers) < EnoughAnswers; generation++)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            foreach (var sql in new[]
            {
                "update mart.person set gender = @g where birth_year = 1",
                "update mart.person_name set first_name = @g where person_id in (select person_id from mart.person where birth_year = 1)",
                "update mart.person_address set address_name = @g where person_id in (select person_id from mart.person where birth_year = 1)",
                "insert into mart.generation select @g::integer, published_at, as_of_date, sources, counts, match_rates, null from mart.generation where generation = 1",
            })
            {
                await using var command = new NpgsqlCommand(sql, connection, transaction) { Parameters = { new("g", generation.ToString(CultureInfo.InvariantCulture)) } };
                await command.ExecuteNonQueryAsync(ct);
            }
            await transaction.CommitAsync(ct);
        }
    }

    private async Task<IReadOnlyList<string>> ReadAsync(Task publisher, CancellationToken ct)
    {
        var body = $$"""{"identifiers": [{{string.Join(", ", Enumerable.Range(1, 20).Select(i => $"\"5eed0000-0000-8000-9000-{i:x12}\""))}}], "parts": ["gender", "name", "residentialAddress"]}""";
        var seen = new List<string>();
        while (!publisher.IsCompleted && !ct.IsCancellationRequested)
        {
            using var response = await api.LookupAsync("restricted-access", body);
            var generation = response.Headers.GetValues("Mart-Generation").Single();
            foreach (var result in JsonNode.Parse(await response.Content.ReadAsStringAsync(ct))!["results"]!.AsArray())
            {
                var person = result!["person"]!;
                Assert.Equal(generation, (string?)person["gender"]![0]!["gender"]);
                Assert.Equal(generation, (string?)person["name"]![0]!["givenName"]);
                Assert.Equal(generation, (string?)person["residentialAddress"]![0]!["streetAddress"]!["addressName"]);
            }
            seen.Add(generation);
            Interlocked.Increment(ref answers);
        }
        return seen;
    }
}
