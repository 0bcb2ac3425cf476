using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Publish;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Backups;

/// <summary>Persons who are erased: gone with the next night, and never back under any number.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private SeveralNights nights = null!;

    public async Task InitializeAsync() => nights = await SeveralNights.BeginAsync();

    public async Task DisposeAsync() => await nights.DisposeAsync();

    [Fact]
    public async Task An_erased_person_is_gone_from_every_table_and_file_with_the_next_night_and_no_other_number_brings_it_back()
    {
        await nights.RunAsync(Person(InUse(D, 1)), Person(InUse(Y, 1)));
        await nights.RunAsync(Person(InUse(X, 5) + "," + Discontinued(D, 5), "FJELLVEGEN"), Person(InUse(Y, 1)));

        Assert.Equal((1, 2, 3, 0), Told(await EraseAsync(D)));
        await nights.RunAsync(Person(InUse(X, 5) + "," + Discontinued(D, 5), "FJELLVEGEN"), Person(InUse(Y, 1)));

        Assert.Equal([Y], await nights.NumbersAsync());
        Assert.Empty(await nights.PlacesOfAsync("FJELLVEGEN"));
        Assert.Equal(["protected.erasure"], await nights.PlacesOfAsync(X));
        Assert.Equal(["protected.erasure"], await nights.PlacesOfAsync(D));
        Assert.Equal([$"{X}|3", $"{D}|3"], await nights.Night.LinesAsync("select * from protected.erasure order by 1"));
        Assert.Equal(["""3|2|{"erased": 1}"""], await nights.Night.LinesAsync("select records_in, records_out, filtered from ops.account join ops.run using (run_id) where step = 'freg' order by started_at desc limit 1"));

        await nights.RunAsync(Person(InUse(Z, 9) + "," + Discontinued(X, 9)), Person(InUse(Y, 1)));
        Assert.Equal([Y], await nights.NumbersAsync());
    }

    [Fact]
    public async Task An_erased_person_whose_document_can_not_be_read_is_not_kept()
    {
        await nights.RunAsync(Person(InUse(X, 1)), Person(InUse(Y, 1)));
        await EraseAsync(X);

        await nights.RunAsync(Unreadable(InUse(X, 1)), Unreadable(InUse(Y, 1)));

        Assert.Equal([Y], await nights.NumbersAsync());
    }

    [Fact]
    public async Task Numbers_that_were_given_up_by_a_merger_are_erased_with_their_survivor_though_no_document_tells_of_them()
    {
        await nights.RunAsync(Person(InUse(X, 1)), Person(InUse(Y, 1)));
        await nights.RunAsync(Person(InUse(Y, 1) + "," + Discontinued(X, 5)));
        await nights.RunAsync(Person(InUse(Y, 1)));

        Assert.Equal((1, 2, 4, 0), Told(await EraseAsync(X)));

        await nights.RunAsync(Person(InUse(X, 1)));
        Assert.Empty(await nights.NumbersAsync());
        Assert.Empty(await nights.AliasesAsync());
    }

    [Fact]
    public async Task A_number_that_is_anothers_by_now_stays_the_others()
    {
        await nights.RunAsync(Person(InUse(Y, 5) + "," + Discontinued(X, 5)), Person(InUse(X, 9)));

        Assert.Equal((1, 1, 2, 0), Told(await EraseAsync(Y)));
        await nights.RunAsync(Person(InUse(Y, 5) + "," + Discontinued(X, 5)), Person(InUse(X, 9)));

        Assert.Equal([X], await nights.NumbersAsync());
    }

    [Fact]
    public async Task A_rehearsal_counts_and_changes_nothing_and_a_number_of_nobody_is_told()
    {
        await nights.RunAsync(Person(InUse(X, 1)));
        const string State = "select 'e', identification_number from protected.erasure union all select 'k', identification_number from protected.person_key order by 1, 2";
        var before = await nights.Night.LinesAsync(State);

        Assert.Equal((1, 1, 2, 1), Told(await Erasing.RunAsync(nights.Night.DataSource, [X, Z], rehearsal: true, CancellationToken.None)));
        Assert.Equal(before, await nights.Night.LinesAsync(State));

        Assert.Equal((1, 1, 2, 1), Told(await EraseAsync(X, Z)));
        Assert.Equal([$"e|{X}"], (await nights.Night.LinesAsync(State)).Where(l => l.StartsWith('e')));
        // once more: what is published of the person is still there
        Assert.Equal(new(1, 0, 1, 2, []), await EraseAsync(X) with { Unknown = [] });
        await nights.RunAsync(Person(InUse(X, 1)));
        Assert.Empty((await EraseAsync(X)).Unknown);
    }

    private Task<ErasingResult> EraseAsync(params string[] numbers) => Erasing.RunAsync(nights.Night.DataSource, numbers, rehearsal: false, CancellationToken.None);

    private static (long Persons, int Erased, int Since, int Unknown) Told(ErasingResult result) => (result.Persons, result.Erased, result.Since, result.Unknown.Count);
}
