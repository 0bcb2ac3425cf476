namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A column that came with a new version of the program is filled in one night, and no consumer is told of a change that is none.</summary>
public sealed class NewColumnTests
{
    /// <summary>As a mart is right after a migration that added columns: no row has a value of them, and hashes don't cover them.</summary>
    internal const string JustAdded = """
        update mart.person set gender = null, residential_county_name = null;
        update mart.person_name set short_name = null;
        update ops.installation set hashed_columns = jsonb_set(jsonb_set(hashed_columns,
            '{mart.person}', (hashed_columns -> 'mart.person') - 'gender Text' - 'residential_county_name Text'),
            '{mart.person_name}', (hashed_columns -> 'mart.person_name') - 'short_name Text');
        """;

    [Fact]
    public async Task New_columns_are_filled_and_nobody_is_told()
    {
        await using var at = await Installation.CreateAsync();
        var landing = await SmallWorld.LandingAsync(100);
        await at.RunAsync(landing);
        var served = await at.ServedAsync();
        var hashes = await HashesAsync(at);
        await at.ExecuteAsync(JustAdded);

        await at.RunAsync(landing);

        Assert.Equal(2, await at.ScalarAsync<int>("select max(generation) from mart.generation"));
        Assert.Equal(served.Parts["mart.person"], (await at.ServedAsync()).Parts["mart.person"]);
        Assert.Equal(served.Parts["mart.person_name"], (await at.ServedAsync()).Parts["mart.person_name"]);
        Assert.Equal(hashes, await HashesAsync(at));
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from mart.change"));
    }

    [Fact]
    public async Task Who_changed_in_the_same_night_is_told_of()
    {
        await using var at = await Installation.CreateAsync();
        var landing = await SmallWorld.LandingAsync(100);
        await at.RunAsync(landing);
        await at.ExecuteAsync(JustAdded);
        // as if one person had been published under another name
        await at.ExecuteAsync("update mart.person_name set last_name = 'FØR' where (person_id, version_number) = (select person_id, version_number from mart.person_name order by 1, 2 limit 1)");

        await at.RunAsync(landing);

        Assert.Equal(["ChangeInName name"], await at.ListAsync("select event || ' ' || parts from mart.change"));
    }

    /// <summary>As a mart is right after the migration that made four sums of two: there are none until the next night.</summary>
    [Fact]
    public async Task Hashes_that_are_made_otherwise_are_made_anew_and_who_vanished_meanwhile_goes()
    {
        await using var at = await Installation.CreateAsync();
        var landing = await SmallWorld.LandingAsync(100);
        await at.RunAsync(landing);
        var (served, hashes) = (await at.ServedAsync(), await HashesAsync(at));
        await at.ExecuteAsync("update ops.installation set hashed_columns = hashed_columns - 'making'; truncate ops.person_hash");
        // as if somebody had been published whom no document tells of
        await at.ExecuteAsync("""
            insert into mart.person select (jsonb_populate_record(p, jsonb_build_object('person_id', gen_random_uuid(), 'identification_number', null))).* from mart.person p limit 1;
            update ops.table_count set row_count = row_count + 1 where table_name = 'mart.person'
            """);

        await at.RunAsync(landing);

        Assert.Equal(["PersonIsDiscontinued "], await at.ListAsync("select event || ' ' || parts from mart.change"));
        Assert.Equal(served.Parts["mart.person"], (await at.ServedAsync()).Parts["mart.person"]);
        Assert.Equal(hashes, await HashesAsync(at));
    }

    private static Task<IReadOnlyList<string>> HashesAsync(Installation at) => at.ListAsync("select h::text from ops.person_hash h order by person_id");
}
