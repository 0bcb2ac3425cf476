using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.World;

namespace PersonEtl.DatabaseTests.Documents;

/// <summary>A small synthetic Norway, published by one night into a database and a folder of its own.</summary>
public sealed class PublishedWorld : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly string folder = TestGuard.NewFolder();

    /// <summary>Of a superuser.</summary>
    public NpgsqlDataSource DataSource { get; private set; } = null!;

    public string Exports => new Folders(folder).Exports;

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        DataSource = NpgsqlDataSource.Create(database.ConnectionString);
        var world = await new WorldBuilder(new(1000, 1, WorldOptions.DefaultAsOf)).WriteAsync(folder, null, CancellationToken.None);
        var options = new RunOptions(world.LandingFolder, null, WithCertificate: false, QuarantineShare: 0.001, ExportsKept: 2, new ExportLayout());
        await new NightlyRun(DataSource, new(folder), options, TimeProvider.System, RunConsole.Silent()).RunAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
