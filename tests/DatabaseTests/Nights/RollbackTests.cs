using PersonEtl.Etl.Commands;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Nights with moves, mergers, new numbers and contact data; then back to each of them, and back from that.</summary>
public sealed class RollbackTests
{
    [Fact]
    public async Task Every_retained_generation_is_served_again_row_by_row_and_a_rollback_can_be_taken_back()
    {
        await using var rolled = await RolledNights.BeginAsync(nights: 4);
        var nights = rolled.Generations;
        Assert.All(nights.Zip(nights.Skip(1)), pair => Assert.NotEmpty(rolled.Served[pair.Second].ChangedPersons(rolled.Served[pair.First])));
        Assert.NotEmpty(await rolled.Night.LinesAsync("select * from mart.person_alias"));

        var first = await rolled.RollBackAsync(nights[0]);
        Assert.Null(first.ExportGeneration);
        Assert.Contains(await rolled.ProofsAsync(), p => p.NothingToProve);
        var back = await rolled.RollBackAsync(nights[4]);
        Assert.Equal(nights[4], back.ExportGeneration);
        Assert.All(await rolled.ProofsAsync(), p => Assert.False(p.NothingToProve || p.Findings.Count > 0, p.Said));
        await rolled.RollBackAsync(first.Generation);
        await rolled.RollBackAsync(nights[1]);
        await rolled.RollBackAsync(nights[3]);
        // now the oldest whose rows are kept
        await rolled.RollBackAsync(nights[2]);

        Assert.Equal($"rollback|{nights[2]}|-", Assert.Single(await rolled.Night.LinesAsync("select kind, restored_generation, export_generation from mart.generation order by generation desc limit 1")));
        await Assert.ThrowsAsync<NotInMartException>(() => RolledNights.RollBackAsync(rolled.Night, nights[2]));
        Assert.Empty(await rolled.Night.LinesAsync("select tablename from pg_tables where schemaname = 'staging'"));
    }

    [Fact]
    public async Task What_is_gone_was_never_there_or_is_served_is_refused_with_what_is_possible()
    {
        await using var rolled = await RolledNights.BeginAsync(nights: 1);

        foreach (var generation in new[] { 0, -1, 3 })
        {
            var refused = await Assert.ThrowsAsync<NotInMartException>(() => RolledNights.RollBackAsync(rolled.Night, generation));
            Assert.Equal((ExitCode.NotFound, $"Generation {generation} is not there, or what was published since is kept no more: rows as they were are kept for 7 nights. There are 1, 2; 2 is served."), Explanation.Of(refused));
        }
        Assert.StartsWith("Generation 2 is the one served", (await Assert.ThrowsAsync<NotInMartException>(() => RolledNights.RollBackAsync(rolled.Night, 2))).Message, StringComparison.Ordinal);
        // a generation of before there were before-images noted no deliveries either
        await rolled.Night.RowsAsync("delete from ops.generation_delivery where generation = 2");
        await Assert.ThrowsAsync<NotInMartException>(() => RolledNights.RollBackAsync(rolled.Night, 1));
        Assert.Empty(await rolled.Night.LinesAsync("select * from ops.hold"));
        Assert.Equal(2L, await rolled.Night.ScalarAsync<long>("select count(*) from ops.run"));
    }

    [Fact]
    public async Task A_before_image_that_is_missing_stops_it()
    {
        await using var rolled = await RolledNights.BeginAsync(nights: 1);
        await rolled.Night.RowsAsync("delete from ops.before_image where ctid in (select ctid from ops.before_image where table_name = 'mart.person_name' and image is null limit 1)");

        var stopped = await Assert.ThrowsAsync<CheckFailedException>(() => RolledNights.RollBackAsync(rolled.Night, 1));

        Assert.Contains("as then mart.person_name", stopped.Message, StringComparison.Ordinal);
        (await MartRows.ReadAsync(rolled.Night)).MustBe(rolled.Served[2]);
        Assert.Empty(await rolled.Night.LinesAsync("select * from ops.hold"));
    }

    [Fact]
    public async Task The_list_tells_what_was_published_and_what_can_be_gone_back_to()
    {
        await using var rolled = await RolledNights.BeginAsync(nights: 3);
        await rolled.RollBackAsync(3);

        await using var connection = await rolled.Night.DataSource.OpenConnectionAsync();
        var generations = await PastGenerations.NewestAsync(connection, 30, CancellationToken.None);
        var exports = new ExportFolder(rolled.Night.Folders.Exports);

        Assert.Equal(
            ["5 rollback changes 3 True False", "4 full there 4 False True", "3 full there 3 False True", "2 full withdrawn 2 False True", "1 full gone 1 False True"],
            generations.Select(g => $"{g.Generation} {g.Kind} {GenerationsVerb.ExportOf(g, exports)} {g.ExportGeneration} {g.IsServed} {g.IsRetained && !g.IsServed}"));
        Assert.Equal(await rolled.Night.LinesAsync("select g.generation, count(distinct c.person_id), count(c.event) from mart.generation g left join mart.change c using (generation) group by 1 order by 1 desc"), generations.Select(g => $"{g.Generation}|{g.Persons}|{g.Changes}"));
        Assert.Equal(Staging.OfPersons.Concat(Staging.Whole).Where(t => t.IsPublic).Sum(t => rolled.Served[5].Tables[t.FullName].Count), generations[0].Rows);
    }
}
