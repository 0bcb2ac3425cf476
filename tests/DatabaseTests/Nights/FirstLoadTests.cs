using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The first night fills the served tables itself: without before-images or staged persons, behind closed doors, and with every index at the end.</summary>
public sealed class FirstLoadTests
{
    private const int Persons = 300;

    /// <summary>Every index and key of what is published and of the hashes.</summary>
    internal const string Indexes = """
        select pg_get_indexdef(x.indexrelid) || coalesce(' ' || c.conname, '')
        from pg_index x left join pg_constraint c on c.conindid = x.indexrelid
        where x.indrelid in (select oid from pg_class where relnamespace::regnamespace::text in ('mart', 'protected', 'ops'))
        order by 1
        """;

    /// <summary>Which role may look into which schema.</summary>
    internal const string Readers = """
        select role || ' ' || schema
        from (values ('mart_reader', 'mart'), ('mart_protected', 'mart'), ('mart_protected', 'protected'), ('mart_analyst', 'analysis')) r (role, schema)
        where has_schema_privilege(role, schema, 'usage')
        order by 1
        """;

    internal static readonly string[] EveryReader = ["mart_analyst analysis", "mart_protected mart", "mart_protected protected", "mart_reader mart"];

    [Fact]
    public async Task Its_rows_are_frozen_counted_and_hashed_and_nothing_of_them_is_staged_or_noted()
    {
        await using var at = await Installation.CreateAsync();
        var indexes = await at.ListAsync(Indexes);
        Assert.Empty(await at.ListAsync(Readers));
        var staged = await at.ScalarAsync<long>("select count(*) from pg_class where relnamespace = 'staging'::regnamespace");

        await at.RunAsync(await SmallWorld.LandingAsync(Persons));

        // a page is all visible to everybody only once its rows are frozen, or vacuumed: nobody did that
        Assert.Empty(await at.ListAsync("select relname from pg_class where oid in ('mart.person'::regclass, 'mart.person_address'::regclass, 'ops.person_hash'::regclass) and (relpages = 0 or relallvisible < relpages)"));
        Assert.Equal(indexes, await at.ListAsync(Indexes));
        Assert.Equal(EveryReader, await at.ListAsync(Readers));
        Assert.Equal((long)Persons, await at.ScalarAsync<long>("select row_count from ops.table_count where table_name = 'mart.person'"));
        Assert.Equal((long)Persons, await at.ScalarAsync<long>("select count(*) from ops.person_hash join mart.person using (person_id)"));
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from ops.before_image where person_id is not null"));
        Assert.Equal(staged, await at.ScalarAsync<long>("select count(*) from pg_class where relnamespace = 'staging'::regnamespace"));
    }

    [Fact]
    public async Task Indexes_that_were_dropped_come_back_though_the_next_night_is_no_first_one()
    {
        await using var at = await Installation.CreateAsync();
        var indexes = await at.ListAsync(Indexes);
        await at.ExecuteAsync("select ops.drop_indexes(array['mart.person', 'mart.person_identifier', 'ops.person_hash'])");
        Assert.Equal(indexes.Count - 6, (await at.ListAsync(Indexes)).Count);
        await at.ExecuteAsync("insert into mart.generation (generation, published_at, as_of_date, sources, counts, match_rates) values (1, '2026-11-20 02:52:00Z', '2026-11-19', '{}', '{}', '[]')");

        await at.RunAsync(await SmallWorld.LandingAsync(Persons));

        Assert.Equal(indexes, await at.ListAsync(Indexes));
        Assert.Empty(await at.ListAsync("select index_name from ops.dropped_index"));
    }

    [Fact]
    public async Task A_mart_that_has_published_keeps_its_indexes_and_its_readers()
    {
        await using var at = await Installation.CreateAsync();
        var close = Closing();
        await at.ExecuteAsync("select ops.open_mart()");
        await at.ExecuteAsync(close);
        Assert.Empty(await at.ListAsync(Readers));
        await at.RunAsync(await SmallWorld.LandingAsync(Persons));

        await at.ExecuteAsync(close);

        Assert.Equal(EveryReader, await at.ListAsync(Readers));
        await Assert.ThrowsAsync<PostgresException>(() => at.ExecuteAsync("select ops.drop_indexes(array['mart.person'])"));
    }

    [Fact]
    public async Task What_a_first_night_that_was_stopped_left_is_emptied_by_the_next()
    {
        await using var at = await Installation.CreateAsync();
        await at.ExecuteAsync("create function public.stop() returns trigger language plpgsql as $$ begin raise exception 'stopped'; end $$; create trigger stop before insert on mart.generation for each row execute function public.stop()");
        await Assert.ThrowsAsync<PostgresException>(async () => await at.RunAsync(await SmallWorld.LandingAsync(Persons + 30, day: 1)));
        Assert.Equal(Persons + 30L, await at.ScalarAsync<long>("select count(*) from mart.person"));
        Assert.Empty(await at.ListAsync(Readers));
        await at.ExecuteAsync("drop trigger stop on mart.generation");

        await at.RunAsync(await SmallWorld.LandingAsync(Persons));

        await using var other = await Installation.CreateAsync();
        await other.RunAsync(await SmallWorld.LandingAsync(Persons));
        (await at.ServedAsync()).MustBe(await other.ServedAsync());
    }

    [Fact]
    public async Task A_pipeline_that_does_not_own_the_database_makes_it_too()
    {
        await using var at = await Installation.CreateAsync();
        await using var writer = MartDatabase.DataSource(new NpgsqlConnectionStringBuilder(at.ConnectionString) { Options = "-c role=personetl_writer" }.ConnectionString);
        var options = RunOptions.FromEnvironment(at.Folders) with { Landing = await SmallWorld.LandingAsync(Persons) };

        await new NightlyRun(writer, at.Folders, options, TimeProvider.System, RunConsole.Silent()).RunAsync(CancellationToken.None);

        Assert.Equal((long)Persons, await at.ScalarAsync<long>("select count(*) from mart.person"));
        Assert.Equal(EveryReader, await at.ListAsync(Readers));
    }

    /// <summary>What the migration does to the readers of a mart.</summary>
    private static string Closing()
    {
        using var stream = typeof(Migrations).Assembly.GetManifestResourceStream(typeof(Migrations).Assembly.GetManifestResourceNames().Single(n => n.Contains("V021__", StringComparison.Ordinal)))!;
        using var reader = new StreamReader(stream);
        var sql = reader.ReadToEnd();
        return sql[sql.LastIndexOf("do $$", StringComparison.Ordinal)..];
    }
}
