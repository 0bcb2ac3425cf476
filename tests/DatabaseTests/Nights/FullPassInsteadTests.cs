using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.ChainedPersons;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A full pass that a small one needs is made once, not every five minutes.</summary>
public sealed class FullPassInsteadTests : AfterFirstNight
{
    private const string Street = "FØRSTEVEIEN";

    [Fact]
    public async Task After_one_that_failed_the_next_is_the_nights_and_hiding_goes_on()
    {
        await Nights.DeltaAsync(SourceName.Freg, [.. Enumerable.Range(10, 12).Select(i => Unreadable(InUse($"{i}828012345", 1)))]);
        await Assert.ThrowsAsync<CheckFailedException>(() => SmallNights.RunAsync(Night));
        Assert.Equal(["published", "unchanged", "failed"], await OutcomesAsync());

        // whatever comes meanwhile: deliveries come every few minutes, too
        await Nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), Street, "fortrolig"));
        await Nights.DeltaAsync(SourceName.Krr, Contacts[0]);
        await MustWaitAsync();
        Assert.Equal(["1|full", "2|hide"], await Night.LinesAsync("select generation, kind from mart.generation order by 1"));
        Assert.Equal(0L, await Night.ScalarAsync<long>($"select count(*) from mart.person_address where address_name = '{Street}'"));

        await Assert.ThrowsAsync<CheckFailedException>(Night.RunAsync);
        await MustWaitAsync();
        Assert.Equal(["published", "unchanged", "failed", "unchanged", "failed", "unchanged"], await OutcomesAsync());

        Night.Options = Night.Options with { QuarantineShare = 1 };
        Assert.True((await Night.RunAsync()).Published);
        await Nights.DeltaAsync(SourceName.Freg, Person(InUse(Parted, 9), "ÅPENVEIEN"));
        Assert.True((await SmallNights.RunAsync(Night)).Published);
        Assert.Equal("full", await Night.ScalarAsync<string>("select kind from mart.generation order by generation desc limit 1"));
    }

    [Fact]
    public async Task One_that_broke_for_what_is_not_in_the_deliveries_is_made_again()
    {
        await Nights.DeltaAsync(SourceName.Freg, Person(InUse(Parted, 9), "ÅPENVEIEN"));
        var options = Night.Options;
        // no small pass makes contacts so
        Night.Options = options with { Seam = new((to, handed) => to == "contacts" ? throw new IOException("No room.") : handed) };
        await Assert.ThrowsAsync<IOException>(() => SmallNights.RunAsync(Night));

        Night.Options = options;
        Assert.True((await SmallNights.RunAsync(Night)).Published);
        Assert.Equal(["published", "unchanged", "failed", "unchanged", "published"], await OutcomesAsync());
    }

    private async Task MustWaitAsync()
        => Assert.Equal("what is new waits for the night, for documents can't be read (12), and a full pass failed since the last one; `run` tries again now", (await SmallNights.RunAsync(Night)).Told);

    private Task<IReadOnlyList<string>> OutcomesAsync() => Night.LinesAsync("select outcome from ops.run order by started_at");
}
