using Microsoft.Extensions.Configuration;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Mart;

namespace PersonEtl.DatabaseTests.Api;

public sealed class SharedWithThePipelineTests : IDisposable
{
    private readonly string data = TestGuard.NewFolder();

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public void The_pipelines_state_file_leads_the_api_to_its_cluster()
    {
        Directory.CreateDirectory(Path.Combine(data, "pg"));
        var password = Path.Combine(data, "pg", "password");
        File.WriteAllText(password, "a secret\n");
        new ClusterState(15, "/bin", "/pg15", "127.0.0.1", 54321, "personetl", "mart", password, null).Write(new DataFolder(data).ClusterState);

        var found = Source().Find();

        Assert.Equal(("127.0.0.1", 54321, "personetl", "mart", "a secret"), (found.Host, found.Port, found.Username, found.Database, found.Password));
    }

    [Fact]
    public void Both_programs_have_the_same_data_folder() => Assert.Equal(Folders.FromEnvironment().Data, DataFolder.FromEnvironment().Path);

    [Fact]
    public async Task A_manifest_that_the_pipeline_wrote_is_one_that_the_api_reads()
    {
        var written = new Etl.Export.ExportFolder(Path.Combine(data, "exports"));
        var building = written.Begin();
        await written.CompleteAsync(building, new(7, new(2026, 11, 23)), [new("analysis/person/part-000.parquet", "person", "analysis", 1, 2, "ab"), new("identified/person/part-000.parquet", "person", "identified", 3, 4, "cd")], [], CancellationToken.None);

        var read = new MartApi.Exports.ExportFolder(ApiOptions.From(Settings()));
        var manifest = await read.Manifest(7, CancellationToken.None);
        var forAnalysts = await read.ManifestFor(new("client", null, new HashSet<string>(StringComparer.Ordinal)), 7, CancellationToken.None);

        Assert.Equal((7, "2026-11-23"), (manifest!.Generation, manifest.AsOfDate));
        Assert.Equal([new("analysis/person/part-000.parquet", "person", "analysis", 1, 2, "ab"), new("identified/person/part-000.parquet", "person", "identified", 3, 4, "cd")], manifest.Files);
        Assert.DoesNotContain("identified/", System.Text.Encoding.UTF8.GetString(forAnalysts!), StringComparison.Ordinal);
    }

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
        new(ApiOptions.From(Settings(given)));

    private IConfiguration Settings(string? given = null) => new ConfigurationBuilder().AddInMemoryCollection([new("PERSONETL_DATA", data), new("PERSONETL_PG", given)]).Build();
}
