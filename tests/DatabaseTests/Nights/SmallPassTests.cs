using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.ChainedNights;
using static PersonEtl.DatabaseTests.Nights.ChainedPersons;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Small passes on hand-made deltas: each leaves what a night would have left.</summary>
public sealed class SmallPassTests : IAsyncLifetime
{
    private const string Newcomer = "08818012345";

    private ChainedNights nights = null!;

    private Night Night => nights.Night;

    public async Task InitializeAsync()
    {
        nights = await BeginAsync(First, [.. Contacts, Contact(Parted, "parted@x.no")]);
        await Night.RunAsync();
    }

    public async Task DisposeAsync() => await nights.DisposeAsync();

    [Fact]
    public async Task Contact_data_alone_reach_their_persons_or_wait_for_them()
    {
        await nights.DeltaAsync(SourceName.Krr, Contact(X, "second@x.no"), Contact(Joined, "joined@x.no"), Contact(Newcomer, "new@x.no"));
        var result = await SmallNights.MustBeANightAsync(Night);

        Assert.Equal((2, new DateOnly(2026, 11, 24)), (result.Generation, result.AsOf));
        Assert.Equal([$"{X} ChangeInCommonContactRegisterInformation", $"{Joined} ChangeInCommonContactRegisterInformation"], (await SmallNights.EventsAsync(Night)).Select(e => string.Join(' ', e.Split('|')[..2])));
        Assert.Equal([Newcomer, Parted], (await WaitingAsync()).Reverse());

        await nights.DeltaAsync(SourceName.Freg, Person(InUse(Newcomer, 5), "NYVEIEN"));
        await SmallNights.MustBeANightAsync(Night);
        Assert.Equal([$"{Newcomer}|PersonIsCreated|"], await SmallNights.EventsAsync(Night));
        Assert.Equal(["new@x.no"], await Night.LinesAsync($"select email from mart.person_contact where identification_number = '{Newcomer}'"));
    }

