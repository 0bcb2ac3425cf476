using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.World;
using PersonEtl.UnitTests;
using Xunit.Abstractions;

namespace PersonEtl.DatabaseTests.SecondOpinion;

/// <summary>The rules of enrichment written twice: what a night publishes is, row for row, what the SQL of this folder makes of the same deliveries.</summary>
public sealed class SecondOpinionTests(SharedDataNight shared, ITestOutputHelper output) : IClassFixture<SharedDataNight>
{
    [Fact]
    public async Task The_mart_of_200_000_persons_is_what_the_rules_in_SQL_make_of_the_same_deliveries()
    {
        await using var at = await Installation.CreateAsync();
        var world = await new WorldBuilder(new WorldOptions(200_000, Seed: 11, WorldOptions.DefaultAsOf)).WriteAsync(Path.Combine(at.Folders.Data, "world"), progress: null, CancellationToken.None);
        await at.RunAsync(world.LandingFolder);
        await using var opinion = await Opinion.FormAsync(world.LandingFolder, await at.ScalarAsync<DateOnly>("select max(as_of_date) from mart.generation"));
        await MustAgreeAsync(opinion, at.DataSource);
    }

    [SharedDataFact]
    public async Task The_mart_of_the_real_files_is_what_the_rules_in_SQL_make_of_them()
    {
        await using var opinion = await Opinion.FormAsync(shared.Night.Folders.Landing, shared.Night.Options.AsOf!.Value);
        await MustAgreeAsync(opinion, shared.Night.DataSource);
    }

    private async Task MustAgreeAsync(Opinion opinion, Npgsql.NpgsqlDataSource mart)
    {
        var differences = await opinion.CompareAsync(mart);
        foreach (var line in await opinion.CountsAsync()) output.WriteLine(line);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
