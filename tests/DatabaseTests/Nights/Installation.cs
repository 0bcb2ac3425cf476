using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>
/// A database and a data folder, as one installation of the program has them. All installations have the same person key, so that
/// what two of them publish can be compared.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private static readonly string PersonKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private Installation(string connectionString, string data)
    {
        ConnectionString = connectionString;
        OurConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = TestSession }.ConnectionString;
        DataSource = MartDatabase.DataSource(OurConnectionString);
        Folders = new(data);
        Directory.CreateDirectory(Folders.Keys);
        File.WriteAllText(Path.Combine(Folders.Keys, "person.key"), PersonKey);
    }

    /// <summary>The name of the tests' own sessions, which tells them from those of the program.</summary>
    public const string TestSession = "test";

    /// <summary>What the program is given.</summary>
    public string ConnectionString { get; }

    /// <summary>The same for the tests' own sessions.</summary>
    public string OurConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    private bool DropsDatabase { get; init; }

    public Folders Folders { get; }

    public static async Task<Installation> CreateAsync()
        => new(await (await TestServer.GetAsync()).CreateDatabaseAsync(migrated: true), TestGuard.NewFolder()) { DropsDatabase = true };

    /// <summary>On a server of the caller's, which goes away with everything in it.</summary>
    public static async Task<Installation> OnAsync(string connectionString)
    {
        await Migrations.ApplyAsync(connectionString, _ => { }, CancellationToken.None);
        return new(connectionString, TestGuard.NewFolder());
    }

    /// <summary>One with the same database and data folder, to be disturbed in its place. Nothing may be under way in this one.</summary>
    public async Task<Installation> CloneAsync()
    {
        DataSource.Clear();
        var clone = new Installation(await (await TestServer.GetAsync()).CloneDatabaseAsync(ConnectionString), TestGuard.NewFolder()) { DropsDatabase = true };
        foreach (var file in Directory.EnumerateFiles(Folders.Data, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(clone.Folders.Data, Path.GetRelativePath(Folders.Data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
        return clone;
    }

    /// <summary>A night in this process.</summary>
    public async Task<RunResult> RunAsync(string landing, int? parallel = null)
        => await Night(landing, RunConsole.Silent(), parallel).RunAsync(CancellationToken.None);

    /// <summary>A small pass in this process.</summary>
    public async Task<RunResult> RunSmallAsync(string landing)
        => await new SmallPass(DataSource, Folders, RunOptions.FromEnvironment(Folders) with { Landing = landing }, TimeProvider.System, RunConsole.Silent()).RunAsync(CancellationToken.None);

    public NightlyRun Night(string landing, RunConsole console, int? parallel = null, Seam? seam = null)
    {
        var options = RunOptions.FromEnvironment(Folders) with { Landing = landing, Seam = seam ?? Seam.None };
        return new(DataSource, Folders, parallel is { } blocks ? options with { Parallel = blocks } : options, TimeProvider.System, console);
    }

    /// <summary>The real program, as a process of its own.</summary>
    public EtlProcess Start(params string[] arguments) => EtlProcess.Start(ConnectionString, Folders.Data, arguments);

    /// <summary>The same, with a lease that expires after this many seconds without renewal.</summary>
    public EtlProcess StartWithLease(int seconds, params string[] arguments) => EtlProcess.Start(ConnectionString, Folders.Data, arguments, ("PERSONETL_LEASE", $"{seconds}"));

    public Task<ServedState> ServedAsync() => ServedState.ReadAsync(this);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>One column of a query as texts.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }

    /// <summary>Waits until a query answers true.</summary>
    public async Task UntilAsync(string sql, int seconds = 60)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await ScalarAsync<bool>(sql))
        {
            if (limit.IsCancellationRequested) throw new TimeoutException("Waited in vain for: " + sql);
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>The outcomes of all runs, oldest first.</summary>
    public async Task<string> OutcomesAsync() => string.Join(' ', await ListAsync("select outcome from ops.run order by started_at"));

    /// <summary>Every name in the folder of exports, in order.</summary>
    public IReadOnlyList<string> ExportNames()
        => Directory.Exists(Folders.Exports) ? [.. Directory.EnumerateFileSystemEntries(Folders.Exports).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal)] : [];

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (DropsDatabase) await (await TestServer.GetAsync()).DropDatabaseAsync(ConnectionString);
        Directory.Delete(Folders.Data, recursive: true);
    }
}
