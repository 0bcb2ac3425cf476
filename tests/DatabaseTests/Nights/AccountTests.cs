using System.Runtime.CompilerServices;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A record that is lost or doubled between any two steps stops the night, and the account it is missing from is named.</summary>
public sealed class AccountTests(GoodNight night) : IClassFixture<GoodNight>
{
    /// <summary>Where a record is lost, and whose account then doesn't close.</summary>
    public static TheoryData<string, string> Steps => new()
    {
        { "collect numbers", "read again" },
        { "numbers", "collect numbers" },
        { "enrich", "read again" },
        { "rows", "enrich" },
        { "klass", "klass" },
        { "service-districts", "service-districts" },
        { "addresses", "addresses" },
        { "contacts", "contacts" },
        { "copy mart.person", "copy mart.person" },
        { "copy mart.person_address", "copy mart.person_address" },
        { "copy protected.person_address", "copy protected.person_address" },
        { "copy mart.person_contact", "copy mart.person_contact" },
        { "copy mart.county", "copy mart.county" },
        { "parquet mart.person", "identified mart.person" },
        { "parquet mart.person_name", "analysis mart.person_name" },
        { "parquet mart.basic_statistical_unit", "identified mart.basic_statistical_unit" },
    };

    public static TheoryData<string, string> DoubledSteps => new()
    {
        { "collect numbers", "read again" },
        { "enrich", "read again" },
        { "klass", "klass" },
        { "service-districts", "service-districts" },
        { "addresses", "addresses" },
        { "copy mart.person", "copy mart.person" },
        { "copy protected.person_address_protection", "copy protected.person_address_protection" },
        { "copy mart.county", "copy mart.county" },
        { "parquet mart.county", "analysis mart.county" },
    };

    /// <summary>As if every person had been published otherwise: then every row is staged anew.</summary>
    private const string EverybodyDiffers = "update ops.person_hash set person_hash = person_hash + 1, address_hash = address_hash + 1, other_hash = other_hash + 1, protected_hash = protected_hash + 1;";

    [Theory]
    [MemberData(nameof(Steps))]
    public Task A_lost_record_stops_the_night_with_its_account(string at, string account) => MustStopAsync(at, account, Lost.Record);

    [Theory]
    [MemberData(nameof(DoubledSteps))]
    public Task A_doubled_record_stops_the_night_with_its_account(string at, string account) => MustStopAsync(at, account, Lost.Doubled);

    [Fact]
    public async Task A_row_that_never_reached_the_staging_table_stops_the_publication()
    {
        var landing = await night.LandingAsync();
        await night.At.ExecuteAsync(EverybodyDiffers);
        var told = await night.RunAsync(landing, Once("copy mart.person_status", Lost.Unnoticed, out _));

        Assert.Equal(ExitCode.CheckFailed, told.Code);
        Assert.Contains("serve mart.person_status: ", told.Error, StringComparison.Ordinal);
        (await night.At.ServedAsync()).MustServe(night.Served);
    }

    /// <summary>On a first night, which fills empty tables, and on a later one, which writes what differs.</summary>
    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    public async Task A_row_that_the_served_table_did_not_take_stops_the_publication(long generations)
    {
        await using var at = await Installation.CreateAsync();
        var landing = await SmallWorld.LandingAsync(GoodNight.Persons);
        if (generations > 0)
        {
            await at.RunAsync(landing);
            await at.ExecuteAsync($"""
                with gone as (delete from mart.person_citizenship where person_id in (select person_id from mart.person_citizenship order by person_id limit 3) returning person_id)
                update ops.table_count set row_count = row_count - (select count(*) from gone) where table_name = 'mart.person_citizenship';
                {EverybodyDiffers}
                """);
        }
        await at.ExecuteAsync("""
            create table public.lost (one int);
            create function public.lose() returns trigger language plpgsql as $$
            begin
                if not exists (select from public.lost) then
                    insert into public.lost values (1);
                    return null;
                end if;
                return new;
            end $$;
            create trigger lose before insert on mart.person_citizenship for each row execute function public.lose();
            """);

        var stopped = await Assert.ThrowsAsync<CheckFailedException>(() => at.RunAsync(landing));

        Assert.Contains("serve mart.person_citizenship: ", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(generations, await at.ScalarAsync<long>("select count(*) from mart.generation"));
    }

    [Fact]
    public async Task A_row_that_the_served_table_did_not_let_go_stops_the_publication()
    {
        await using var at = await Installation.CreateAsync();
        var landing = await SmallWorld.LandingAsync(GoodNight.Persons);
        await at.RunAsync(landing);
        await at.ExecuteAsync($"""
            insert into mart.person_citizenship (person_id, version_number) select person_id, 99 from mart.person limit 1;
            update ops.table_count set row_count = row_count + 1 where table_name = 'mart.person_citizenship';
            {EverybodyDiffers}
            create function public.hold() returns trigger language plpgsql as $$ begin return null; end $$;
            create trigger hold before delete on mart.person_citizenship for each row execute function public.hold();
            """);

        var stopped = await Assert.ThrowsAsync<CheckFailedException>(() => at.RunAsync(landing));

        Assert.Contains("serve mart.person_citizenship: ", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_step_and_every_table_has_an_account_that_closes()
    {
        const string Published = "ops.account where run_id = (select run_id from ops.run where outcome = 'published')";
        var accounts = await night.At.ListAsync($"select step from {Published}");
        var publicTables = PersonTables.All.Concat<ITable>(ReferenceTables.All).Where(t => t.Schema == "mart").Select(t => t.FullName).ToList();
        IEnumerable<string> expected =
        [
            .. SourceNames.All.Select(s => s.Text()), "addresses", "contacts", "collect numbers", "read again", "enrich", "compare",
            .. Staging.Tables.SelectMany(t => new[] { $"copy {t.FullName}", $"serve {t.FullName}" }),
            .. publicTables.SelectMany(t => new[] { $"analysis {t}", $"identified {t}" }),
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), accounts.Order(StringComparer.Ordinal));
        Assert.Empty(await night.At.ListAsync($"select step from {Published} and records_in <> records_out + quarantined + merged + (select coalesce(sum(value::bigint), 0) from jsonb_each_text(filtered))"));
    }

    private async Task MustStopAsync(string at, string account, Func<object, object> change)
    {
        var landing = await night.LandingAsync();
        await night.At.ExecuteAsync(EverybodyDiffers);
        await night.MustRefuseAsync(landing, Once(at, change, out var reached), ExitCode.CheckFailed, "Records were lost or doubled: ", $" {account}: ", "Nothing was published.");
        Assert.True(reached.Value, "The night never came by there.");
    }

    /// <summary>Changes the first of what is handed on there that holds anything.</summary>
    private static Seam Once(string at, Func<object, object> change, out StrongBox<bool> reached)
    {
        var done = new StrongBox<bool>();
        reached = done;
        return new((to, handed) =>
        {
            if (to != at || done.Value || handed is CopyRows { Rows: 0 }) return handed;
            done.Value = true;
            return change(handed);
        });
    }
}
