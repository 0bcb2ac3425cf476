using Dapper;
using Npgsql;
using PersonEtl.DatabaseTests.Documents;
using PersonEtl.Etl.Publish;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Every check of <c>sql/checks</c> finds nothing in what was published, and finds the row that is made wrong.</summary>
public sealed class ChecksTests(PublishedWorld world) : IClassFixture<PublishedWorld>
{
    private const string OneAddress = "(select min(person_id::text)::uuid from mart.person_address)";
    private const string OneGraded = "(select min(person_id::text)::uuid from protected.person_address)";

    /// <summary>What a publication leaves beside the rows.</summary>
    private const string Counted = """
        insert into ops.person_hash select person_id, 1, 2, 3, 4 from mart.person on conflict do nothing;
        insert into ops.table_count
        select 'mart.person', count(*) from mart.person
        union all select 'mart.person_identifier', count(*) from mart.person_identifier
        union all select 'mart.person_contact', count(*) from mart.person_contact
        on conflict do nothing
        """;

    /// <summary>A check, and a statement that makes a row wrong.</summary>
    public static TheoryData<string, string> Wrongs => new()
    {
        { "alias_without_person", "insert into mart.person_alias values (gen_random_uuid(), gen_random_uuid(), 1)" },
        { "alias_without_person", $"insert into mart.person_alias select person_id, {OneAddress}, 1 from mart.person limit 1" },
        { "child_row_without_person", $"update mart.person_address set person_id = gen_random_uuid() where person_id = {OneAddress}" },
        { "child_row_without_person", $"update mart.person_identifier set person_id = gen_random_uuid() where person_id = {OneAddress}" },
        { "child_row_without_person", "update mart.person_contact set person_id = gen_random_uuid() where person_id = (select min(person_id::text)::uuid from mart.person_contact)" },
        { "child_row_without_person", "update mart.person_marital_status set person_id = gen_random_uuid() where person_id = (select min(person_id::text)::uuid from mart.person_marital_status)" },
        { "child_row_without_person", "update mart.person_birth set person_id = gen_random_uuid() where person_id = (select min(person_id::text)::uuid from mart.person_birth)" },
        { "child_row_without_person", "update mart.person_name set person_id = gen_random_uuid() where person_id = (select min(person_id::text)::uuid from mart.person_name)" },
        { "child_row_without_person", "update mart.person_status set person_id = gen_random_uuid() where person_id = (select min(person_id::text)::uuid from mart.person_status)" },
        { "child_row_without_person", "update mart.person_citizenship set person_id = gen_random_uuid() where person_id = (select min(person_id::text)::uuid from mart.person_citizenship)" },
        { "child_row_without_person", "update protected.person_address set person_id = gen_random_uuid() where person_id = (select min(person_id::text)::uuid from protected.person_address)" },
        { "child_row_without_person", "update protected.person_marital_status set person_id = gen_random_uuid() where person_id = (select min(person_id::text)::uuid from protected.person_marital_status)" },
        { "child_row_without_person", "update protected.person_birth set person_id = gen_random_uuid() where person_id = (select min(person_id::text)::uuid from protected.person_birth)" },
        { "child_row_without_person", "update protected.person_address_protection set person_id = gen_random_uuid() where person_id = (select min(person_id::text)::uuid from protected.person_address_protection)" },
        { "child_row_without_person", $"delete from mart.person where person_id = {OneAddress}" },
        { "contact_waits_though_person_is_here", $"insert into protected.contact_waiting (identification_number, contact_state) select i.identification_number, 'Active' from mart.person_identifier i where not exists (select from mart.person_contact k where k.person_id = i.person_id) limit 1" },
        { "current_number_not_listed", $"delete from mart.person_identifier where person_id = {OneAddress}" },
        { "current_number_of_two_persons", $"update mart.person set identification_number = (select max(identification_number) from mart.person where person_id <> {OneAddress}) where person_id = {OneAddress}" },
        { "district_without_unit", "update mart.person_address set full_basic_statistical_unit_number = null where urban_district_code is not null" },
        { "erased_person_in_mart", "insert into protected.erasure select identification_number, 1 from mart.person_identifier limit 1" },
        { "graded_address_in_mart", $"insert into protected.person_address_protection (person_id, version_number, level, is_valid) values ({OneAddress}, 99, 'ClientAddress', true)" },
        { "graded_address_in_mart", $"insert into protected.person_address_protection (person_id, version_number) values ({OneAddress}, 99)" },
        { "hidden_row_in_before_images", $"with hidden as (insert into protected.hidden_person values ({OneAddress}, 9)) insert into ops.before_image values (8, 'mart.person_address', '[]', {OneAddress}, false, '{{}}')" },
        { "impossible_count", "update ops.table_count set row_count = -1 where table_name = 'mart.person_contact'" },
        { "impossible_count", "update ops.table_count set row_count = (select row_count + 1 from ops.table_count where table_name = 'mart.person_identifier') where table_name = 'mart.person'" },
        { "impossible_count", "update ops.table_count set row_count = (select row_count + 1 from ops.table_count where table_name = 'mart.person') where table_name = 'mart.person_contact'" },
        { "person_without_hash", $"delete from ops.person_hash where person_id = {OneAddress}" },
        { "person_without_hash", "insert into ops.person_hash values (gen_random_uuid(), 1, 2, 3, 4)" },
        { "stale_person_with_address", "update mart.person set stale_since = '2026-11-23' where residential_form is not null" },
        { "stale_person_with_address", $"update mart.person set stale_since = '2026-11-23', residential_form = null, present_form = null where person_id = {OneAddress}" },
        { "stale_person_with_address", $"update mart.person set stale_since = '2026-11-23', residential_form = null, present_form = null where person_id = {OneGraded}" },
        { "strictly_confidential_address_kept", $"insert into protected.person_address_protection (person_id, version_number, level, is_valid) values ({OneGraded}, 99, 'StrictlyConfidential', true)" },
        { "unit_outside_its_municipality", "update mart.person_address set municipality_number = '9999' where full_basic_statistical_unit_number is not null" },
        { "waiting_contact_in_use", "with waits as (insert into protected.contact_waiting (identification_number, contact_state) values ('00000000000', 'Active')) update mart.person_contact set identification_number = '00000000000' where person_id = (select min(person_id::text)::uuid from mart.person_contact)" },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task A_check_finds_what_is_wrong(string check, string wrong)
    {
        await using var connection = await world.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, Counted);
        var before = await Checks.RunAsync(connection, CheckReach.Everybody, CancellationToken.None);
        Assert.Equal(Wrongs.Select(w => (string)w[0]).Distinct().Order(StringComparer.Ordinal), before.Select(r => r.Check.Name));
        Assert.All(before, r => Assert.Equal(0, r.WrongRows));

        Assert.NotEqual(0, await ExecuteAsync(connection, wrong));

        Assert.NotEqual(0, await FoundAsync(connection, CheckReach.Everybody, check));
    }

