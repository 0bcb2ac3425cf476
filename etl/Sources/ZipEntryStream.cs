using System.IO.Compression;
using System.IO.Hashing;

namespace PersonEtl.Etl.Sources;

/// <summary>
/// Unpacks one entry of a zip, and fails at its end when length or checksum aren't those that the zip states.
/// The framework checks neither: a damaged zip would give other house numbers without a word.
/// </summary>
internal sealed class ZipEntryStream(ZipArchiveEntry entry) : Stream
{
    private readonly Stream unpacked = entry.Open();
    private readonly Crc32 checksum = new();
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => entry.Length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The entry is damaged.</exception>
    public override int Read(Span<byte> target)
    {
        var count = unpacked.Read(target);
        checksum.Append(target[..count]);
        position += count;
        // an entry that is longer than it states would not end
        if (position > entry.Length || (count == 0 && target.Length > 0 && (position != entry.Length || checksum.GetCurrentHashAsUInt32() != entry.Crc32)))
            throw new InvalidDataException("The entry's length or checksum is not the one the zip states.");
        return count;
    }

    public override int Read(byte[] target, int offset, int count) => Read(target.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }
}
