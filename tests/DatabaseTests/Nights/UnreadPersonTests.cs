using PersonEtl.Etl.Run;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Persons whose document can't be read: what stays of them, and that no address does.</summary>
public sealed class UnreadPersonTests : IAsyncLifetime
{
    private const string Street = "HEMMELIGVEIEN";
    private const string All = "select to_jsonb(p)::text from mart.person p union all select to_jsonb(a)::text from mart.person_address a union all select to_jsonb(n)::text from mart.person_name n order by 1";
    private const string Stale = "select identification_number, stale_since::text, residential_form, last_name from mart.person where stale_since is not null order by 1";

    private SeveralNights nights = null!;

    public async Task InitializeAsync() => nights = await SeveralNights.BeginAsync();

    public async Task DisposeAsync() => await nights.DisposeAsync();

    [Fact]
    public async Task Published_facts_stay_without_addresses_until_the_document_can_be_read_again()
    {
        await nights.RunAsync(Person(InUse(X, 1), Street), Person(InUse(Y, 1), "ÅPENVEIEN"));
        var before = await nights.Night.LinesAsync(All);
        Assert.Contains("mart.person_address", await nights.PlacesOfAsync(Street));

        var result = await nights.RunAsync(Unreadable(InUse(X, 1), Street), Person(InUse(Y, 1), "ÅPENVEIEN"));
        Assert.Equal([$"{X}|2026-11-24|-|PERSON"], await nights.Night.LinesAsync(Stale));
        Assert.Empty(await nights.PlacesOfAsync(Street));
        Assert.Equal("3|2|1|0", await nights.AccountAsync());
        Assert.Equal((3, 3, 1), (result.Rows["person"], result.Rows["person_name"], result.Rows["person_address"]));
        await nights.MustStandInTheFilesAsync();
        Assert.Contains("Since 2026-11-24 the register's document of the person could not be read: what was published before stands, without addresses.", await PersonExplanation.TellAsync(nights.Night.DataSource, await nights.IdAsync(X), CancellationToken.None));

        var again = await nights.RunAsync(Unreadable(InUse(X, 1), Street), Person(InUse(Y, 1), "ÅPENVEIEN"));
        Assert.Equal(0, again.ChangedRows);
        Assert.Equal([$"{X}|2026-11-24|-|PERSON"], await nights.Night.LinesAsync(Stale));

        await nights.RunAsync(Person(InUse(X, 1), Street), Person(InUse(Y, 1), "ÅPENVEIEN"));
        Assert.Equal(before, await nights.Night.LinesAsync(All));
    }

    [Theory]
    [InlineData(null, "PersonIsUpdated|")]
    [InlineData(Street, "ChangeInResidentialAddress|birth,maritalStatus,presentAddress,residentialAddress")]
    public async Task That_a_document_cannot_be_read_any_more_and_that_it_can_again_is_told_once(string? street, string change)
    {
        await nights.RunAsync(Person(InUse(X, 1), street));

        await nights.RunAsync(Unreadable(InUse(X, 1), street));
        Assert.Equal([$"{X}|{change}"], await SmallNights.EventsAsync(nights.Night));

        await nights.RunAsync(Person(InUse(X, 1), street));
        Assert.Equal([$"{X}|{change}"], await SmallNights.EventsAsync(nights.Night));
    }

    [Theory]
    [InlineData($$"""{"foedselsEllerDNummer": "{{X}}", "folkeregisterperson": 7}""")]
    [InlineData($$"""{"foedselsEllerDNummer": "{{X}}"}""")]
    [InlineData($$"""{"foedselsEllerDNummer": "{{D}}", "folkeregisterperson": {"identifikasjonsnummer": "nei"} }""")]
    [InlineData($$"""{"identifikasjonsnummer": [{"status": "iBruk", "foedselsEllerDNummer": "{{X}}", "ajourholdstidspunkt": "i går"}, {"foedselsEllerDNummer": "{{D}}", "ajourholdstidspunkt": "i går"}]}""")]
    [InlineData($$"""{"identifikasjonsnummer": {"foedselsEllerDNummer": "{{X}}", "erGjeldende": "ja"} }""")]
    public async Task A_number_is_enough_to_know_whose_document_it_is(string unreadable)
    {
        await nights.RunAsync(Person(InUse(X, 2) + "," + Discontinued(D, 2), Street));

        await nights.RunAsync(unreadable);
        Assert.Equal([$"{X}|2026-11-24|-|PERSON"], await nights.Night.LinesAsync(Stale));
        Assert.Empty(await nights.PlacesOfAsync(Street));
    }

    [Fact]
    public async Task Who_was_never_published_stays_out_and_who_is_not_delivered_vanishes()
    {
        await nights.RunAsync(Person(InUse(X, 1)));

        await nights.RunAsync(Unreadable(InUse(Y, 1)));
        Assert.Empty(await nights.NumbersAsync());
    }

