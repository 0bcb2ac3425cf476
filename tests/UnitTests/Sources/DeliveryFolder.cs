using System.IO.Compression;
using System.Text;
using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.Sources;

/// <summary>A delivery in a temporary folder, gone after the test. Its manifest has no real checksums: readers don't look at them.</summary>
internal sealed class DeliveryFolder(SourceName source) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("personetl-test-").FullName;
    private readonly List<DeliveryFile> files = [];

    public Delivery Delivery => new(folder, new Manifest(source, DeliveryKind.Full, DateTimeOffset.UnixEpoch, null, null, null, files));

    public DeliveryFolder With(string name, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(Path.Combine(folder, name), content);
        files.Add(new DeliveryFile(name, content.Length, ""));
        return this;
    }

    public DeliveryFolder With(string name, string content) => With(name, Encoding.UTF8.GetBytes(content));

    public DeliveryFolder WithCopyOf(string path) => With(Path.GetFileName(path), File.ReadAllBytes(path));

    public static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return memory.ToArray();
    }

    public static byte[] Gzip(string content) => Gzip(Encoding.UTF8.GetBytes(content));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
