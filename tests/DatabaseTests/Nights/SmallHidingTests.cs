using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.ChainedPersons;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Small passes hide ahead of whatever stops them, as nights do.</summary>
public sealed class SmallHidingTests : AfterFirstNight
{
    private const string Street = "ÅPENVEIEN";

    [Fact]
    public async Task Neither_a_gap_nor_a_damaged_delta_nor_another_source_stops_hiding()
    {
        var gap = new Manifest(SourceName.Freg, DeliveryKind.Delta, Night.AsOf.AddDays(1), 31, 40, null, []);
        await Night.DeliverAsync(gap, ("part.json", Person(InUse(Plain, 1), Street, "fortrolig")));
        await MustStopAsync("chain-gap", hidden: Plain);
        Night.Landing.Remove(Night.Landing.Find(SourceName.Freg)[^1]);

        await Nights.DeltaAsync(SourceName.Freg, Person(InUse(D, 1), Street, "fortrolig"));
        await Nights.DeltaAsync(SourceName.Freg, """{"identifikasjonsnummer": [""");
        var damaged = await Assert.ThrowsAsync<BadInputException>(() => SmallNights.RunAsync(Night));
        Assert.Contains("delta-30", damaged.Message, StringComparison.Ordinal);
        await MustBeHiddenAsync(D);
        Night.Landing.Remove(Night.Landing.Find(SourceName.Freg)[^1]);

        await Nights.DeltaAsync(SourceName.Krr, Contacts[0]);
        await File.AppendAllTextAsync(Path.Combine(Night.Landing.Find(SourceName.Krr)[^1].Folder, "part-000.json"), " ");
        await Night.DeliverAsync(gap with { SequenceFrom = 21, SequenceTo = 40, AsOf = Night.AsOf.AddDays(3) }, ("part.json", Person(InUse(Duplicate, 1), Street, "fortrolig")));
        await MustStopAsync("size-mismatch", hidden: Duplicate);

        Assert.Equal(["1|full", "2|hide", "3|hide", "4|hide"], await Night.LinesAsync("select generation, kind from mart.generation order by 1"));
        Assert.Contains("Generation 4, published ahead of the night", await Night.ScalarAsync<string>("select message from ops.run order by started_at desc limit 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delta_that_tells_of_nobodys_protection_is_refused()
    {
        await Night.DeliverAsync(new Manifest(SourceName.Freg, DeliveryKind.Delta, Night.AsOf.AddDays(1), 11, 20, ["navn", "bostedsadresse"], []), ("part.json", Person(InUse(Plain, 1), "NYVEIEN")));
        Assert.Equal("freg-without-protection", (await Assert.ThrowsAsync<BadInputException>(() => SmallNights.RunAsync(Night))).Code);
        Assert.Equal(1L, await Night.ScalarAsync<long>("select count(*) from mart.generation"));
    }

    [Fact]
    public async Task What_a_newer_full_delivery_changes_waits_but_what_is_graded_after_it_does_not()
    {
        await Nights.FullAsync(SourceName.Freg, 1, [.. First[..4], Person(InUse(Duplicate, 1), "ANNENVEIEN")]);
        await Nights.DeltaAsync(SourceName.Freg, Person(InUse(Plain, 1), Street, "fortrolig"));
        var result = await SmallNights.RunAsync(Night);

        Assert.Equal((false, 2, "nothing new"), (result.Published, result.Generation, result.Told));
        await MustBeHiddenAsync(Plain);
        Assert.Equal([Street], await StreetsAsync(Duplicate));
    }

    [Fact]
    public async Task So_many_unreadable_documents_that_a_night_would_stop_hide_nobody()
    {
        await Nights.DeltaAsync(SourceName.Freg, [Person(InUse(Plain, 1), Street, "fortrolig"), Ungraspable(D), .. Enumerable.Range(10, 10).Select(i => Ungraspable($"{i}828012345"))]);
        await Assert.ThrowsAsync<Etl.Publish.CheckFailedException>(() => SmallNights.RunAsync(Night));

        await MustBeHiddenAsync(Plain);
        Assert.Equal([Street], await StreetsAsync(D));

        // too many of the delta's, but not of all that a night would read
        Night.Options = Night.Options with { QuarantineShare = 0.7 };
        await SmallNights.RunAsync(Night);
        await MustBeHiddenAsync(D);
    }

    /// <summary>A document whose gradings can't be read.</summary>
    private static string Ungraspable(string number) => $$"""{"identifikasjonsnummer": [{{InUse(number, 1)}}], "adressebeskyttelse": [{"graderingsnivaa": {} }]}""";

    private async Task MustStopAsync(string code, string hidden)
    {
        Assert.Equal(code, (await Assert.ThrowsAsync<BadInputException>(() => SmallNights.RunAsync(Night))).Code);
        await MustBeHiddenAsync(hidden);
    }

    private async Task MustBeHiddenAsync(string number) => Assert.Empty(await StreetsAsync(number));

    private Task<IReadOnlyList<string>> StreetsAsync(string number)
        => Night.LinesAsync($"select a.address_name from mart.person p join mart.person_address a using (person_id) where p.identification_number = '{number}'");
}
