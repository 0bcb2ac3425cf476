using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Whom a rollback leaves as they are: who was hidden or erased since, and who is one with them.</summary>
public sealed class LeftPersonsTests : IAsyncLifetime
{
    private SeveralNights nights = null!;

    public async Task InitializeAsync() => nights = await SeveralNights.BeginAsync();

    public async Task DisposeAsync() => await nights.DisposeAsync();

    [Fact]
    public async Task Who_was_graded_since_stays_hidden_and_the_others_are_as_they_were()
    {
        await nights.RunAsync(Person(InUse(X, 1), "HEMMELIG"), Person(InUse(Y, 1), "AAPEN"));
        await nights.RunAsync(Person(InUse(X, 1), "HEMMELIG", "fortrolig"), Person(InUse(Y, 1), "FLYTTET"));
        await HideAsync(X, 2);
        var before = await MartRows.ReadAsync(nights.Night);
        var hidden = await nights.IdAsync(X);

        var result = await RolledNights.RollBackAsync(nights.Night, 1);

        Assert.Equal((1L, 1L, default(int?)), (result.Persons, result.LeftPersons, result.ExportGeneration));
        Assert.Equal(["AAPEN"], await nights.Night.LinesAsync("select residential_address_name from mart.person where residential_address_name is not null"));
        Assert.Equal(["protected.person_address"], (await nights.Night.LinesAsync("select table_schema || '.' || table_name from information_schema.tables where table_schema in ('mart', 'analysis', 'protected') and table_type = 'BASE TABLE' order by 1"))
            .Where(t => nights.Night.ScalarAsync<bool>($"select exists (select from {t} t where to_jsonb(t)::text like '%HEMMELIG%')").GetAwaiter().GetResult()));
        Assert.DoesNotContain(hidden, (await MartRows.ReadAsync(nights.Night)).ChangedPersons(before));
        Assert.Empty(await nights.Night.LinesAsync($"select * from mart.change where generation = 3 and person_id = '{hidden}'"));
    }

    [Fact]
    public async Task Who_was_merged_into_one_that_was_hidden_does_not_come_back()
    {
        await nights.RunAsync(Person(InUse(X, 1), "HEMMELIG"), Person(InUse(Y, 1)), Person(InUse(Z, 1), "AAPEN"));
        await nights.RunAsync(Person(InUse(Y, 1) + "," + Discontinued(X, 5), "HEMMELIG", "fortrolig"), Person(InUse(Z, 1), "FLYTTET"));
        await HideAsync(Y, 2);
        var aliases = await nights.AliasesAsync();
        Assert.Single(aliases);

        Assert.Equal(2, (await RolledNights.RollBackAsync(nights.Night, 1)).LeftPersons);

        Assert.Equal([Y, Z], await nights.NumbersAsync());
        Assert.Equal(aliases, await nights.AliasesAsync());
        Assert.Equal(["AAPEN"], await nights.Night.LinesAsync("select residential_address_name from mart.person where residential_address_name is not null"));
    }

    [Fact]
    public async Task Who_was_erased_does_not_come_back()
    {
        await nights.RunAsync(Person(InUse(X, 1), "BORTE"), Person(InUse(Y, 1), "AAPEN"));
        await nights.RunAsync(Person(InUse(Y, 1), "FLYTTET"));
        await new Erasing(nights.Night.DataSource, new(nights.Night.Folders.Exports), LeaseTerms.Default, TimeProvider.System).RunAsync([X], CancellationToken.None);

        Assert.Equal(1, (await RolledNights.RollBackAsync(nights.Night, 1)).LeftPersons);

        Assert.Equal([Y], await nights.NumbersAsync());
        Assert.Equal(["AAPEN"], await nights.Night.LinesAsync("select residential_address_name from mart.person where residential_address_name is not null"));
    }

    /// <summary>As hiding leaves it.</summary>
    private async Task HideAsync(string number, int generation)
        => await nights.Night.RowsAsync($"""
            insert into protected.hidden_person select person_id, {generation} from mart.person where identification_number = '{number}' on conflict do nothing;
            delete from ops.before_image b using mart.person p where p.person_id = b.person_id and p.identification_number = '{number}' and b.table_name in ('mart.person', 'mart.person_address', 'mart.person_marital_status', 'mart.person_birth')
            """);
}
