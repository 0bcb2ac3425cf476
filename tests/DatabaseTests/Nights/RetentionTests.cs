using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.ChainedNights;
using static PersonEtl.DatabaseTests.Nights.ChainedPersons;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>What a mart remembers of its generations, and what it forgets.</summary>
public sealed class RetentionTests : AfterFirstNight
{
    private int contacts;

    [Fact]
    public async Task Changes_and_runs_go_after_ninety_days_but_never_the_run_that_the_next_night_is_compared_with()
    {
        await SmallAsync();
        await SmallAsync();
        await Night.RowsAsync("update mart.generation set published_at = published_at - interval '91 days' where generation <= 2; update ops.run set started_at = started_at - interval '91 days' where generation <= 2");
        await SmallAsync();
        Assert.Equal(["3", "4"], await Night.LinesAsync("select distinct generation from mart.change order by 1"));
        Assert.Equal(["1", "3", "4"], await RunsAsync());
        Assert.Equal(["1", "3", "4"], await Night.LinesAsync("select distinct r.generation from ops.step join ops.run r using (run_id) order by 1"));

        await NightAsync();
        Assert.Equal(["3", "4", "5"], await RunsAsync());
    }

    [Fact]
    public async Task A_generation_notes_the_deliveries_that_are_new_in_it_and_stands_for_those_before_it()
    {
        await SmallAsync();
        await Nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), "ANDREVEIEN", "fortrolig"));
        await SmallNights.RunAsync(Night);
        await Nights.DeltaAsync(SourceName.Krr, Contacts[1]);
        Assert.False((await SmallNights.RunAsync(Night)).Published);

        Assert.Equal(
            ["2|krr|1", "4|freg|1", "4|krr|2"],
            await Night.LinesAsync("select generation, source, place from ops.generation_delivery where generation > 1 order by 1, 2, 3"));
        Assert.Equal(["hide"], await Night.LinesAsync("select kind from mart.generation where generation = 3"));
        Assert.Equal(["1 1", "1 2", "1 2", "2 3"], await Task.WhenAll(Enumerable.Range(1, 4).Select(CountsAsync)));

        await NightAsync();
        Assert.Equal("2 4", await CountsAsync(5));
        Assert.Equal((await OfAsync(1)).Select(d => d.Source).Distinct(), (await OfAsync(5)).Select(d => d.Source).Distinct());
    }

    [Fact]
    public async Task Deliveries_of_generations_that_can_not_be_gone_back_to_are_forgotten()
    {
        await SmallAsync();
        for (var night = 0; night < Retention.Generations; night++) await NightAsync();
        // the small pass stood on the deliveries of the first night
        Assert.Equal("1", await Night.ScalarAsync<string>("select min(generation)::text from ops.generation_delivery"));
        await NightAsync();
        Assert.Equal("3", await Night.ScalarAsync<string>("select min(generation)::text from ops.generation_delivery"));
        Assert.Empty(await OfAsync(2));
    }

    private async Task SmallAsync()
    {
        await NewContactAsync();
        Assert.True((await SmallNights.RunAsync(Night)).Published);
    }

    private async Task NightAsync()
    {
        await NewContactAsync();
        Assert.True((await Night.RunAsync()).Published);
    }

    private Task NewContactAsync() => Nights.DeltaAsync(SourceName.Krr, Contact(X, $"{++contacts}@x.no"));

    private Task<IReadOnlyList<string>> RunsAsync() => Night.LinesAsync("select generation from ops.run order by 1");

    private async Task<string> CountsAsync(int generation)
    {
        var of = (await OfAsync(generation)).CountBy(d => d.Source).ToDictionary(StringComparer.Ordinal);
        return $"{of["freg"]} {of["krr"]}";
    }

    private async Task<IReadOnlyList<GenerationDelivery>> OfAsync(int generation)
    {
        await using var connection = await Night.DataSource.OpenConnectionAsync();
        return await GenerationDeliveries.OfAsync(connection, generation, CancellationToken.None);
    }
}
