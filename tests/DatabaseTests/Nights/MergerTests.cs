using System.Net;
using System.Text.Json.Nodes;
using PersonEtl.Etl.Run;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Persons who turn out to be one, and one who turns out to be two: their numbers, ids and aliases from night to night.</summary>
public sealed class MergerTests : IAsyncLifetime
{
    private SeveralNights nights = null!;

    public async Task InitializeAsync() => nights = await SeveralNights.BeginAsync();

    public async Task DisposeAsync() => await nights.DisposeAsync();

    [Fact]
    public async Task A_person_who_got_another_number_comes_out_once_with_the_same_id_though_both_documents_are_delivered()
    {
        await nights.RunAsync(Person(InUse(D, 1)));
        var id = await nights.IdAsync(D);

        await nights.RunAsync(Person(InUse(D, 1)), Person(InUse(X, 5) + "," + Discontinued(D, 5)));

        Assert.Equal([X], await nights.NumbersAsync());
        Assert.Equal(id, await nights.IdAsync(X));
        Assert.Equal("3|2|0|1", await nights.AccountAsync());
        Assert.Empty(await nights.AliasesAsync());
    }

    [Fact]
    public async Task A_number_that_was_taken_back_into_use_later_than_it_was_discontinued_is_in_use()
    {
        await nights.RunAsync(Person(InUse(X, 5) + "," + Discontinued(D, 5)), Person(InUse(D, 9)));

        Assert.Equal([X, D], await nights.NumbersAsync());
        Assert.Equal([D], await nights.Night.LinesAsync($"select identification_number from mart.person_identifier where identification_number = '{D}' and status = 'InUse'"));
    }

    [Fact]
    public async Task A_number_in_use_in_two_documents_is_that_of_the_later_one()
    {
        await nights.RunAsync(Person(InUse(X, 9), "FØRST"), Person(InUse(X, 5), "SIST"));

        Assert.Equal(["SIST"], await nights.Night.LinesAsync($"select residential_address_name from mart.person where identification_number = '{X}'"));
        Assert.Equal("3|2|0|1", await nights.AccountAsync());
    }

    [Fact]
    public async Task Of_a_person_with_two_numbers_in_use_the_one_that_is_anothers_is_not_in_use()
    {
        await nights.RunAsync(Person(InUse(X, 1) + "," + InUse(Z, 1)), Person(InUse(Y, 5) + "," + Discontinued(X, 5)));

        Assert.Equal([Y, Z], await nights.NumbersAsync());
        Assert.Equal([$"{Y}|{X}|Discontinued", $"{Y}|{Y}|InUse", $"{Z}|{Z}|InUse"], await nights.Night.LinesAsync($"""
            select p.identification_number, i.identification_number, i.status from mart.person p join mart.person_identifier i using (person_id) where p.identification_number in ('{Y}', '{Z}') order by 1, 2
            """));
    }

    [Fact]
    public async Task A_merger_keeps_the_survivors_id_and_a_parting_gives_both_their_own()
    {
        await nights.RunAsync(Person(InUse(X, 1)), Person(InUse(Y, 1)));
        var (x, y) = (await nights.IdAsync(X), await nights.IdAsync(Y));

        // the document of before is still there
        await nights.RunAsync(Person(InUse(X, 1)), Person(InUse(Y, 1) + "," + Discontinued(X, 5)));
        Assert.Equal([Y], await nights.NumbersAsync());
        Assert.Equal(y, await nights.IdAsync(Y));
        Assert.Equal([$"{x}|{y}|2"], await nights.AliasesAsync());
        await nights.MustStandInTheFilesAsync();
        Assert.Equal([$"The id {x} was given up by a merger: since generation 2 the person is {y}."], await PersonExplanation.TellAsync(nights.Night.DataSource, x, CancellationToken.None));

        var again = await nights.RunAsync(Person(InUse(Y, 1) + "," + Discontinued(X, 5)));
        Assert.Equal(0, again.ChangedRows);
        Assert.Equal([$"{x}|{y}|2"], await nights.AliasesAsync());

        await nights.RunAsync(Person(InUse(X, 9)), Person(InUse(Y, 1) + "," + Discontinued(X, 5)));
        Assert.Equal((x, y), (await nights.IdAsync(X), await nights.IdAsync(Y)));
        Assert.Empty(await nights.AliasesAsync());
    }