    [Fact]
    public async Task Checks_of_persons_look_at_the_changed_ones_alone_and_at_those_that_are_gone()
    {
        await using var connection = await world.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, $"""
            {Counted};
            drop table if exists staging.changed_person;
            create table staging.changed_person as select {OneAddress} as person_id, 'changed' as change;
            """);
        await ExecuteAsync(connection, "update mart.person_address set municipality_number = '9999' where full_basic_statistical_unit_number is not null");
        var everybody = await FoundAsync(connection, CheckReach.Everybody, "unit_outside_its_municipality");
        var changed = await FoundAsync(connection, CheckReach.Changed, "unit_outside_its_municipality");
        Assert.InRange(changed, 1, everybody - 1);

        await ExecuteAsync(connection, $"delete from mart.person where person_id <> {OneAddress}");
        Assert.Equal(0, await FoundAsync(connection, CheckReach.Changed, "child_row_without_person"));
        await ExecuteAsync(connection, $"delete from mart.person; update staging.changed_person set change = 'gone'");
        Assert.NotEqual(0, await FoundAsync(connection, CheckReach.Changed, "child_row_without_person"));
    }

    [Fact]
    public async Task What_a_check_found_is_kept_with_how_far_it_looked_and_a_warning_stops_nothing()
    {
        var warned = new CheckResult(new("contact_waits", "Nothing waits.", CheckScope.Person, CheckSeverity.Warn, ""), 7, TimeSpan.Zero);
        Checks.Judge([warned]);
        Assert.Equal(["contact_waits found 7 wrong rows: Nothing waits."], Checks.Warnings([warned]));
        Assert.Throws<CheckFailedException>(() => Checks.Judge([warned, warned with { Check = warned.Check with { Severity = CheckSeverity.Stop } }]));

        await using var connection = await world.DataSource.OpenConnectionAsync();
        var kept = await connection.QueryAsync<string>("select format('%s %s %s', check_name, scope, severity) from ops.check_result where duration_ms >= 0 and wrong_rows = 0 order by 1");
        Assert.Equal(Check.All.Select(c => $"{c.Name} {Check.TermOf(c.Scope)} {Check.TermOf(c.Severity)}").Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_analyst_runs_a_check_as_it_is_beside_a_view_of_whom_it_is_asked()
    {
        await using var connection = await world.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "create temporary view changed_person as select person_id from mart.person");
        foreach (var check in Check.All)
        {
            await using var command = new NpgsqlCommand(check.Sql, connection);
            await using var reader = await command.ExecuteReaderAsync();
            Assert.False(await reader.ReadAsync());
            if (check.Scope != CheckScope.Aggregate) Assert.Equal("person_id", reader.GetName(0));
        }
    }

    [Fact]
    public async Task A_check_that_finds_a_row_stops_the_publication_and_says_how_many()
    {
        await using var at = await Installation.CreateAsync();
        await at.ExecuteAsync("""
            create function public.misplace() returns trigger language plpgsql as $$ begin new.urban_district_code := '030199'; return new; end $$;
            create trigger misplace before insert on mart.person_address for each row when (new.form = 'foreign') execute function public.misplace();
            """);

        var stopped = await Assert.ThrowsAsync<CheckFailedException>(async () => await at.RunAsync(await SmallWorld.LandingAsync(GoodNight.Persons)));

        Assert.Matches("^The publication was stopped by 1 of [0-9]+ checks: district_without_unit found [1-9][0-9]* wrong rows\\.", stopped.Message);
        Assert.Equal(0L, await at.ScalarAsync<long>("select count(*) from mart.generation"));
        Assert.Equal(["district_without_unit"], await at.ListAsync("select check_name from ops.check_result where wrong_rows > 0"));
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> FoundAsync(NpgsqlConnection connection, CheckReach reach, string check)
        => (await Checks.RunAsync(connection, reach, CancellationToken.None)).Single(r => r.Check.Name == check).WrongRows;
}