    [Theory]
    [InlineData("""{"identifikasjonsnummer": [{"foedselsEllerDNummer": "0281801234"}], "vergemaalEllerFremtidsfullmakt": [{"verge": {"foedselsEllerDNummer": "02818012345"} }]}""")]
    [InlineData("7")]
    public async Task Nobody_vanishes_while_a_document_may_be_anyones(string unreadable)
    {
        await nights.RunAsync(Person(InUse(X, 1), Street), Person(InUse(Y, 1), "ÅPENVEIEN"), Person(InUse(Z, 1)));
        var (y, z) = (await nights.IdAsync(Y), await nights.IdAsync(Z));

        await nights.RunAsync(unreadable, Unreadable(InUse(X, 1)), Person(InUse(D, 5) + "," + Discontinued(Z, 5)));
        Assert.Equal([X, Y, D], await nights.NumbersAsync());
        Assert.Equal([$"{X}|2026-11-24|-|PERSON"], await nights.Night.LinesAsync(Stale));
        Assert.Contains("mart.person_address", await nights.PlacesOfAsync("ÅPENVEIEN"));
        Assert.Contains("file person_address", await nights.PlacesOfAsync("ÅPENVEIEN"));
        Assert.Empty(await nights.PlacesOfAsync(Street));
        Assert.Equal((y, z), (await nights.IdAsync(Y), await nights.IdAsync(D)));
        await nights.MustStandInTheFilesAsync();

        await nights.RunAsync(Person(InUse(X, 1), Street));
        Assert.Equal([X], await nights.NumbersAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_earlier_ungraded_document_is_not_published_in_place_of_a_later_one_that_cannot_be_read(bool numbersReadable)
    {
        var later = numbersReadable ? Unreadable(InUse(X, 5) + "," + Discontinued(D, 5), Street, "fortrolig") : Person(InUse(X, 5) + "," + Discontinued(D, 5).Replace("2026-01", "i går", StringComparison.Ordinal), Street, "fortrolig");
        await nights.RunAsync(Person(InUse(D, 1), Street), later);
        Assert.Empty(await nights.NumbersAsync());
        Assert.Empty(await nights.PlacesOfAsync(Street));
        Assert.Equal("3|1|1|1", await nights.AccountAsync());

        await nights.RunAsync(Person(InUse(D, 1), Street));
        await nights.RunAsync(Person(InUse(D, 1), Street), later);
        Assert.Equal([$"{D}|2026-11-25|-|PERSON"], await nights.Night.LinesAsync(Stale));
        Assert.Empty(await nights.PlacesOfAsync(Street));
    }

    [Fact]
    public async Task A_document_that_can_be_read_replaces_an_earlier_one_that_cannot()
    {
        await nights.RunAsync(Person(InUse(D, 1), "ÅPENVEIEN"));
        var id = await nights.IdAsync(D);
        await nights.RunAsync(Person(InUse(D, 1).Replace("2026-01", "i går", StringComparison.Ordinal)), Person(InUse(X, 5) + "," + Discontinued(D, 5), "NYVEIEN"));

        Assert.Equal([X], await nights.NumbersAsync());
        Assert.Equal(id, await nights.IdAsync(X));
        Assert.Empty(await nights.Night.LinesAsync(Stale));
        Assert.Empty(await nights.PlacesOfAsync("ÅPENVEIEN"));
        Assert.Equal("3|2|0|1", await nights.AccountAsync());
    }

    [Fact]
    public async Task Of_a_graded_person_the_grading_stays_and_no_address_does()
    {
        await nights.RunAsync(Person(InUse(X, 1), Street, "fortrolig"));
        Assert.Equal(["protected.person_address"], await nights.PlacesOfAsync(Street));

        await nights.RunAsync(Unreadable(InUse(X, 1), Street, "fortrolig"));
        Assert.Empty(await nights.PlacesOfAsync(Street));
        Assert.Equal(["Confidential"], await nights.Night.LinesAsync("select level from protected.person_address_protection"));
        await using var api = new NightApi(nights.Night);
        Assert.Empty((await api.PersonAsync(X))["residentialAddress"]!.AsArray());
    }

    [Fact]
    public async Task A_kept_person_keeps_its_aliases_until_one_of_them_is_a_person_again()
    {
        await nights.RunAsync(Person(InUse(X, 1)), Person(InUse(Y, 1)));
        var (x, y) = (await nights.IdAsync(X), await nights.IdAsync(Y));
        await nights.RunAsync(Person(InUse(Y, 1) + "," + Discontinued(X, 5)));

        await nights.RunAsync(Unreadable(InUse(Y, 1) + "," + Discontinued(X, 5)));
        Assert.Equal([Y], await nights.NumbersAsync());
        Assert.Equal([$"{x}|{y}|2"], await nights.AliasesAsync());

        // the register parts them again: the one that can be read is itself, the other stays kept
        await nights.RunAsync(Unreadable(InUse(Y, 1)), Person(InUse(X, 9)));
        Assert.Equal((x, y), (await nights.IdAsync(X), await nights.IdAsync(Y)));
        Assert.Equal([$"{Y}|2026-11-25|-|PERSON"], await nights.Night.LinesAsync(Stale));
        Assert.Empty(await nights.AliasesAsync());
    }

    [Fact]
    public async Task Nobody_is_kept_under_a_number_that_is_another_persons_now()
    {
        await nights.RunAsync(Person(InUse(D, 1)));
        await nights.RunAsync(Person(InUse(X, 2) + "," + Discontinued(D, 2)));
        var id = await nights.IdAsync(X);

        // the register parts the two, and the one with the first number can't be read
        await nights.RunAsync(Unreadable(InUse(D, 5)), Person(InUse(X, 2)));
        Assert.Equal([X], await nights.NumbersAsync());
        Assert.NotEqual(id, await nights.IdAsync(X));

        await nights.RunAsync(Person(InUse(D, 5)), Person(InUse(X, 2)));
        Assert.Equal(id, await nights.IdAsync(D));
    }
}
