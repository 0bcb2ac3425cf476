using System.Security.Cryptography;

namespace PersonEtl.Etl.Sources;

/// <summary>Opens the files of a delivery: plain or gzip (one or more members), told by their first bytes.</summary>
internal static class DeliveryStream
{
    private const int BufferSize = 1 << 17;

    /// <summary>The unpacked bytes of a file. A gzip that is cut off or damaged ends in a <see cref="BadInputException"/> while reading.</summary>
    public static Stream Open(Delivery delivery, DeliveryFile file)
    {
        var stream = new FileStream(delivery.PathOf(file), new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.Read,
            BufferSize = BufferSize,
            Options = FileOptions.SequentialScan,
        });
        Span<byte> magic = stackalloc byte[2];
        var packed = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        stream.Position = 0;
        return packed ? new StrictGzipStream(stream, Place(delivery, file)) : stream;
    }

    /// <summary>How messages name a file: source, delivery and file.</summary>
    public static string Place(Delivery delivery, DeliveryFile file) => $"{delivery.Manifest.Source.Text()}/{delivery.Name}/{file.Name}";

    /// <summary>Compares every file of a delivery with its manifest, size and SHA-256, before anything is built on it.</summary>
    /// <exception cref="BadInputException">A file is missing, or differs.</exception>
    public static async Task VerifyAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        foreach (var file in delivery.Manifest.Files)
        {
            var place = Place(delivery, file);
            var path = delivery.PathOf(file);
            if (!File.Exists(path)) throw new BadInputException("file-missing", $"{place}: the manifest names this file, but it is not there.");
            var size = new FileInfo(path).Length;
            if (size != file.Bytes) throw new BadInputException("size-mismatch", $"{place}: expected {file.Bytes} bytes as the manifest says, found {size}.");
            await using var stream = File.OpenRead(path);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
            if (!string.Equals(hash, file.Sha256, StringComparison.OrdinalIgnoreCase))
                throw new BadInputException("checksum-mismatch", $"{place}: expected SHA-256 {file.Sha256} as the manifest says, found {hash}. The file was damaged after delivery; deliver it again.");
        }
    }
}
