using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PersonEtl.Etl.Database;

namespace PersonEtl.DatabaseTests.Database;

[Collection(PrivateClusters.Name)]
public sealed class PrivateClusterTests
{
    [Fact]
    public async Task A_cluster_starts_is_used_again_stops_and_keeps_its_data()
    {
        await using var data = new TemporaryData();
        var server = await data.PrivateServerAsync();
        Assert.Equal(ServerState.None, (await server.StatusAsync(CancellationToken.None)).State);

        var first = await server.EnsureAsync(CancellationToken.None);
        Assert.Equal(DatabaseWay.Binaries, first.Way);
        Assert.Equal("personetl", new NpgsqlConnectionStringBuilder(first.ConnectionString).Database);
        await AskAsync(first, "create table kept as select 1 as one");
        var process = Postmaster(first);

        var second = await server.EnsureAsync(CancellationToken.None);
        Assert.Equal((DatabaseWay.Running, first.ConnectionString, process), (second.Way, second.ConnectionString, Postmaster(second)));

        Assert.True(await server.StopAsync(CancellationToken.None));
        Assert.False(await server.StopAsync(CancellationToken.None));
        Assert.Equal(ServerState.Stopped, (await server.StatusAsync(CancellationToken.None)).State);

        var third = await server.EnsureAsync(CancellationToken.None);
        Assert.NotEqual(process, Postmaster(third));
        Assert.Equal("1", await AskAsync(third, "select one::text from kept"));
    }

    [Fact]
    public async Task A_cluster_listens_on_loopback_asks_for_the_password_and_is_safe_on_power_loss()
    {
        await using var data = new TemporaryData();
        var server = await (await data.PrivateServerAsync()).EnsureAsync(CancellationToken.None);
        Assert.Equal("127.0.0.1 on on on UTC UTF8", await AskAsync(server, """
            select concat_ws(' ', current_setting('listen_addresses'), current_setting('fsync'), current_setting('full_page_writes'),
                current_setting('synchronous_commit'), current_setting('timezone'), current_setting('server_encoding'))
            """));
        Assert.Equal("scram-sha-256", await AskAsync(server, "select string_agg(distinct auth_method, ' ') from pg_hba_file_rules"));
        Assert.Equal("æøåš", await AskAsync(server, "select lower('ÆØÅŠ')"));
        foreach (var host in new[] { new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!, "127.0.0.1" })
        {
            var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = host, Password = "guess", Pooling = false };
            var refused = await Assert.ThrowsAsync<PostgresException>(() => ServerAnswer.AskAsync(wrong, CancellationToken.None));
            Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        }
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.Cluster!.PasswordFile));
        var password = (await File.ReadAllTextAsync(server.Cluster!.PasswordFile)).Trim();
        Assert.DoesNotContain(password, await File.ReadAllTextAsync(Path.Combine(data.Folder, "pg", "state.json")), StringComparison.Ordinal);
        Assert.DoesNotContain(data.Said, s => s.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_that_start_at_once_get_one_server()
    {
        await using var data = new TemporaryData();
        var (one, other) = (await data.PrivateServerAsync(), await data.PrivateServerAsync());
        var both = await Task.WhenAll(Task.Run(() => one.EnsureAsync(CancellationToken.None)), Task.Run(() => other.EnsureAsync(CancellationToken.None)));
        Assert.Equal(both[0].ConnectionString, both[1].ConnectionString);
        Assert.Equal([DatabaseWay.Running, DatabaseWay.Binaries], both.Select(b => b.Way).Order());
    }

    [Fact]
    public async Task A_killed_server_is_started_again_and_a_failing_statement_left_nothing_in_its_log()
    {
        await using var data = new TemporaryData();
        var server = await data.PrivateServerAsync();
        var first = await server.EnsureAsync(CancellationToken.None);
        await AskAsync(first, "create table kept as select 1 as one");
        await Assert.ThrowsAsync<PostgresException>(() => AskAsync(first, "select 'Kari Nordmann'::date"));
        var killed = Postmaster(first);
        using (var postmaster = Process.GetProcessById(killed))
        {
            postmaster.Kill();
            await postmaster.WaitForExitAsync();
        }

        var second = await server.EnsureAsync(CancellationToken.None);
        Assert.NotEqual(killed, Postmaster(second));
        Assert.Equal("1", await AskAsync(second, "select one::text from kept"));
        Assert.DoesNotContain("Kari", await File.ReadAllTextAsync(Path.Combine(second.Cluster!.Folder, "server.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_of_another_version_is_never_replaced_by_an_empty_one()
    {
        await using var data = new TemporaryData();
        var foreign = Path.Combine(data.Folder, "pg", "14", "data");
        Directory.CreateDirectory(foreign);
        await File.WriteAllTextAsync(Path.Combine(foreign, "PG_VERSION"), "14\n");
        var server = data.Server(("PATH", "/nowhere"), ("PERSONETL_PG_BIN", (await TestServer.FindBinariesAsync()).Folder));
        var error = await Assert.ThrowsAsync<NoDatabaseException>(() => server.EnsureAsync(CancellationToken.None));
        Assert.Contains("14", error.Message, StringComparison.Ordinal);
        Assert.Equal(["14"], Directory.GetDirectories(Path.Combine(data.Folder, "pg")).Select(Path.GetFileName));
    }

    private static int Postmaster(RunningServer server)
        => int.Parse(File.ReadLines(Path.Combine(server.Cluster!.DataFolder, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static async Task<string?> AskAsync(RunningServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync();
    }
}
