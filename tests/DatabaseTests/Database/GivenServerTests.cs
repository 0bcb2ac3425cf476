using System.Net;
using System.Net.Sockets;
using Npgsql;
using PersonEtl.Etl.Database;

namespace PersonEtl.DatabaseTests.Database;

[Collection(PrivateClusters.Name)]
public sealed class GivenServerTests(EmptyDatabase empty) : IClassFixture<EmptyDatabase>
{
    [Fact]
    public async Task A_given_server_is_used_and_nothing_is_started()
    {
        await using var data = new TemporaryData();
        var server = await data.Server(("PERSONETL_PG", empty.ConnectionString)).EnsureAsync(CancellationToken.None);
        Assert.Equal((DatabaseWay.Given, null), (server.Way, server.Cluster));
        Assert.Equal(new NpgsqlConnectionStringBuilder(empty.ConnectionString).Database, new NpgsqlConnectionStringBuilder(server.ConnectionString).Database);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Folder));
    }

    [Fact]
    public async Task A_missing_database_on_a_given_server_is_made()
    {
        await using var data = new TemporaryData();
        var missing = new NpgsqlConnectionStringBuilder(empty.ConnectionString) { Database = "made_when_missing" }.ConnectionString;
        var server = await data.Server(("PERSONETL_PG", missing)).EnsureAsync(CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using (var command = source.CreateCommand("select current_database()::text")) Assert.Equal("made_when_missing", await command.ExecuteScalarAsync());
        await (await TestServer.GetAsync()).DropDatabaseAsync(missing);
    }

    [Fact]
    public async Task A_given_server_that_starts_later_is_waited_for()
    {
        await using var data = new TemporaryData();
        await using var other = new TemporaryData();
        var late = await other.PrivateServerAsync();
        var connection = (await late.EnsureAsync(CancellationToken.None)).ConnectionString;
        await late.StopAsync(CancellationToken.None);

        var waiting = data.Server(("PERSONETL_PG", connection)).EnsureAsync(CancellationToken.None);
        await Task.Delay(1000);
        Assert.False(waiting.IsCompleted);
        await late.EnsureAsync(CancellationToken.None);
        Assert.Equal(DatabaseWay.Given, (await waiting).Way);
        Assert.Contains(data.Said, s => s.StartsWith("Waiting for PostgreSQL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_given_server_that_never_answers_is_an_error_without_its_password()
    {
        await using var data = new TemporaryData();
        var server = data.Server(("PERSONETL_PG", $"Host=127.0.0.1;Port={ClosedPort()};Username=a;Password=secret-word"), ("PERSONETL_PG_WAIT", "0.5"));
        var error = await Assert.ThrowsAsync<NoDatabaseException>(() => server.EnsureAsync(CancellationToken.None));
        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
        Assert.Contains("PERSONETL_PG_WAIT", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", error.Message, StringComparison.Ordinal);
        Assert.Equal(ServerState.Stopped, (await server.StatusAsync(CancellationToken.None)).State);
    }

    [Fact]
    public async Task A_given_server_that_refuses_us_is_an_error_at_once()
    {
        await using var data = new TemporaryData();
        var unknown = new NpgsqlConnectionStringBuilder(empty.ConnectionString) { Username = "nobody_here" }.ConnectionString;
        var error = await Assert.ThrowsAsync<NoDatabaseException>(() => data.Server(("PERSONETL_PG", unknown)).EnsureAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
