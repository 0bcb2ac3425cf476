using System.Text;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A data folder and a migrated database of its own, in which deliveries are put and nights are run; both are gone afterwards.</summary>
internal sealed class Night : IAsyncDisposable
{
    private Night(string connectionString)
    {
        ConnectionString = connectionString;
        DataSource = MartDatabase.DataSource(connectionString);
        Folders = new(TestGuard.NewFolder());
        Options = new(Folders.Landing, AsOf: null, WithCertificate: false, QuarantineShare: 0.001, ExportsKept: 2, new ExportLayout());
        Landing = new(Folders.Landing);
    }

    public static readonly DateTimeOffset AsOf = WorldOptions.DefaultAsOf;

    /// <summary>Of a superuser.</summary>
    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public Folders Folders { get; }

    public Landing Landing { get; }

    /// <summary>What the next run is told.</summary>
    public RunOptions Options { get; set; }

    public static async Task<Night> BeginAsync() => new(await (await TestServer.GetAsync()).CreateDatabaseAsync(migrated: true));

    /// <summary>Writes a synthetic Norway into the landing folder.</summary>
    public Task<WorldResult> BuildWorldAsync(int persons, long seed, DateTimeOffset? asOf = null)
        => new WorldBuilder(new WorldOptions(persons, seed, asOf ?? AsOf)).WriteAsync(Folders.Data, progress: null, CancellationToken.None);

    /// <summary>Puts hand-made files into the landing folder as a full delivery.</summary>
    public Task DeliverAsync(SourceName source, DateTimeOffset asOf, params (string Name, string Content)[] files) => DeliverAsync(new Manifest(source, DeliveryKind.Full, asOf, null, null, null, []), files);

    /// <summary>Puts hand-made files into the landing folder as the delivery of this manifest.</summary>
    public async Task DeliverAsync(Manifest header, params (string Name, string Content)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folders.Data, "hand-made", Guid.NewGuid().ToString("N"))).FullName;
        foreach (var (name, content) in files) await File.WriteAllTextAsync(Path.Combine(folder, name), content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await Landing.DeliverAsync(header, [.. files.Select(f => Path.Combine(folder, f.Name))], move: true, CancellationToken.None);
    }

    public Task<RunResult> RunAsync() => new NightlyRun(DataSource, Folders, Options, TimeProvider.System, RunConsole.Silent()).RunAsync(CancellationToken.None);

    /// <summary>The rows of a query, each as its values; null for null.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<object?>>> RowsAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<IReadOnlyList<object?>>();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    /// <summary>The rows of a query, each as one line with <c>|</c> between its values and <c>-</c> for null.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(string sql)
        => [.. (await RowsAsync(sql)).Select(row => string.Join('|', row.Select(v => v is null ? "-" : FormattableString.Invariant($"{v}"))))];

    public async Task<T> ScalarAsync<T>(string sql) => (T)(await RowsAsync(sql))[0][0]!;

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await (await TestServer.GetAsync()).DropDatabaseAsync(ConnectionString);
        Directory.Delete(Folders.Data, recursive: true);
    }
}
