using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.ChainedNights;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Mended records of a chain come into the delivery in which the broken ones lie.</summary>
public sealed class ChainReplayTests : IAsyncLifetime
{
    private ChainedNights nights = null!;

    public async Task InitializeAsync()
    {
        nights = await BeginAsync(
            [Unreadable(InUse(X, 1)), Person(InUse(Y, 1), "ELDREVEIEN"), Unreadable(InUse(D, 1))],
            [Contact(X, "x@x.no"), """{"personidentifikator": "02818012345", "reservasjon": "NEI"}"""]);
        await nights.DeltaAsync(SourceName.Freg, Unreadable(InUse(Y, 1)), Person(InUse(D, 1), "NYEREVEIEN"));
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(Z, 1)));
        await nights.DeltaAsync(SourceName.Krr, Contact(Z, "z@x.no"));
    }

    public async Task DisposeAsync() => await nights.DisposeAsync();

    [Fact]
    public async Task A_record_is_mended_in_its_own_delivery_full_or_delta()
    {
        await nights.Night.RunAsync();
        Assert.Equal([Z, D], await nights.Night.LinesAsync("select identification_number from mart.person order by 1"));

        Assert.Equal("20261124T000000Z-full-10-mended-001", await ReplayAsync(SourceName.Freg, Person(InUse(X, 1), "FØRSTEVEIEN")));
        Assert.Equal("20261125T000000Z-delta-20-mended-001", await ReplayAsync(SourceName.Freg, Person(InUse(Y, 1), "NYEREVEIEN")));
        Assert.Equal("20261125T000000Z-delta-20-mended-002", await ReplayAsync(SourceName.Freg, Person(InUse(Y, 1), "NYESTEVEIEN")));
        Assert.Equal("20261124T000000Z-full-10-mended-001", await ReplayAsync(SourceName.Krr, Contact(Y, "y@x.no")));
        await nights.Night.RunAsync();

        Assert.Equal(
            [$"{X}|FØRSTEVEIEN|Active", $"{Y}|NYESTEVEIEN|Active", $"{Z}|-|Active", $"{D}|NYEREVEIEN|NotDelivered"],
            await nights.Night.LinesAsync("select identification_number, residential_address_name, contact_state from mart.person order by 1"));
    }

    [Fact]
    public async Task Records_of_several_deliveries_or_of_none_are_refused_until_their_delivery_is_named()
    {
        var both = await Assert.ThrowsAsync<BadInputException>(() => ReplayAsync(SourceName.Freg, Person(InUse(X, 1)), Person(InUse(Y, 1))));
        Assert.Equal("replay-delivery", both.Code);
        Assert.Contains("found some of 20261125T000000Z-delta-20 and some of 20261124T000000Z-full-10.", both.Message, StringComparison.Ordinal);
        Assert.Equal("replay-delivery", (await Assert.ThrowsAsync<BadInputException>(() => ReplayAsync(SourceName.Freg, Person(InUse(Z, 1))))).Code);
        Assert.Equal("replay-delivery", (await Assert.ThrowsAsync<BadInputException>(() => ReplayIntoAsync("20261124T000000Z-full-9", SourceName.Freg, Person(InUse(Z, 1))))).Code);

        Assert.Equal("20261126T000000Z-delta-30-mended-001", await ReplayIntoAsync("20261126T000000Z-delta-30", SourceName.Freg, Person(InUse(Z, 1))));
    }

    private Task<string> ReplayAsync(SourceName source, params string[] records) => ReplayIntoAsync(null, source, records);

    private async Task<string> ReplayIntoAsync(string? into, SourceName source, params string[] records)
    {
        var file = Path.Combine(nights.Night.Folders.Data, "mended.json");
        await File.WriteAllTextAsync(file, string.Join('\n', records));
        return (await Replay.RunAsync(nights.Night.Landing, source, into, [file], CancellationToken.None)).Delivery.Name;
    }
}
