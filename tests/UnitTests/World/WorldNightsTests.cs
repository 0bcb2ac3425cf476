using System.Globalization;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Nights;

namespace PersonEtl.UnitTests.World;

public sealed class WorldNightsTests
{
    private static readonly WorldOptions Small = new(240, 4, WorldOptions.DefaultAsOf) { Parallelism = 2 };

    private static readonly StoryOptions Everything = new(0.15) { Always = [.. Enum.GetValues<NightChange>().Where(c => c is not (NightChange.MergedAway or NightChange.MergedSilently or NightChange.Return or NightChange.Vanish or NightChange.Unreadable))] };

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Deltas_laid_upon_the_first_night_give_the_full_delivery_of_every_night(long seed)
    {
        using var folder = new TemporaryFolder();
        var options = Small with { Seed = seed };
        var register = new LivedRegister();
        register.Take(await FirstNight(folder, options));
        var deltas = new WorldNights(options, Everything with { Unreadable = 1 });
        var fulls = new WorldNights(options, Everything with { Unreadable = 1 });
        for (var night = 1; night <= 6; night++)
        {
            register.Take(await deltas.DeliverAsync(Landing(folder, "delta"), night, CancellationToken.None));
            var whole = new LivedRegister();
            whole.Take(await fulls.DeliverAsync(Landing(folder, "full"), night, DeliveryKind.Full, CancellationToken.None));
            Assert.Equal(whole.Documents, register.Documents);
            Assert.Equal(whole.Contacts, register.Contacts);
        }
        foreach (var change in Everything.Always) Assert.Contains(Enumerable.Range(1, 6).SelectMany(n => Happened(deltas, n)), e => e.Change == change);
    }

    [Fact]
    public async Task Deltas_make_a_chain_a_day_apart_that_counts_their_records()
    {
        using var folder = new TemporaryFolder();
        var nights = new WorldNights(Small, Everything);
        var (freg, krr) = (240L, 240L);
        for (var night = 1; night <= 4; night++)
        {
            foreach (var delivery in await nights.DeliverAsync(Landing(folder), night, CancellationToken.None))
            {
                var manifest = delivery.Manifest;
                Assert.Equal(DeliveryKind.Delta, manifest.Kind);
                Assert.Equal(WorldOptions.DefaultAsOf.AddDays(night), manifest.AsOf);
                ref var before = ref manifest.Source == SourceName.Freg ? ref freg : ref krr;
                Assert.Equal(before + 1, manifest.SequenceFrom);
                before = manifest.SequenceTo!.Value;
                if (manifest.Source != SourceName.Freg) continue;
                Assert.Equal(LivedRegister.Lines(delivery).Count, manifest.SequenceTo - manifest.SequenceFrom + 1);
                Assert.Contains("adressebeskyttelse", manifest.Parts!);
            }
        }
        Assert.True(freg > 300 && krr > 240);
    }

    [Fact]
    public async Task A_full_delivery_bears_the_sequence_of_the_deltas_so_that_deltas_follow_it()
    {
        using var folder = new TemporaryFolder();
        var nights = new WorldNights(Small, Everything);
        var full = await nights.DeliverAsync(Landing(folder), 2, DeliveryKind.Full, CancellationToken.None);
        var next = await nights.DeliverAsync(Landing(folder), 3, DeliveryKind.Delta, CancellationToken.None);
        foreach (var source in new[] { SourceName.Freg, SourceName.Krr })
            Assert.Equal(full.Single(d => d.Manifest.Source == source).Manifest.SequenceTo + 1, next.Single(d => d.Manifest.Source == source).Manifest.SequenceFrom);
    }

    [Fact]
    public async Task A_night_is_the_same_whether_others_were_asked_for_before_or_not()
    {
        using var folder = new TemporaryFolder();
        var nights = new WorldNights(Small, Everything);
        for (var night = 1; night <= 4; night++) await nights.DeliverAsync(Landing(folder, "one"), night, CancellationToken.None);
        var alone = await new WorldNights(Small, Everything).DeliverAsync(Landing(folder, "other"), 4, CancellationToken.None);
        Assert.Equal(2, alone.Count);
        foreach (var delivery in alone)
            Assert.Equal(Landing(folder, "one").Find(delivery.Manifest.Source)[^1].Manifest.Files, delivery.Manifest.Files);
        var another = await new WorldNights(Small with { Seed = 99 }, Everything).DeliverAsync(Landing(folder, "another"), 4, CancellationToken.None);
        Assert.NotEqual(alone[0].Manifest.Files, another[0].Manifest.Files);
    }

