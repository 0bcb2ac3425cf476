namespace PersonEtl.DatabaseTests.Nights;

/// <summary>What an analyst made on the mart (views, a materialized view, an index, a comment, grants) is the same after twenty generations.</summary>
public sealed class AnalystTests : IAsyncLifetime
{
    private const int Generations = 20;
    private const int WithNewColumn = 10;

    // roles belong to the server, not to the database
    private readonly string analyst = "analyst_" + Guid.NewGuid().ToString("N")[..8];
    private AlternatingNights? nights;

    private string Made => $"""
        create role {analyst};
        create role {analyst}_reader;
        grant mart_reader, mart_analyst to {analyst};
        create schema analyst authorization {analyst};
        grant usage on schema mart to {analyst}_reader;
        grant select on mart.person to {analyst}_reader;
        grant select (person_id, short_name) on mart.person_name to {analyst}_reader;
        grant select on mart.residence_period to {analyst}_reader;
        create index analyst_person_last_name on mart.person (last_name, person_id);
        comment on index mart.analyst_person_last_name is 'An analyst''s.';
        comment on column mart.person.last_name is 'As an analyst likes to say it.';
        create statistics mart.analyst_person_places on residential_municipality_number, gender from mart.person;
        set role {analyst};
        create view analyst.everybody as select * from mart.person;
        create view analyst.everything as
            select p.last_name, n.first_name, a.address_name, m.municipality_name, s.status, g.published_at
            from mart.person p join mart.person_name n using (person_id) left join mart.person_address a using (person_id) left join mart.municipality m using (municipality_number)
            left join mart.person_status s using (person_id) cross join mart.generation g;
        create view analyst.analysed as select p.gender, count(*) as persons from analysis.person p join analysis.person_address a using (person_id) group by p.gender;
        create view analyst.told as select c.event, count(*) as persons from mart.change c group by c.event;
        create materialized view analyst.names as select last_name, count(*) as persons from mart.person where last_name is not null group by last_name;
        create unique index names_last_name on analyst.names (last_name);
        comment on view analyst.everybody is 'Everybody.';
        grant select on analyst.everybody to {analyst}_reader;
        reset role;
        """;

    /// <summary>Every relation of the mart and of the analyst, by its number: whose it is, who may read it, and what it is made of.</summary>
    private const string Catalogue = """
        select concat_ws(' | ', c.oid, n.nspname || '.' || c.relname, c.relkind, pg_get_userbyid(c.relowner), array(select a::text from unnest(c.relacl) a order by 1), c.reloptions,
            obj_description(c.oid, 'pg_class'), md5(pg_get_viewdef(c.oid)), pg_get_indexdef(c.oid),
            (select string_agg(concat_ws(':', attnum, attname, format_type(atttypid, atttypmod), attnotnull, attacl, col_description(c.oid, attnum)), ',' order by attnum) from pg_attribute where attrelid = c.oid and attnum > 0 and c.relkind <> 'i'),
            (select string_agg(concat_ws(':', conname, pg_get_constraintdef(o.oid)), ',' order by conname) from pg_constraint o where conrelid = c.oid),
            (select string_agg(r.oid || ':' || rulename, ',' order by r.oid) from pg_rewrite r where ev_class = c.oid),
            (select string_agg(pg_get_statisticsobjdef(s.oid), ',') from pg_statistic_ext s where stxrelid = c.oid))
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('mart', 'analysis', 'analyst') and c.relkind in ('r', 'v', 'm', 'i')
        order by n.nspname, c.relname
        """;

    public async Task InitializeAsync()
    {
        nights = await AlternatingNights.BeginAsync(100);
        await nights.At.ExecuteAsync(Made);
    }

    public async Task DisposeAsync()
    {
        await nights!.At.ExecuteAsync($"drop owned by {analyst}, {analyst}_reader cascade; drop role {analyst}, {analyst}_reader");
        await nights.DisposeAsync();
    }

    [Fact]
    public async Task Views_grants_indexes_and_comments_of_an_analyst_are_untouched_after_twenty_generations()
    {
        var at = nights!.At;
        var before = await at.ListAsync(Catalogue);
        var genders = await at.ScalarAsync<long>("select count(gender) from mart.person");
        Assert.NotEqual(0L, genders);
        Assert.Contains(before, line => line.Contains("analyst.everything", StringComparison.Ordinal));
        Assert.Contains(before, line => line.Contains("analyst_person_last_name", StringComparison.Ordinal));

        while (nights.Generation < Generations)
        {
            if (nights.Generation + 1 == WithNewColumn) await at.ExecuteAsync(NewColumnTests.JustAdded);
            await nights.PublishAsync();
            Assert.Equal(before, await at.ListAsync(Catalogue));
            await MustReadAsync(nights.Generation);
        }

        await at.ExecuteAsync($"set role {analyst}; refresh materialized view concurrently analyst.names; reset role");
        Assert.Equal([$"{AlternatingNights.NameIn(nights.Generation)} {nights.Named}"], await at.ListAsync("select last_name || ' ' || persons from analyst.names"));
        Assert.Equal(genders, await at.ScalarAsync<long>("select count(gender) from mart.person"));
    }

    /// <summary>The views show the generation that is served, to those who were granted them.</summary>
    private async Task MustReadAsync(int generation)
    {
        var name = AlternatingNights.NameIn(generation);
        Assert.Equal($"{nights!.Named} of {nights.Named}", await AskAsync(analyst, $"select count(*) filter (where last_name = '{name}') || ' of ' || count(last_name) from analyst.everybody"));
        Assert.Equal($"{nights.Named} of {nights.Named}", await AskAsync(analyst + "_reader", $"select count(*) filter (where last_name = '{name}') || ' of ' || count(last_name) from mart.person"));
        Assert.Equal("0 of true", await AskAsync(analyst, $"select count(*) filter (where last_name <> '{name}') || ' of ' || (count(*) > 0) from analyst.everything"));
        Assert.Equal("true", await AskAsync(analyst, "select (count(*) > 0)::text from analyst.analysed"));
        Assert.Equal("true", await AskAsync(analyst, "select (count(*) > 0)::text from analyst.told where event = 'ChangeInName'"));
        Assert.Equal("true", await AskAsync(analyst + "_reader", "select (count(short_name) > 0)::text from mart.person_name"));
    }

    private async Task<string> AskAsync(string role, string sql)
    {
        await using var connection = await nights!.At.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var set = new Npgsql.NpgsqlCommand($"set local role {role}", connection)) await set.ExecuteNonQueryAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
