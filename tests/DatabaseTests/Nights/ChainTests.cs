using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.ChainedNights;
using static PersonEtl.DatabaseTests.Nights.ChainedPersons;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Nights on a full delivery and its deltas.</summary>
public sealed class ChainTests
{
    private const string Graded = "08818012345";
    private const string Unread = "09818012345";
    private const string Street = "HEMMELIGVEIEN";

    private static readonly string[] First =
    [
        .. ChainedPersons.First,
        Person(InUse(Graded, 1), Street),
        Person(InUse(Unread, 1), "ULESTVEIEN"),
    ];

    private static readonly string[] Second =
    [
        Person(InUse(X, 1), "ANDREVEIEN"),
        Person(InUse(Y, 5) + "," + Discontinued(D, 5), "ÅPENVEIEN"),
        Person(InUse(Survivor, 1) + "," + Discontinued(Duplicate, 5)),
        Unreadable(InUse(Unread, 1), "ULESTVEIEN"),
    ];

    private static readonly string[] Third =
    [
        Person(InUse(X, 1), "TREDJEVEIEN"),
        Person(InUse(Parted, 9), "ÅPENVEIEN"),
        Person(InUse(Graded, 1), Street, "fortrolig"),
    ];

    [Fact]
    public async Task A_night_on_a_chain_is_that_on_one_full_delivery_of_the_last_documents()
    {
        await using var chained = await BeginAsync(First, Contacts);
        await chained.DeltaAsync(SourceName.Freg, Second);
        await chained.DeltaAsync(SourceName.Freg, Third);
        await chained.DeltaAsync(SourceName.Krr, Contact(X, "second@x.no"), Contact(Y, "y@x.no"));
        await chained.DeltaAsync(SourceName.Krr, Contact(X, "third@x.no"));
        await chained.Night.RunAsync();

        await using var whole = await BeginAsync(
            [First[0], First[5], .. Second[1..], .. Third],
            [.. Contacts[1..], Contact(Y, "y@x.no"), Contact(X, "third@x.no")],
            day: 2);
        await whole.Night.RunAsync();

        Assert.Equal(await whole.EverythingAsync(), await chained.EverythingAsync());
        Assert.Equal([X, Y, Survivor, Joined, Parted, Graded, Plain], await chained.Night.LinesAsync("select identification_number from mart.person order by 1"));
        // X's two earlier documents, those of D, the duplicate, the graded and the unread one are dead
        Assert.Equal("15|7|1|7", await chained.AccountAsync("freg"));
        // a birth is not looked at for numbers
        Assert.Equal("15|8|0|7", await chained.AccountAsync("collect numbers"));
    }

    [Fact]
    public async Task A_generation_remembers_its_deliveries_and_is_of_the_last_ones_date()
    {
        await using var chained = await BeginAsync(First, Contacts);
        await chained.DeltaAsync(SourceName.Freg, Second);
        await chained.DeltaAsync(SourceName.Freg, Third);
        await chained.DeltaAsync(SourceName.Krr, Contact(X, "second@x.no"));
        var result = await chained.Night.RunAsync();

        Assert.Equal(new DateOnly(2026, 11, 26), result.AsOf);
        Assert.Equal(
            ["freg|0|20261124T000000Z-full-10", "freg|1|20261125T000000Z-delta-20", "freg|2|20261126T000000Z-delta-30", "krr|0|20261124T000000Z-full-10", "krr|1|20261125T000000Z-delta-20"],
            await chained.Night.LinesAsync("select source, place, delivery from ops.generation_delivery where generation = 1 and source in ('freg', 'krr') order by 1, 2"));
        Assert.Equal(["2026-11-26|2026-11-25"], await chained.Night.LinesAsync("select (sources->>'freg')::date::text, (sources->>'krr')::date::text from mart.generation"));
    }

