using System.Net;
using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Verify;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Consumer;

/// <summary>What a copy must be told besides rows of parts, on a few hand-made persons.</summary>
public sealed class FeedTests : IAsyncLifetime
{
    private const string Events = "select event, parts from mart.change where generation = (select max(generation) from mart.generation) order by 1, 2";

    private SeveralNights nights = null!;
    private ServedApi api = null!;

    private Night Night => nights.Night;

    public async Task InitializeAsync()
    {
        nights = await SeveralNights.BeginAsync();
        api = ServedApi.Of(Night);
    }

    public async Task DisposeAsync()
    {
        await api.DisposeAsync();
        await nights.DisposeAsync();
    }

    [Fact]
    public async Task A_person_of_whom_only_a_document_that_can_not_be_read_is_new_is_updated()
    {
        await nights.RunAsync(Person(InUse(X, 1)));
        await nights.RunAsync(Unreadable(InUse(X, 1)));

        Assert.Equal(1L, await Night.ScalarAsync<long>("select count(*) from mart.person where stale_since is not null"));
        Assert.Equal(["PersonIsUpdated|"], await Night.LinesAsync(Events));
        await nights.RunAsync(Person(InUse(X, 1)));
        Assert.Equal(["PersonIsUpdated|"], await Night.LinesAsync(Events));
    }

    [Fact]
    public async Task A_contract_that_ends_or_goes_on_again_is_told_though_no_row_differs()
    {
        var shared = Person(InUse(X, 1), more: """, "deltBosted": [{"erGjeldende": true, "gyldighetstidspunkt": "2020-05-05T12:00:00+02:00", "startdatoForKontrakt": "2020-05-05", "sluttdatoForKontrakt": "2026-11-24", "vegadresse": {"kommunenummer": "4601", "adressenavn": "DELTVEIEN", "adressenummer": {"husnummer": "7"} }, "adressegradering": "ugradert"}]""");
        await nights.RunAsync(shared);
        var copy = api.Full();
        await FollowAsync(copy);
        var x = await nights.IdAsync(X);
        Assert.Single(copy.Persons[x]["sharedResidence"]!.AsArray());

        await nights.RunAsync(shared);
        await FollowAsync(copy);
        Assert.Single(copy.Persons[x]["sharedResidence"]!.AsArray());
        await nights.RunAsync(shared);
        await FollowAsync(copy);
        Assert.Empty(copy.Persons[x]["sharedResidence"]!.AsArray());
        await nights.RunAsync(shared);
        await FollowAsync(copy);
        Assert.Empty(copy.Asked);

        await RolledNights.RollBackAsync(Night, 2);
        await FollowAsync(copy);
        Assert.Single(copy.Persons[x]["sharedResidence"]!.AsArray());
        Assert.Equal([$"3|{x}|ChangeInSharedResidence|sharedResidence", $"5|{x}|ChangeInSharedResidence|sharedResidence"], await Night.LinesAsync("select * from protected.change order by 1"));
    }

    [Fact]
    public async Task An_id_that_was_given_up_and_leads_to_somebody_else_or_to_nobody_is_told()
    {
        await nights.RunAsync(Person(InUse(X, 1)), Person(InUse(Y, 1)), Person(InUse(Z, 1)));
        var copy = api.Public();
        await FollowAsync(copy);
        var (x, y, z) = (await nights.IdAsync(X), await nights.IdAsync(Y), await nights.IdAsync(Z));

        await nights.RunAsync(Person(InUse(Y, 1) + "," + Discontinued(X, 5)), Person(InUse(Z, 1)));
        await FollowAsync(copy);
        Assert.Equal([(x, y)], copy.Aliases.Select(a => (a.Key, a.Value)));

        await nights.RunAsync(Person(InUse(Z, 1) + "," + Discontinued(Y, 6) + "," + Discontinued(X, 5)));
        await FollowAsync(copy);
        Assert.Equal([(x, z), (y, z)], copy.Aliases.Select(a => (a.Key, a.Value)).OrderBy(a => a.Key == y));

        await new Erasing(Night.DataSource, new(Night.Folders.Exports), LeaseTerms.Default, TimeProvider.System).RunAsync([Z], CancellationToken.None);
        await FollowAsync(copy);
        Assert.Empty(copy.Aliases);
        Assert.Single(copy.Persons);
    }

