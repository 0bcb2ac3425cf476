using Npgsql;
using PersonEtl.DatabaseTests.Documents;
using PersonEtl.Etl.Publish;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Every check of <c>sql/checks</c> finds nothing in what was published, and finds the row that is made wrong.</summary>
public sealed class ChecksTests(PublishedWorld world) : IClassFixture<PublishedWorld>
{
    private const string OneAddress = "(select min(person_id::text)::uuid from mart.person_address)";
    private const string OneGraded = "(select min(person_id::text)::uuid from protected.person_address)";

    /// <summary>A check, and a statement that makes a row wrong.</summary>
    public static TheoryData<string, string> Wrongs => new()
    {
        { "alias_without_person", "insert into mart.person_alias values (gen_random_uuid(), gen_random_uuid(), 1)" },
        { "alias_without_person", $"insert into mart.person_alias select person_id, {OneAddress}, 1 from mart.person limit 1" },
        { "child_row_without_person", $"update mart.person_address set person_id = gen_random_uuid() where person_id = {OneAddress}" },
        { "child_row_without_person", $"update mart.person_identifier set person_id = gen_random_uuid() where person_id = {OneAddress}" },
        { "child_row_without_person", "update mart.person_contact set person_id = gen_random_uuid()" },
        { "current_number_of_two_persons", $"update mart.person set identification_number = (select max(identification_number) from mart.person where person_id <> {OneAddress}) where person_id = {OneAddress}" },
        { "district_without_unit", "update mart.person_address set full_basic_statistical_unit_number = null where urban_district_code is not null" },
        { "graded_address_in_mart", $"insert into protected.person_address_protection (person_id, version_number, level, is_valid) values ({OneAddress}, 99, 'ClientAddress', true)" },
        { "graded_address_in_mart", $"insert into protected.person_address_protection (person_id, version_number) values ({OneAddress}, 99)" },
        { "stale_person_with_address", "update mart.person set stale_since = '2026-11-23' where residential_form is not null" },
        { "stale_person_with_address", $"update mart.person set stale_since = '2026-11-23', residential_form = null, present_form = null where person_id = {OneAddress}" },
        { "stale_person_with_address", $"update mart.person set stale_since = '2026-11-23', residential_form = null, present_form = null where person_id = {OneGraded}" },
        { "strictly_confidential_address_kept", $"insert into protected.person_address_protection (person_id, version_number, level, is_valid) values ({OneGraded}, 99, 'StrictlyConfidential', true)" },
        { "unit_outside_its_municipality", "update mart.person_address set municipality_number = '9999' where full_basic_statistical_unit_number is not null" },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task A_check_finds_what_is_wrong(string check, string wrong)
    {
        await using var connection = await world.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var before = await Checks.RunAsync(connection, CancellationToken.None);
        Assert.Equal(Wrongs.Select(w => (string)w[0]).Distinct().Order(StringComparer.Ordinal), before.Keys);
        Assert.All(before.Values, rows => Assert.Equal(0, rows));

        await using var command = new NpgsqlCommand(wrong, connection, transaction);
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());

        Assert.NotEqual(0, (await Checks.RunAsync(connection, CancellationToken.None))[check]);
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
}