    [Fact]
    public async Task The_api_finds_the_survivor_by_the_old_number_and_says_that_the_old_id_is_gone()
    {
        await nights.RunAsync(Person(InUse(X, 1)), Person(InUse(Y, 1)));
        var (x, y) = (await nights.IdAsync(X), await nights.IdAsync(Y));
        await nights.RunAsync(Person(InUse(Y, 1) + "," + Discontinued(X, 5)));

        await using var api = new NightApi(nights.Night);
        Assert.Equal($"{y}", (string?)(await api.PersonAsync(X))["id"]);
        var results = await api.LookupAsync($"{x}", $"{y}", $"{Guid.NewGuid()}");
        Assert.Equal([$"gone {y}", "found ", "not-found "], results.Select(r => $"{r!["outcome"]} {r["survivor"]}"));
        using var response = await api.GetAsync($"/v1/persons/{x}");
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Equal($"</v1/persons/{y}>; rel=\"successor-version\"", response.Headers.GetValues("Link").Single());
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(("urn:personetl:problem:person-merged", $"{y}"), ((string?)problem["type"], (string?)problem["survivor"]));
    }

    [Fact]
    public async Task Two_persons_who_meet_under_a_third_number_keep_the_id_of_the_number_registered_last()
    {
        await nights.RunAsync(Person(InUse(X, 1)), Person(InUse(Y, 1)));
        var (x, y) = (await nights.IdAsync(X), await nights.IdAsync(Y));

        await nights.RunAsync(Person(InUse(Z, 5) + "," + Discontinued(X, 5) + "," + Discontinued(Y, 6)));
        Assert.Equal([Z], await nights.NumbersAsync());
        Assert.Equal(y, await nights.IdAsync(Z));
        Assert.Equal([$"{x}|{y}|2"], await nights.AliasesAsync());

        // once published it stays, whatever is registered afterwards
        await nights.RunAsync(Person(Discontinued(X, 9) + "," + Discontinued(Y, 6) + "," + InUse(Z, 5)));
        Assert.Equal(y, await nights.IdAsync(Z));
        Assert.Equal([$"{x}|{y}|2"], await nights.AliasesAsync());
    }

    [Fact]
    public async Task A_merger_of_mergers_leads_to_the_last_survivor_even_when_its_document_does_not_know_the_first()
    {
        await nights.RunAsync(Person(InUse(X, 1)), Person(InUse(Y, 1)), Person(InUse(Z, 1)));
        var (x, y, z) = (await nights.IdAsync(X), await nights.IdAsync(Y), await nights.IdAsync(Z));
        await nights.RunAsync(Person(InUse(Y, 1) + "," + Discontinued(X, 5)), Person(InUse(Z, 1)));

        await nights.RunAsync(Person(InUse(Z, 1) + "," + Discontinued(Y, 6)));
        Assert.Equal(new[] { $"{x}|{z}|3", $"{y}|{z}|3" }.Order(StringComparer.Ordinal), (await nights.AliasesAsync()).Order(StringComparer.Ordinal));
        await nights.MustStandInTheFilesAsync();

        Assert.Equal(0, (await nights.RunAsync(Person(InUse(Z, 1) + "," + Discontinued(Y, 6)))).ChangedRows);

        // with the survivor its aliases go
        await nights.RunAsync();
        Assert.Empty(await nights.AliasesAsync());
    }

    [Fact]
    public async Task A_survivor_whose_number_had_changed_keeps_its_id()
    {
        await nights.RunAsync(Person(InUse(D, 1)), Person(InUse(D2, 1)));
        var (first, second) = (await nights.IdAsync(D), await nights.IdAsync(D2));
        await nights.RunAsync(Person(InUse(X, 2) + "," + Discontinued(D, 2)), Person(InUse(D2, 1)));

        await nights.RunAsync(Person(InUse(X, 2) + "," + Discontinued(D, 2) + "," + Discontinued(D2, 6)));
        Assert.Equal(first, await nights.IdAsync(X));
        Assert.Equal([$"{second}|{first}|3"], await nights.AliasesAsync());

        // the number of the merged one alone is left of its own, and the survivor's first one is forgotten
        await nights.RunAsync(Person(InUse(X, 2) + "," + Discontinued(D2, 6)));
        Assert.Equal(first, await nights.IdAsync(X));
    }

    [Fact]
    public async Task A_number_that_is_parted_from_a_persons_later_one_gets_its_former_id_back_and_the_later_one_an_id_for_good()
    {
        await nights.RunAsync(Person(InUse(D, 1)));
        var first = await nights.IdAsync(D);
        await nights.RunAsync(Person(InUse(X, 2) + "," + Discontinued(D, 2)));
        Assert.Equal(first, await nights.IdAsync(X));

        await nights.RunAsync(Person(InUse(X, 2)), Person(InUse(D, 5)));
        var parted = await nights.IdAsync(X);
        Assert.Equal(first, await nights.IdAsync(D));
        Assert.NotEqual(first, parted);

        await nights.RunAsync(Person(InUse(X, 2)));
        Assert.Equal(parted, await nights.IdAsync(X));
        Assert.Empty(await nights.AliasesAsync());

        await nights.RunAsync(Person(InUse(X, 2) + "," + Discontinued(D, 9)));
        Assert.Equal(parted, await nights.IdAsync(X));
        Assert.Equal([$"{first}|{parted}|5"], await nights.AliasesAsync());
    }

