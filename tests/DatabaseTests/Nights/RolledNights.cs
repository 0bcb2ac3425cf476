using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Verify;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Nights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A synthetic Norway and the nights after it, with what was served after each; and rollbacks to any of them.</summary>
internal sealed class RolledNights : IAsyncDisposable
{
    private const int Persons = 400;
    private const long Seed = 11;

    // nobody's protection grows, so that no night hides anybody ahead of itself
    private static readonly NightChange[] Hiding = [NightChange.Grade, NightChange.GradeStrictly, NightChange.ClientAddress];

    private RolledNights(Night night) => Night = night;

    public Night Night { get; }

    /// <summary>What was served, by generation.</summary>
    public Dictionary<int, MartRows> Served { get; } = [];

    /// <summary>The nights' own generations.</summary>
    public List<int> Generations { get; } = [];

    /// <summary>A first night, and this many after it.</summary>
    public static async Task<RolledNights> BeginAsync(int nights)
    {
        var rolled = new RolledNights(await Night.BeginAsync());
        rolled.Night.Options = rolled.Night.Options with { Override = "a small world changes much" };
        await rolled.Night.BuildWorldAsync(Persons, Seed);
        var story = new WorldNights(new WorldOptions(Persons, Seed, Night.AsOf), new StoryOptions(0.06)
        {
            Weights = StoryOptions.Usual.Where(w => !Hiding.Contains(w.Key)).ToDictionary(w => w.Key, w => w.Value),
            Always = [NightChange.Merge, NightChange.Split, NightChange.NumberChange, NightChange.Contact, NightChange.ContactDeleted, NightChange.ContactAhead, NightChange.Birth, NightChange.Vanish, NightChange.MoveBetween, NightChange.Ungrade, NightChange.Die, NightChange.Marital],
        });
        for (var night = 0; night <= nights; night++)
        {
            if (night > 0) await story.DeliverAsync(rolled.Night.Landing, night, CancellationToken.None);
            rolled.Generations.Add((await rolled.Night.RunAsync()).Generation);
            await rolled.KeepAsync(rolled.Generations[^1]);
        }
        return rolled;
    }

    /// <summary>Goes back to a generation; what is served then is that of it, by every proof there is.</summary>
    public async Task<RollbackResult> RollBackAsync(int to)
    {
        var before = await MartRows.ReadAsync(Night);
        var row = await RowAsync(to);
        var result = await RollBackAsync(Night, to);
        var now = await KeepAsync(result.Generation);
        now.MustBe(Served[to]);
        await MustFitAsync();
        await MustTellAsync(before, now, result.Generation);
        Assert.Equal(row, await RowAsync(result.Generation));
        return result;
    }

    public static Task<RollbackResult> RollBackAsync(Night night, int to)
        => new Rollback(night.DataSource, night.Folders, night.Options, TimeProvider.System, RunConsole.Silent()).RunAsync(to, "why", CancellationToken.None);

    public async Task<IReadOnlyList<ProofResult>> ProofsAsync()
    {
        var results = new List<ProofResult>();
        await new Verification(Night.DataSource, new(Night.Folders.Exports), new(PersonKeyFile.Read(Night.Folders))).RunAsync((_, result) => results.Add(result), CancellationToken.None);
        return results;
    }

    public ValueTask DisposeAsync() => Night.DisposeAsync();

    private async Task<MartRows> KeepAsync(int generation) => Served[generation] = await MartRows.ReadAsync(Night);

    /// <summary>Stored hashes are those of the rows, and kept counts those of the tables.</summary>
    private async Task MustFitAsync()
    {
        await using var connection = await Night.DataSource.OpenConnectionAsync();
        var hashes = await new PublishedRows(connection, new PersonKeys(PersonKeyFile.Read(Night.Folders)).RowHasher()).HashAsync(null, t => t.FullName, CancellationToken.None);
        var stored = (await Night.RowsAsync($"select person_id, {PersonHash.Columns} from ops.person_hash")).ToDictionary(r => (Guid)r[0]!, r => unchecked(new PersonHash((ulong)(long)r[1]!, (ulong)(long)r[2]!, (ulong)(long)r[3]!, (ulong)(long)r[4]!)));
        Assert.Equal(hashes.OrderBy(h => h.Key), stored.OrderBy(h => h.Key));
        foreach (var table in MartRows.Published)
            Assert.Equal(await Night.ScalarAsync<long>($"select count(*) from {table.FullName}"), await Night.ScalarAsync<long>($"select row_count from ops.table_count where table_name = '{table.FullName}'"));
    }

    /// <summary>A consumer who asks again for everybody that the feed names has all that differs.</summary>
    private async Task MustTellAsync(MartRows before, MartRows now, int generation)
    {
        var told = (await Night.RowsAsync($"select person_id, event from mart.change where generation = {generation}")).ToLookup(r => (Guid)r[0]!, r => (string)r[1]!);
        Assert.DoesNotContain(now.ChangedPersons(before), p => !told.Contains(p));
        Assert.All(now.Persons.Except(before.Persons), p => Assert.Contains(Assert.Single(told[p]), new[] { "PersonIsCreated", "PersonIsRestoredBySplitting" }));
        Assert.All(before.Persons.Except(now.Persons), p => Assert.Contains(Assert.Single(told[p]), new[] { "PersonIsDiscontinued", "PersonIsDiscontinuedAsDuplicate" }));
        Assert.Equal(told.Sum(p => p.Count()), await Night.ScalarAsync<long>($"select changes from mart.generation where generation = {generation}"));
    }

    /// <summary>What a generation says of itself that its rollback says too.</summary>
    private async Task<string> RowAsync(int generation)
    {
        await using var connection = await Night.DataSource.OpenConnectionAsync();
        var row = Assert.Single(await Night.LinesAsync($"select as_of_date, sources, counts, match_rates from mart.generation g where generation = {generation}"));
        return $"{row}|{string.Join(' ', await GenerationDeliveries.OfAsync(connection, generation, CancellationToken.None))}";
    }
}