    [Fact]
    public async Task Who_vanishes_is_missing_in_full_deliveries_from_then_on()
    {
        using var folder = new TemporaryFolder();
        var nights = new WorldNights(Small, Only(NightChange.Vanish) with { As = DeliveryKind.Full });
        var vanished = new HashSet<string>();
        var first = new LivedRegister();
        first.Take(await FirstNight(folder, Small));
        for (var night = 1; night <= 2; night++)
        {
            var register = new LivedRegister();
            register.Take(await nights.DeliverAsync(Landing(folder), night, CancellationToken.None));
            var missing = first.Documents.Keys.Except(register.Documents.Keys).ToHashSet();
            Assert.Equal(24 * night, missing.Count);
            Assert.Superset(vanished, missing);
            vanished = missing;
        }
    }

    [Fact]
    public async Task A_night_in_which_nothing_came_of_a_source_has_no_delta_of_it()
    {
        using var folder = new TemporaryFolder();
        var delivered = await new WorldNights(Small, Only(NightChange.Rename)).DeliverAsync(Landing(folder), 1, CancellationToken.None);
        Assert.Equal(SourceName.Freg, Assert.Single(delivered).Manifest.Source);
    }

    [Fact]
    public async Task A_reform_goes_through_with_the_nights()
    {
        using var folder = new TemporaryFolder();
        var eve = new Reform(new(2024, 1, 1), ReformStage.Before);
        // two nights before it goes on
        var options = new WorldOptions(240, 4, eve.AsOf.AddDays(-1)) { Reform = eve };
        var nights = new WorldNights(options, Everything);
        var stages = new List<string>();
        var register = new LivedRegister();
        register.Take(await FirstNight(folder, options));
        for (var night = 1; night <= 4; night++)
        {
            var delivered = await nights.DeliverAsync(Landing(folder), night, CancellationToken.None);
            stages.Add(string.Join(' ', delivered.Select(d => $"{d.Manifest.Source} {d.Manifest.Kind}")));
            if (night == 3) register = new();
            register.Take(delivered);
        }
        var whole = "Klass Full Matrikkel Full ServiceDistricts Full Freg Full Krr Full";
        Assert.Equal(["Freg Delta Krr Delta", whole, whole, "Freg Delta Krr Delta"], stages);
        // Viken is over: nobody lives under its numbers any more
        foreach (var document in register.Documents.Values)
        {
            foreach (var row in LivedRegister.Person(document)["bostedsadresse"]?.AsArray() ?? [])
            {
                if ((bool)row!["erGjeldende"]! && (string?)row["vegadresse"]?["kommunenummer"] is { } number) Assert.False(number.StartsWith("30", StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0.6)]
    [InlineData(double.NaN)]
    public void An_impossible_share_of_changes_is_refused(double changed)
        => Assert.Equal("world-changed", Assert.Throws<BadInputException>(() => new WorldNights(Small, new(changed))).Code);

    [Fact]
    public void Nights_of_a_world_that_has_no_numbers_left_are_refused()
        => Assert.Equal("world-size", Assert.Throws<BadInputException>(() => new WorldNights(Small with { Persons = WorldNights.MostPersons + 1 }, new(0.01))).Code);

    [Fact]
    public void Nights_lie_in_folders_that_sort_in_their_order()
        => Assert.Equal(Path.Combine("out", "night-07"), NightFolder.Of("out", int.Parse("7", CultureInfo.InvariantCulture)));

    private static StoryOptions Only(NightChange change) => new(0.1) { Weights = new Dictionary<NightChange, int> { [change] = 1 } };

    private static IEnumerable<LifeEvent> Happened(WorldNights nights, int night)
    {
        var work = nights.Work(night);
        return work.Documents.SelectMany(d => d.Events).Where(e => e.Night == night).Concat(work.Contacts.Select(c => c.Event));
    }

    private static async Task<IReadOnlyList<Delivery>> FirstNight(TemporaryFolder folder, WorldOptions options)
    {
        var landing = new Landing((await new WorldBuilder(options).WriteAsync(folder.Below("first"), null, CancellationToken.None)).LandingFolder);
        return [landing.NewestFull(SourceName.Freg)!, landing.NewestFull(SourceName.Krr)!];
    }

    private static Landing Landing(TemporaryFolder folder, string name = "nights") => new(folder.Below(name));
}
