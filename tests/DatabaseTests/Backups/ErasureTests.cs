using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
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
        Assert.Equal([Y], await nights.NumbersAsync());
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
    public async Task An_erasure_takes_everything_away_at_once_and_nothing_waits_for_the_person()
    {
        var night = nights.Night;
        await nights.RunAsync(Person(InUse(X, 1), "FJELLVEGEN"), Person(InUse(Y, 1)));
        await night.DeliverAsync(SourceName.Krr, Night.AsOf.AddHours(1), ("krr.json", $$"""{"personer": [{{ChainedNights.Contact(X, "fjell@example.com")}}]}"""));
        await nights.RunAsync(Person(InUse(X, 1), "FJELLVEGEN", more: """, "foedsel": [{"erGjeldende": true, "foedselsaar": "1980"}]"""), Person(InUse(Y, 1)));
        var person = await nights.IdAsync(X);
        Assert.NotEmpty(await night.LinesAsync($"select * from ops.before_image where person_id = '{person}'"));

        var result = await EraseAsync(X);
        Assert.Equal((3, "1 2"), (result.Generation, string.Join(' ', result.Withdrawn.Order())));
        Assert.Equal((0L, 0L), (result.Proof!.Rows, result.Proof.Readings));
        Assert.True(result.Proof.Tables > 12);
        Assert.Equal(["hide|-"], await night.LinesAsync("select kind, export_generation from mart.generation where generation = 3"));
        Assert.Equal([$"{person}|PersonIsDiscontinued"], await night.LinesAsync("select person_id, event from mart.change where generation = 3"));
        await MustBeGoneAsync();
        Assert.Empty(new ExportFolder(night.Folders.Exports).Full());

        await nights.RunAsync(Person(InUse(X, 1), "FJELLVEGEN"), Person(InUse(Y, 1)));
        await MustBeGoneAsync();
        Assert.Equal(["4|full|4"], await night.LinesAsync("select generation, kind, export_generation from mart.generation order by 1 desc limit 1"));

        async Task MustBeGoneAsync()
        {
            foreach (var table in await night.LinesAsync("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('mart', 'protected', 'ops') and tablename not in ('change', 'hidden_person', 'erasure')"))
                Assert.True(await night.ScalarAsync<bool>($"select not exists (select from {table} t where to_jsonb(t)::text ~ 'FJELLVEGEN|fjell@|{X}|{person}')"), table);
        }
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

        Assert.Equal((1, 1, 2, 1), Told(await Erasing.RehearseAsync([X, Z], CancellationToken.None)));
        Assert.Equal(before, await nights.Night.LinesAsync(State));

        Assert.Equal((1, 1, 2, 1), Told(await EraseAsync(X, Z)));
        Assert.Equal([$"e|{X}"], (await nights.Night.LinesAsync(State)).Where(l => l.StartsWith('e')));
        // once more: nothing is left of the person
        Assert.Equal(new(0, 0, 1, 3, []), await EraseAsync(X) with { Unknown = [] });
        await nights.RunAsync(Person(InUse(X, 1)));
        Assert.Empty((await EraseAsync(X)).Unknown);
    }

    private Erasing Erasing => new(nights.Night.DataSource, new(nights.Night.Folders.Exports), nights.Night.Options.Lease, TimeProvider.System);

    private Task<ErasingResult> EraseAsync(params string[] numbers) => Erasing.RunAsync(numbers, CancellationToken.None);

    private static (long Persons, int Erased, int Since, int Unknown) Told(ErasingResult result) => (result.Persons, result.Erased, result.Since, result.Unknown.Count);
}
