using System.IO.Compression;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;
using PersonEtl.Etl.World;

namespace PersonEtl.Benchmarks;

/// <summary>A synthetic Norway in a folder of its own that is removed at the end. What is measured reads memory or unpacked files, so that no unpacking is measured.</summary>
internal sealed class BenchmarkWorld : IAsyncDisposable
{
    private BenchmarkWorld(int persons, string folder, Collection collection)
    {
        Persons = persons;
        Folder = folder;
        Collection = collection;
    }

    public int Persons { get; }

    public string Folder { get; }

    public Collection Collection { get; private set; }

    /// <summary>FREG, unpacked, in memory.</summary>
    public IReadOnlyList<DocumentBlock> Blocks { get; private set; } = [];

    public static async Task<BenchmarkWorld> MakeAsync(int persons, CancellationToken cancellationToken)
    {
        // not a private folder: the database server reads a file in it, and all in it is made up
        var folder = Path.Combine(Path.GetTempPath(), "personetl-benchmarks-" + Guid.NewGuid().ToString("N")[..8]);
        var made = await new WorldBuilder(new(persons, 1, WorldOptions.DefaultAsOf)).WriteAsync(folder, null, cancellationToken);
        var collection = await Collection.FromAsync(new(made.LandingFolder), cancellationToken);
        var world = new BenchmarkWorld(persons, folder, collection);
        world.Collection = collection with { Matrikkel = world.UnpackMatrikkel(), Krr = new([await world.UnpackKrrAsync(cancellationToken)]) };
        world.Blocks = await BlockReader.ReadAsync(collection.Freg.Deliveries, cancellationToken).ToListAsync(cancellationToken);
        return world;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private Delivery UnpackMatrikkel()
    {
        var delivery = Collection.Matrikkel;
        var target = Directory.CreateDirectory(Path.Combine(Folder, "matrikkel")).FullName;
        foreach (var file in delivery.Manifest.Files)
        {
            using var zip = ZipFile.OpenRead(delivery.PathOf(file));
            foreach (var entry in zip.Entries.Where(e => e.Name.Length > 0)) entry.ExtractToFile(Path.Combine(target, entry.Name));
        }
        return Of(delivery, target);
    }

    private async Task<Delivery> UnpackKrrAsync(CancellationToken cancellationToken)
    {
        var delivery = Collection.Krr.Full;
        var target = Directory.CreateDirectory(Path.Combine(Folder, "krr")).FullName;
        foreach (var file in delivery.Manifest.Files)
        {
            await using var from = DeliveryStream.Open(delivery, file);
            await using var to = File.Create(Path.Combine(target, file.Name));
            await from.CopyToAsync(to, cancellationToken);
        }
        return Of(delivery, target);
    }

    private static Delivery Of(Delivery delivery, string folder)
        => new(folder, delivery.Manifest with { Files = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(f => new DeliveryFile(Path.GetFileName(f), new FileInfo(f).Length, ""))] });
}