    [Fact]
    public async Task Nights_on_a_growing_chain_keep_ids_know_mergers_and_keep_who_cannot_be_read()
    {
        await using var nights = await BeginAsync(First, Contacts);
        await nights.Night.RunAsync();
        var (d, survivor, duplicate, joined, unread) = (await nights.IdAsync(D), await nights.IdAsync(Survivor), await nights.IdAsync(Duplicate), await nights.IdAsync(Joined), await nights.IdAsync(Unread));

        await nights.DeltaAsync(SourceName.Freg, Second);
        await nights.Night.RunAsync();
        Assert.Equal((d, survivor, joined, unread), (await nights.IdAsync(Y), await nights.IdAsync(Survivor), await nights.IdAsync(Joined), await nights.IdAsync(Unread)));
        Assert.Equal([$"{duplicate}|{survivor}|2"], await nights.Night.LinesAsync("select * from mart.person_alias"));
        Assert.Equal([$"{Unread}|2026-11-25|-"], await nights.Night.LinesAsync("select identification_number, stale_since::text, residential_address_name from mart.person where stale_since is not null"));
        Assert.Equal(1L, await nights.Night.ScalarAsync<long>($"select count(*) from mart.person_address where address_name = '{Street}'"));

        await nights.DeltaAsync(SourceName.Freg, [.. Third, Person(InUse(Unread, 1), "LESTVEIEN"), Person(InUse(Duplicate, 9))]);
        await nights.Night.RunAsync();
        Assert.Equal((duplicate, survivor, joined), (await nights.IdAsync(Duplicate), await nights.IdAsync(Survivor), await nights.IdAsync(Joined)));
        Assert.Empty(await nights.Night.LinesAsync("select * from mart.person_alias"));
        Assert.NotEqual(joined, await nights.IdAsync(Parted));
        Assert.Equal(["LESTVEIEN"], await nights.Night.LinesAsync($"select residential_address_name from mart.person where identification_number = '{Unread}'"));
        Assert.Equal((0L, 1L), (await nights.Night.ScalarAsync<long>($"select count(*) from mart.person_address where address_name = '{Street}'"), await nights.Night.ScalarAsync<long>($"select count(*) from protected.person_address where address_name = '{Street}'")));
    }

    [Fact]
    public async Task A_gap_a_damaged_delta_and_one_without_protection_publish_nothing()
    {
        await using var nights = await BeginAsync(First, Contacts);
        await nights.Night.RunAsync();
        var delta = new Manifest(SourceName.Freg, DeliveryKind.Delta, Night.AsOf.AddDays(1).AddHours(2), 12, 20, null, []);

        await nights.Night.DeliverAsync(delta, ("part.json", Second[0]));
        Assert.Equal("chain-gap", (await Assert.ThrowsAsync<BadInputException>(nights.Night.RunAsync)).Code);
        Remove(nights, SourceName.Freg);

        await nights.Night.DeliverAsync(delta with { SequenceFrom = 11, Parts = ["navn"] }, ("part.json", Second[0]));
        Assert.Equal("freg-without-protection", (await Assert.ThrowsAsync<BadInputException>(nights.Night.RunAsync)).Code);
        Remove(nights, SourceName.Freg);

        await nights.DeltaAsync(SourceName.Krr, Contacts[0]);
        await File.AppendAllTextAsync(Path.Combine(nights.Night.Landing.Find(SourceName.Krr)[^1].Folder, "part-000.json"), " ");
        Assert.Equal("size-mismatch", (await Assert.ThrowsAsync<BadInputException>(nights.Night.RunAsync)).Code);
        Assert.Equal(1, await nights.Night.ScalarAsync<int>("select max(generation) from mart.generation"));
    }

    [Fact]
    public async Task Deliveries_go_when_no_retained_generation_was_built_from_them()
    {
        await using var nights = await BeginAsync(First, Contacts);
        await nights.DeltaAsync(SourceName.Freg, Second);
        await nights.Night.RunAsync();
        await nights.FullAsync(SourceName.Freg, 3, First, to: 40);
        await nights.Night.RunAsync();
        var before = Names(nights);
        Assert.Equal(["20261124T000000Z-full-10", "20261125T000000Z-delta-20", "20261127T000000Z-full-40"], before);

        await nights.Night.RowsAsync("delete from ops.generation_delivery where generation = 1");
        nights.Night.Options = nights.Night.Options with { KeepLanding = true };
        await nights.Night.RunAsync();
        Assert.Equal(before, Names(nights));

        nights.Night.Options = nights.Night.Options with { KeepLanding = false };
        await nights.Night.RunAsync();
        Assert.Equal(["20261127T000000Z-full-40"], Names(nights));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(nights.Night.Folders.Landing, ".*", SearchOption.AllDirectories), e => Path.GetFileName(e).StartsWith(LandingSweep.GoingPrefix, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(ChainedNights nights) => [.. nights.Night.Landing.Find(SourceName.Freg).Select(d => d.Name)];

    private static void Remove(ChainedNights nights, SourceName source) => nights.Night.Landing.Remove(nights.Night.Landing.Find(source)[^1]);
}