    [Fact]
    public async Task A_number_that_comes_back_to_a_person_it_had_left_is_that_persons_again_and_stays()
    {
        await nights.RunAsync(Person(InUse(D, 1)), Person(InUse(D2, 1)));
        var (first, second) = (await nights.IdAsync(D), await nights.IdAsync(D2));
        await nights.RunAsync(Person(InUse(X, 2) + "," + Discontinued(D, 2)), Person(InUse(D2, 1)));
        Assert.Equal(first, await nights.IdAsync(X));
        await nights.RunAsync(Person(InUse(D, 3)), Person(InUse(X, 2) + "," + Discontinued(D2, 3)));
        Assert.Equal((first, second), (await nights.IdAsync(D), await nights.IdAsync(X)));

        await nights.RunAsync(Person(InUse(X, 2) + "," + Discontinued(D, 4)), Person(InUse(D2, 4)));
        Assert.Equal((first, second), (await nights.IdAsync(X), await nights.IdAsync(D2)));

        await nights.RunAsync(Person(InUse(X, 2)), Person(InUse(D2, 4)));
        Assert.Equal((first, second), (await nights.IdAsync(X), await nights.IdAsync(D2)));
    }

    [Fact]
    public async Task Two_later_numbers_of_one_person_never_come_to_one_id()
    {
        await nights.RunAsync(Person(InUse(D, 1)));
        await nights.RunAsync(Person(InUse(X, 2) + "," + Discontinued(D, 2)));
        await nights.RunAsync(Person(InUse(Y, 3) + "," + Discontinued(X, 3) + "," + Discontinued(D, 2)));
        var id = await nights.IdAsync(Y);

        await nights.RunAsync(Person(InUse(X, 9)), Person(InUse(Y, 3)), Person(InUse(Z, 9) + "," + Discontinued(D, 9)));
        Assert.Equal(id, await nights.IdAsync(Y));
        Assert.Equal(4, (await nights.Night.LinesAsync("select person_id from mart.person")).Count);
    }

    [Fact]
    public async Task A_mart_built_from_nothing_with_the_number_register_has_the_same_persons_and_aliases()
    {
        string[] last = [Person(InUse(Z, 8) + "," + Discontinued(Y, 8) + "," + Discontinued(D, 2) + "," + Discontinued(X, 3)), Person(InUse(D2, 9))];
        await nights.RunAsync(Person(InUse(D, 1)), Person(InUse(Y, 1)), Person(InUse(D2, 1)));
        await nights.RunAsync(Person(InUse(X, 2) + "," + Discontinued(D, 2)), Person(InUse(Y, 1) + "," + Discontinued(D2, 2)));
        await nights.RunAsync(last);

        await using var other = await SeveralNights.BeginAsync();
        Directory.CreateDirectory(other.Night.Folders.Keys);
        File.Copy(Path.Combine(nights.Night.Folders.Keys, "person.key"), Path.Combine(other.Night.Folders.Keys, "person.key"));
        foreach (var row in await nights.Night.LinesAsync("select identification_number, person_id, since, coalesce(quote_literal(first_number), 'null') from protected.person_key"))
        {
            var values = row.Split('|');
            await other.Night.LinesAsync($"insert into protected.person_key values ('{values[0]}', '{values[1]}', {values[2]}, {values[3]})");
        }
        await other.RunAsync(last);

        const string Persons = "select identification_number, person_id from mart.person order by 1";
        const string Aliases = "select person_id, survivor_id from mart.person_alias order by 1";
        const string Register = "select * from protected.person_key order by 1, 2";
        Assert.Equal(4, (await nights.Night.LinesAsync(Register)).Count(r => r.EndsWith('-')));
        Assert.Equal(await nights.Night.LinesAsync(Persons), await other.Night.LinesAsync(Persons));
        Assert.Single(await nights.Night.LinesAsync(Aliases));
        Assert.Equal(await nights.Night.LinesAsync(Aliases), await other.Night.LinesAsync(Aliases));
        Assert.Equal(await nights.Night.LinesAsync(Register), await other.Night.LinesAsync(Register));
    }
}
