namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The same input gives the same mart, however often and on however many cores it is run.</summary>
public sealed class RepeatTests
{
    private const int Persons = 1500;

    [Fact]
    public async Task Two_installations_publish_identical_tables_and_files_on_one_core_and_on_many()
    {
        var landing = await SmallWorld.LandingAsync(Persons);
        await using var one = await Installation.CreateAsync();
        await using var many = await Installation.CreateAsync();

        await one.RunAsync(landing, parallel: 1);
        await many.RunAsync(landing, parallel: 7);

        var state = await one.ServedAsync();
        Assert.Equal(1, state.Generation);
        Assert.StartsWith($"{Persons} ", state.Parts["mart.person"], StringComparison.Ordinal);
        (await many.ServedAsync()).MustBe(state);
    }

    [Fact]
    public async Task A_night_on_the_same_input_changes_nothing_and_publishes_no_generation()
    {
        var landing = await SmallWorld.LandingAsync(Persons);
        await using var at = await Installation.CreateAsync();
        await at.RunAsync(landing);
        var first = await at.ServedAsync();
        var publishedAt = await at.ScalarAsync<DateTime>("select published_at from mart.generation");
        var versions = await at.ListAsync("select md5(string_agg(concat(ctid, xmin), ' ' order by ctid)) from mart.person");

        var result = await at.RunAsync(landing);

        Assert.False(result.Published);
        Assert.Equal(1, result.Generation);
        (await at.ServedAsync()).MustBe(first);
        Assert.Equal(publishedAt, await at.ScalarAsync<DateTime>("select published_at from mart.generation"));
        Assert.Equal(versions, await at.ListAsync("select md5(string_agg(concat(ctid, xmin), ' ' order by ctid)) from mart.person"));
        Assert.Equal(["1"], at.ExportNames());
        Assert.Equal("published unchanged", await at.OutcomesAsync());
    }

    [Fact]
    public async Task An_export_that_is_gone_is_made_again_though_nothing_else_differs()
    {
        var landing = await SmallWorld.LandingAsync(Persons);
        await using var at = await Installation.CreateAsync();
        await at.RunAsync(landing);
        Directory.Delete(Path.Combine(at.Folders.Exports, "1"), recursive: true);

        var result = await at.RunAsync(landing);

        Assert.True(result.Published);
        Assert.Equal(0, result.ChangedRows);
        Assert.Equal(["2"], at.ExportNames());
        Assert.Equal(2, (await at.ServedAsync()).Generation);
    }
}
