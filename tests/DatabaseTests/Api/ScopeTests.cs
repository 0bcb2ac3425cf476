using System.Net;
using Npgsql;

namespace PersonEtl.DatabaseTests.Api;

public sealed class ScopeTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Restricted_access_sees_nothing_that_tells_of_a_graded_address()
    {
        var person = await api.PersonAsync("restricted-access", ApiWorld.Confidential.ToString(), """, "history": true""");
        var text = Golden.Text(person);

        Assert.Empty(person["residentialAddress"]!.AsArray());
        Assert.Empty(person["presentAddress"]!.AsArray());
        Assert.Empty(person["sharedResidence"]!.AsArray());
        Assert.False(person.ContainsKey("addressProtection"));
        Assert.False(person.ContainsKey("commonContactRegisterInformation"));
        Assert.Null(person["maritalStatus"]![0]!["relatedByMaritalStatus"]);
        Assert.Null(person["maritalStatus"]![0]!["place"]);
        Assert.DoesNotContain("HEMMELIG", text, StringComparison.Ordinal);
        Assert.DoesNotContain("4601", text, StringComparison.Ordinal);
        Assert.DoesNotContain("onfidential", text.Replace("addressConfidentiality", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restricted_access_asking_for_a_part_of_full_access_gets_no_key()
    {
        var person = await api.PersonAsync("restricted-access", ApiWorld.SeedNumber, """, "parts": ["commonContactRegisterInformation", "addressProtection", "gender"]""");

        Assert.Equal(["gender", "id"], person.Select(p => p.Key));
    }

    [Fact]
    public async Task Restricted_access_sees_ungraded_addresses_as_unclassified_and_no_spouse()
    {
        var person = await api.PersonAsync("restricted-access", ApiWorld.SeedNumber);

        Assert.Equal("Unclassified", (string?)person["residentialAddress"]![0]!["addressConfidentiality"]);
        Assert.True(person["maritalStatus"]![0]!.AsObject().ContainsKey("relatedByMaritalStatus"));
        Assert.Null(person["maritalStatus"]![0]!["relatedByMaritalStatus"]);
        Assert.Equal("Sist Testkirke", (string?)person["maritalStatus"]![0]!["place"]);
    }

    [Fact]
    public async Task Statuses_beyond_the_five_are_for_full_access()
    {
        Assert.Empty((await api.PersonAsync("restricted-access", ApiWorld.HistoryNumber))["status"]!.AsArray());
        Assert.Equal("Disappeared", (string?)(await api.PersonAsync("full-access", ApiWorld.HistoryNumber))["status"]![0]!["status"]);
    }

    [Fact]
    public async Task Full_access_sees_graded_rows_whole()
    {
        var person = await api.PersonAsync("full-access", ApiWorld.Confidential.ToString());

        Assert.Equal("Confidential", (string?)person["residentialAddress"]![0]!["addressConfidentiality"]);
        Assert.Equal("HEMMELIG VEI", (string?)person["residentialAddress"]![0]!["streetAddress"]!["addressName"]);
        Assert.Equal("ClientAddress", (string?)person["presentAddress"]![0]!["addressConfidentiality"]);
        Assert.Equal("Confidential", (string?)person["addressProtection"]![0]!["protectionLevel"]);
        Assert.Equal("05912345605", (string?)person["maritalStatus"]![0]!["relatedByMaritalStatus"]);
        Assert.Equal("HEMMELIGVIK", (string?)person["maritalStatus"]![0]!["place"]);
        Assert.Equal("2011-03-04T00:00:00Z", (string?)person["maritalStatus"]![0]!["statusDate"]);
        Assert.Equal("HEMMELIGVIK", (string?)person["birth"]![0]!["birthPlace"]);
        Assert.Null(person["commonContactRegisterInformation"]);
        Assert.True(person.ContainsKey("commonContactRegisterInformation"));
    }

    [Fact]
    public async Task A_shared_residence_is_current_while_its_contract_runs()
    {
        static IEnumerable<string?> Streets(System.Text.Json.Nodes.JsonObject person) => person["sharedResidence"]!.AsArray().Select(a => (string?)a!["streetAddress"]!["addressName"]);

        Assert.Equal(["DELT VEI"], Streets(await api.PersonAsync("full-access", ApiWorld.Confidential.ToString())));
        Assert.Equal(["DELT VEI", "UTLØPT VEI"], Streets(await api.PersonAsync("full-access", ApiWorld.Confidential.ToString(), """, "history": true""")));
    }

    [Fact]
    public async Task A_strictly_confidential_person_is_the_level_and_empty_arrays()
    {
        var person = await api.PersonAsync("full-access", ApiWorld.Strict.ToString(), """, "history": true""");

        Assert.Equal("StrictlyConfidential", (string?)person["addressProtection"]![0]!["protectionLevel"]);
        Assert.Empty(person["residentialAddress"]!.AsArray());
        Assert.Empty(person["presentAddress"]!.AsArray());
        Assert.Empty(person["sharedResidence"]!.AsArray());
        Assert.DoesNotContain("HEMMELIG", Golden.Text(person), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nhn:hgd-persontjenesten-api/full-access", HttpStatusCode.OK)]
    [InlineData("exports", HttpStatusCode.Forbidden)]
    [InlineData("full-access-not", HttpStatusCode.Forbidden)]
    [InlineData("other:full-access", HttpStatusCode.Forbidden)]
    public async Task A_scope_opens_what_it_names_and_nothing_else(string scope, HttpStatusCode expected)
    {
        using var client = api.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", TestToken.Make(api.Data, scope: scope));
        using var response = await client.GetAsync($"/v1/persons/{ApiWorld.Seed}");

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("mart_reader", "insert into mart.person (person_id, contact_state) values (gen_random_uuid(), 'Active')")]
    [InlineData("mart_reader", "update mart.person set status = null")]
    [InlineData("mart_reader", "delete from mart.person_address")]
    [InlineData("mart_reader", "truncate mart.generation")]
    [InlineData("mart_reader", "create table mart.own (x integer)")]
    [InlineData("mart_reader", "select * from protected.person_address")]
    [InlineData("mart_reader", "select * from access.reading")]
    [InlineData("mart_protected", "insert into protected.person_key values ('1', gen_random_uuid(), 1)")]
    [InlineData("mart_protected", "update protected.person_address set form = null")]
    [InlineData("mart_protected", "delete from mart.person")]
    [InlineData("mart_protected", "select * from access.reading")]
    [InlineData("access_writer", "select * from mart.person")]
    [InlineData("access_writer", "insert into access.reading (client, scope, route, person_ids) values ('x', 'x', 'x', '{}')")]
    [InlineData("access_writer", "delete from access.reading")]
    public async Task The_database_itself_refuses_what_a_role_may_not_do(string role, string sql)
    {
        await using var connection = new NpgsqlConnection(api.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var become = new NpgsqlCommand($"set local role {role}", connection, transaction)) await become.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Restricted_access_is_read_as_a_role_that_cannot_see_protected_rows()
    {
        await api.SqlAsync("revoke usage on schema protected from mart_protected");
        try
        {
            using var restricted = await api.LookupAsync("restricted-access", $$"""{"identifiers": ["{{ApiWorld.Confidential}}"]}""");
            using var full = await api.LookupAsync("full-access", $$"""{"identifiers": ["{{ApiWorld.Confidential}}"]}""");
            Assert.Equal(HttpStatusCode.OK, restricted.StatusCode);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, full.StatusCode);
        }
        finally
        {
            await api.SqlAsync("grant usage on schema protected to mart_protected");
        }
    }

    [Fact]
    public async Task A_login_that_is_nothing_but_a_member_of_the_three_roles_serves_every_route()
    {
        var login = "api_" + new NpgsqlConnectionStringBuilder(api.ConnectionString).Database;
        await api.SqlAsync($"create role {login} login noinherit; grant mart_reader, mart_protected, access_writer to {login}");
        var connection = new NpgsqlConnectionStringBuilder(api.ConnectionString) { Username = login };
        await using (var factory = ApiServer.Factory(connection.ConnectionString, api.Data))
        {
            using var client = factory.CreateClient();
            client.DefaultRequestHeaders.Authorization = new("Bearer", api.Token("full-access", "exports"));
            foreach (var path in new[] { $"/v1/persons/{ApiWorld.Confidential}", "/v1/changes", "/v1/mart", "/v1/exports", "/v1/reference/counties", "/health/ready" })
            {
                using var response = await client.GetAsync(path);
                Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
            }
        }
        await using var own = new NpgsqlConnection(connection.ConnectionString);
        await own.OpenAsync();
        await using var command = new NpgsqlCommand("select * from mart.person", own);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }
}
