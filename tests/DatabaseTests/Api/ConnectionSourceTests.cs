using Microsoft.Extensions.Configuration;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Mart;

namespace PersonEtl.DatabaseTests.Api;

public sealed class ConnectionSourceTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("petl-api-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void The_pipelines_state_file_leads_the_api_to_its_cluster()
    {
        Directory.CreateDirectory(Path.Combine(_data, "pg"));
        var password = Path.Combine(_data, "pg", "password");
        File.WriteAllText(password, "a secret\n");
        new ClusterState(15, "/bin", "/pg15", "127.0.0.1", 54321, "personetl", "mart", password).Write(new DataFolder(_data).ClusterState);

        var found = Source().Find();

        Assert.Equal(("127.0.0.1", 54321, "personetl", "mart", "a secret"), (found.Host, found.Port, found.Username, found.Database, found.Password));
    }

    [Fact]
    public void Both_programs_have_the_same_data_folder() => Assert.Equal(Folders.FromEnvironment().Data, DataFolder.FromEnvironment().Path);

    [Fact]
    public void Without_a_database_the_message_names_both_ways()
    {
        var message = Assert.Throws<SetupException>(() => Source().Find()).Message;

        Assert.Contains("PERSONETL_PG", message, StringComparison.Ordinal);
        Assert.Contains("etl -- up", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Port=6432;Username=u;Password=p w;Database=d")]
    [InlineData("postgresql://u:p%20w@db:6432/d")]
    public void A_connection_is_given_in_either_form(string given)
    {
        var found = Source(given).Find();

        Assert.Equal(("db", 6432, "u", "d", "p w"), (found.Host, found.Port, found.Username, found.Database, found.Password));
    }

    [Fact]
    public void A_connection_that_is_none_is_not_repeated()
    {
        Assert.DoesNotContain("hunter2", Assert.Throws<SetupException>(() => Source("Host=db;Pasword=hunter2").Find()).Message, StringComparison.Ordinal);
    }

    private ConnectionSource Source(string? given = null) =>
        new(ApiOptions.From(new ConfigurationBuilder().AddInMemoryCollection([new("PERSONETL_DATA", _data), new("PERSONETL_PG", given)]).Build()));
}