    [Fact]
    public async Task Documents_change_add_grade_and_merge_persons_and_give_them_other_numbers()
    {
        var (d, survivor, duplicate) = (await nights.IdAsync(D), await nights.IdAsync(Survivor), await nights.IdAsync(Duplicate));
        await nights.DeltaAsync(SourceName.Freg,
            Person(InUse(X, 1), "ANDREVEIEN", "fortrolig"),
            Person(InUse(Y, 5) + "," + Discontinued(D, 5), "ÅPENVEIEN"),
            Person(InUse(Survivor, 1) + "," + Discontinued(Duplicate, 5)),
            Person(Discontinued(Duplicate, 5)),
            Person(InUse(Newcomer, 5)));
        await nights.DeltaAsync(SourceName.Krr, Contact(Y, "y@x.no"), Contact(Plain, "plain@x.no"));
        await SmallNights.MustBeANightAsync(Night);

        Assert.Equal(d, await nights.IdAsync(Y));
        // the generation before it hid X
        Assert.Equal([$"{duplicate}|{survivor}|3"], await Night.LinesAsync("select * from mart.person_alias"));
        Assert.Equal(0L, await Night.ScalarAsync<long>("select count(*) from mart.person_address where address_name in ('FØRSTEVEIEN', 'ANDREVEIEN')"));
        Assert.Equal(["gone|PersonIsDiscontinuedAsDuplicate|", $"{Survivor}|PersonIsContinuedAsValidUponMerger|"], (await SmallNights.EventsAsync(Night)).Where(e => e.Contains("PersonIs", StringComparison.Ordinal) && !e.StartsWith(Newcomer, StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal));

        // parted again, and the one who was two from the beginning
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(Survivor, 1)), Person(InUse(Duplicate, 9)), Person(InUse(Joined, 1)), Person(InUse(Parted, 9)));
        await SmallNights.MustBeANightAsync(Night);
        Assert.Equal((survivor, duplicate), (await nights.IdAsync(Survivor), await nights.IdAsync(Duplicate)));
        Assert.Empty(await Night.LinesAsync("select * from mart.person_alias"));
    }

    [Fact]
    public async Task Matrikkelen_is_read_again_only_where_what_the_night_made_of_it_is_gone()
    {
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), "ANDREVEIEN"));
        await SmallNights.MustBeANightAsync(Night);
        Assert.Equal(0L, await ReadAsync(SourceName.Matrikkel));

        Directory.Delete(Night.Folders.Cache, recursive: true);
        Night.Options = Night.Options with { Places = new() };
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), "TREDJEVEIEN"));
        await SmallNights.MustBeANightAsync(Night);
        Assert.NotEqual(0L, await ReadAsync(SourceName.Matrikkel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Places_are_made_once_for_the_passes_of_a_process_and_anew_after_a_night(bool sameProcess)
    {
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), "ANDREVEIEN"));
        await SmallNights.MustBeANightAsync(Night);
        Assert.NotEqual(0L, await ReadAsync(SourceName.Klass));

        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), "TREDJEVEIEN"));
        await SmallNights.MustBeANightAsync(Night);
        Assert.Equal(0L, await ReadAsync(SourceName.Klass));

        // its as-of date is another, and so what places are today
        await nights.DeltaAsync(SourceName.Krr, Contact(X, "second@x.no"));
        var ours = Night.Options;
        if (!sameProcess) Night.Options = ours with { Places = new() };
        await Night.RunAsync();
        Night.Options = ours;
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), "FJERDEVEIEN"));
        await SmallNights.MustBeANightAsync(Night);
        Assert.NotEqual(0L, await ReadAsync(SourceName.Klass));
    }

    [Fact]
    public async Task Contact_data_under_a_number_that_a_document_of_an_erased_person_lists_wait_for_nobody_until_it_is_somebodys()
    {
        await new Erasing(Night.DataSource, new(Night.Folders.Exports), LeaseTerms.Default, TimeProvider.System).RunAsync([D], CancellationToken.None);
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(D, 1) + "," + Discontinued(Newcomer, 2)));
        await nights.DeltaAsync(SourceName.Krr, Contact(Newcomer, "listed@x.no"));
        await SmallNights.RunAsync(Night);
        await nights.DeltaAsync(SourceName.Krr, Contact(Newcomer, "later@x.no"));
        await SmallNights.RunAsync(Night);
        Assert.DoesNotContain(Newcomer, await WaitingAsync());
        Assert.Equal([Newcomer], await Night.LinesAsync("select * from protected.beside_erased"));

        await nights.DeltaAsync(SourceName.Freg, Person(InUse(Newcomer, 9)));
        await SmallNights.RunAsync(Night);
        Assert.Equal(["later@x.no"], await Night.LinesAsync($"select email from mart.person_contact where identification_number = '{Newcomer}'"));

        await new Erasing(Night.DataSource, new(Night.Folders.Exports), LeaseTerms.Default, TimeProvider.System).RunAsync([Newcomer], CancellationToken.None);
        Assert.Empty(await Night.LinesAsync("select * from protected.beside_erased"));
    }

    [Fact]
    public async Task Changes_come_as_a_file_of_their_own_upon_the_last_full_export()
    {
        await nights.DeltaAsync(SourceName.Krr, Contact(X, "second@x.no"));
        await SmallNights.RunAsync(Night);

        Assert.Equal(["1|full|1", "2|small|1"], await Night.LinesAsync("select generation, kind, export_generation from mart.generation order by 1"));
        Assert.Equal(["changes-2.parquet", "manifest.json"], Directory.EnumerateFileSystemEntries(Path.Combine(Night.Folders.Exports, "2")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await using var api = new NightApi(Night);
        Assert.Contains("second@x.no", (await api.PersonAsync(X)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deltas_that_change_nothing_are_taken_and_publish_nothing()
    {
        Assert.Equal("nothing new", (await SmallNights.RunAsync(Night)).Told);
        await nights.DeltaAsync(SourceName.Krr, Contacts[0]);
        await nights.DeltaAsync(SourceName.Freg, First[1]);
        var result = await SmallNights.RunAsync(Night);

        Assert.Equal((1, false, null), (result.Generation, result.Published, result.Told));
        Assert.Equal("nothing new", (await SmallNights.RunAsync(Night)).Told);
        Assert.Equal(1L, await Night.ScalarAsync<long>("select count(*) from mart.generation"));
    }

    [Fact]
    public async Task What_a_killed_pass_left_goes_though_there_is_nothing_new()
    {
        await using (var left = await Publication.BeginAsync(Night.DataSource, LeaseTerms.Default, CancellationToken.None)) await Staging.PrepareAsync(left.Connection, CancellationToken.None);
        Directory.CreateDirectory(Path.Combine(Night.Folders.Exports, "2"));

        Assert.Equal("nothing new", (await SmallNights.RunAsync(Night)).Told);
        Assert.Empty(await Night.LinesAsync("select tablename from pg_tables where schemaname = 'staging'"));
        Assert.Equal(["1"], Directory.EnumerateDirectories(Night.Folders.Exports).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("history", Parted)]
    [InlineData("unreadable", Plain)]
    [InlineData("discontinued", Newcomer)]
    [InlineData("left out", Joined)]
    public async Task Documents_that_older_ones_have_a_say_in_come_by_a_full_pass(string kind, string number)
    {
        await nights.DeltaAsync(SourceName.Freg, kind switch
        {
            "unreadable" => Unreadable(InUse(number, 5)),
            "discontinued" => Person(Discontinued(number, 5)),
            _ => Person(InUse(number, 9), "ÅPENVEIEN"),
        });
        var result = await SmallNights.RunAsync(Night);

        Assert.True(result.Published);
        Assert.Equal(["1|full", "2|full"], await Night.LinesAsync("select generation, kind from mart.generation order by 1"));
        Assert.StartsWith("a full pass instead, for ", await Night.ScalarAsync<string>("select message from ops.run where message is not null"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_full_delivery_waits_for_the_night()
    {
        await nights.FullAsync(SourceName.Freg, 1, First[..2], to: 20);
        Assert.Equal("nothing new", (await SmallNights.RunAsync(Night)).Told);
        await nights.DeltaAsync(SourceName.Krr, Contact(X, "second@x.no"));
        Assert.True((await SmallNights.RunAsync(Night)).Published);
        Assert.Equal(7L, await Night.ScalarAsync<long>("select row_count + 1 from ops.table_count where table_name = 'mart.person'"));
    }

    private Task<IReadOnlyList<string>> WaitingAsync() => Night.LinesAsync("select identification_number from protected.contact_waiting order by 1");

    /// <summary>How many records the last run read of a source.</summary>
    private Task<long> ReadAsync(SourceName source)
        => Night.ScalarAsync<long>($"select coalesce(sum(records_in), 0)::bigint from ops.account where step = '{source.Text()}' and run_id = (select run_id from ops.run order by started_at desc limit 1)");
}
