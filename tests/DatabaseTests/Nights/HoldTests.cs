using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A rollback holds the nights until it is released; then the deliveries are published as if nothing had been taken back.</summary>
public sealed class HoldTests
{
    private static readonly string[] First = [Person(InUse(X, 1), "FØRST"), Person(InUse(Y, 1), "STED"), Person(InUse(Z, 1))];
    private static readonly string[] Second = [Person(InUse(X, 1), "SENERE"), Person(InUse(D, 1), "TILKOMMET")];
    private static readonly string[] Third = [Person(InUse(Y, 1), "FLYTTET")];

    [Fact]
    public async Task No_night_publishes_until_release_and_then_the_mart_is_that_of_the_deliveries()
    {
        await using var nights = await ChainedNights.BeginAsync(First, [ChainedNights.Contact(X, "en@example.no")]);
        await nights.Night.RunAsync();
        await nights.DeltaAsync(SourceName.Freg, Second);
        await nights.DeltaAsync(SourceName.Krr, ChainedNights.Contact(X, "to@example.no"), ChainedNights.Contact(Y, "y@example.no"));
        await nights.Night.RunAsync();
        await RolledNights.RollBackAsync(nights.Night, 1);
        var taken = await MartRows.ReadAsync(nights.Night);
        await nights.DeltaAsync(SourceName.Freg, Third);

        for (var night = 0; night < 2; night++)
        {
            var (code, message) = Explanation.Of(await Assert.ThrowsAsync<HeldException>(nights.Night.RunAsync));
            Assert.Equal(ExitCode.CheckFailed, code);
            Assert.Matches(@"^Nights are held since \d+ \w+ \d{4} \d\d:\d\d, when generation 3 was made by a rollback: why\. .*`release`", message);
        }
        (await MartRows.ReadAsync(nights.Night)).MustBe(taken);
        Assert.Equal(3, (await MartStatus.ReadAsync(nights.Night.DataSource, 1, TimeProvider.System.GetUtcNow(), CancellationToken.None)).Hold!.Generation);
        Assert.Equal(["published", "published", "published", "failed", "failed"], await nights.Night.LinesAsync("select outcome from ops.run order by started_at"));

        Assert.Equal(3, await Hold.ReleaseAsync(nights.Night.DataSource, CancellationToken.None));
        Assert.Null(await Hold.ReleaseAsync(nights.Night.DataSource, CancellationToken.None));
        Assert.True((await nights.Night.RunAsync()).Published);

        await using var anew = await ChainedNights.BeginAsync(First, [ChainedNights.Contact(X, "en@example.no")]);
        await anew.DeltaAsync(SourceName.Freg, Second);
        await anew.DeltaAsync(SourceName.Krr, ChainedNights.Contact(X, "to@example.no"), ChainedNights.Contact(Y, "y@example.no"));
        await anew.DeltaAsync(SourceName.Freg, Third);
        await anew.Night.RunAsync();
        (await MartRows.ReadAsync(nights.Night)).MustBe(await MartRows.ReadAsync(anew.Night));
    }

    [Fact]
    public async Task A_hold_and_what_was_taken_back_stop_small_passes_but_not_what_they_hide()
    {
        await using var nights = await ChainedNights.BeginAsync(First, []);
        await nights.Night.RunAsync();
        await nights.DeltaAsync(SourceName.Freg, Second);
        await nights.Night.RunAsync();
        await RolledNights.RollBackAsync(nights.Night, 1);

        await nights.DeltaAsync(SourceName.Freg, Person(InUse(Y, 1), "STED", "fortrolig"));
        await Assert.ThrowsAsync<HeldException>(() => SmallNights.RunAsync(nights.Night));
        Assert.Equal(["FØRST"], await StreetsAsync(nights.Night));

        await Hold.ReleaseAsync(nights.Night.DataSource, CancellationToken.None);
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), "FØRST", "fortrolig"));
        Assert.Equal("what is served is no night's: what is new waits for the night", (await SmallNights.RunAsync(nights.Night)).Told);
        Assert.Empty(await StreetsAsync(nights.Night));
        Assert.Equal(["full", "full", "rollback", "hide", "hide"], await nights.Night.LinesAsync("select kind from mart.generation order by generation"));
    }

    private static Task<IReadOnlyList<string>> StreetsAsync(Night night) => night.LinesAsync("select address_name from mart.person_address order by 1");
}