    [Fact]
    public async Task A_reader_of_one_part_drops_it_with_a_grading_which_looks_like_a_move()
    {
        const string Present = """, "oppholdsadresse": [{"erGjeldende": true, "gyldighetstidspunkt": "2020-05-05T12:00:00+02:00", "vegadresse": {"kommunenummer": "4601", "adressenavn": "OPPHOLD", "adressenummer": {"husnummer": "7"} }, "adressegradering": "ugradert"}]""";
        await nights.RunAsync(Person(InUse(X, 1), "FJELLVEGEN", more: Present), Person(InUse(Y, 1), "FJELLVEGEN"));
        var copy = api.Public();
        await FollowAsync(copy);
        Assert.Single(copy.Persons[await nights.IdAsync(X)]["presentAddress"]!.AsArray());

        await nights.RunAsync(Person(InUse(X, 1), "FJELLVEGEN", "fortrolig", Present), Person(InUse(Y, 1)));
        await FollowAsync(copy);
        Assert.Empty(copy.Persons[await nights.IdAsync(X)]["presentAddress"]!.AsArray());
        Assert.Equal(["2|1", "3|1"], await Night.LinesAsync("select generation, count(*) from mart.change where event = 'ChangeInResidentialAddress' and parts = 'birth,maritalStatus,presentAddress,residentialAddress' group by 1 order by 1"));
        Assert.Equal(2L, await Night.ScalarAsync<long>("select count(*) from mart.change"));
    }

    [Fact]
    public async Task A_copy_that_begins_with_the_export_that_a_rollback_brought_back_goes_on_from_there()
    {
        await nights.RunAsync(Person(InUse(X, 1), "FØRSTEVEIEN"), Person(InUse(Y, 1)));
        await nights.RunAsync(Person(InUse(X, 1), "ANDREVEIEN"), Person(InUse(Z, 1)));
        await RolledNights.RollBackAsync(Night, 1);

        var copy = api.Public();
        await FollowAsync(copy);
        // what was published meanwhile and taken back
        Assert.Equal(3, copy.Asked.Count);
        Assert.Equal(1, copy.Beginnings);
    }

    [Fact]
    public async Task A_copy_that_was_away_too_long_begins_anew_and_one_that_was_not_goes_on()
    {
        await nights.RunAsync(Person(InUse(X, 1), "FØRSTEVEIEN"));
        var (away, there) = (api.Public(), api.Public());
        await FollowAsync(away);
        await nights.RunAsync(Person(InUse(X, 1), "ANDREVEIEN"));
        await FollowAsync(there);

        await nights.DeliverAsync(Person(InUse(X, 1), "TREDJEVEIEN"));
        await new NightlyRun(Night.DataSource, Night.Folders, Night.Options, new Later(TimeSpan.FromDays(100)), RunConsole.Silent()).RunAsync(CancellationToken.None);
        await FollowAsync(there);
        await FollowAsync(away);
        Assert.Equal((1, 2), (there.Beginnings, away.Beginnings));
    }

    [Fact]
    public async Task Each_generation_that_changed_something_has_a_file_of_it_for_whoever_may_have_exports()
    {
        await nights.RunAsync(Person(InUse(X, 1), "FJELLVEGEN"), Person(InUse(Y, 1)));
        await nights.RunAsync(Person(InUse(X, 1), "FJELLVEGEN", "fortrolig"), Person(InUse(Y, 1), "VEIEN"));
        await new Erasing(Night.DataSource, new(Night.Folders.Exports), LeaseTerms.Default, TimeProvider.System).RunAsync([Y], CancellationToken.None);
        Assert.Equal(["1|full", "2|hide", "3|full", "4|hide"], await Night.LinesAsync("select generation, kind from mart.generation order by 1"));

        using var exports = api.Client("exports");
        using var persons = api.Client("full-access");
        foreach (var generation in new[] { 2, 3, 4 })
        {
            var path = $"/v1/exports/{generation}/changes-{generation}.parquet";
            Assert.Equal(HttpStatusCode.OK, (await exports.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await persons.GetAsync(path)).StatusCode);
        }
        await new Verification(Night.DataSource, new(Night.Folders.Exports), new(PersonKeyFile.Read(Night.Folders))).RunAsync((_, result) => Assert.Empty(result.Findings), CancellationToken.None);
    }

    [Fact]
    public async Task A_file_that_a_killed_run_left_out_comes_with_the_next()
    {
        await nights.RunAsync(Person(InUse(X, 1), "FJELLVEGEN"));
        await nights.RunAsync(Person(InUse(X, 1), "FJELLVEGEN", "fortrolig"));
        var exports = new ExportFolder(Night.Folders.Exports);
        Directory.Delete(exports.FolderOf(2), recursive: true);

        await nights.RunAsync(Person(InUse(X, 1), "FJELLVEGEN", "fortrolig"));
        Assert.Equal("changes-2.parquet", Assert.Single(exports.Manifest(2)!.Files).Path);
    }

    /// <summary>Follows; then the copy is what the API says of everyone, and a public one what the tables hold.</summary>
    private async Task FollowAsync(MartCopy copy)
    {
        Assert.True(await copy.FollowAsync());
        Assert.Empty(await CopyComparison.WithApiAsync(copy, Night));
        Assert.Equal((await Night.LinesAsync("select person_id, survivor_id from mart.person_alias")).Order(StringComparer.Ordinal), copy.Aliases.Select(a => $"{a.Key}|{a.Value}").Order(StringComparer.Ordinal));
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
