using System.IO.Compression;
using System.Security.Cryptography;

namespace PersonEtl.Etl.Sources;

/// <summary>
/// Unpacks gzip of one or more members, and fails when the file ends before its last member does.
/// The framework's stream takes a cut file for a whole one: so a last member of our own, a seal, is put behind the file,
/// and only what unpacks right up to the seal is complete. Bytes after the last member hide the seal, and fail too.
/// </summary>
internal sealed class StrictGzipStream(Stream packed, string place) : Stream
{
    private const int SealLength = 16;
    private static readonly byte[] SealText = RandomNumberGenerator.GetBytes(SealLength);
    private static readonly byte[] SealMember = Pack(SealText);

    private readonly SealedSource source = new(packed, SealMember);
    private readonly byte[] buffer = new byte[(1 << 17) + SealLength];
    private GZipStream? unpacked;
    private int start;
    private int end;
    private bool finished;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // what is in the buffer may be the seal until more has come
    private int Ready => finished ? end - start : end - start - SealLength;

    public override int Read(Span<byte> target)
    {
        while (Ready <= 0 && !finished)
        {
            try
            {
                Accept(Unpacked().Read(FreeSpace().Span));
            }
            catch (InvalidDataException e)
            {
                throw Broken(e);
            }
        }
        return Take(target);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken = default)
    {
        while (Ready <= 0 && !finished)
        {
            try
            {
                Accept(await Unpacked().ReadAsync(FreeSpace(), cancellationToken));
            }
            catch (InvalidDataException e)
            {
                throw Broken(e);
            }
        }
        return Take(target.Span);
    }

    public override int Read(byte[] target, int offset, int count) => Read(target.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] target, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(target.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked?.Dispose();
            source.Dispose();
        }
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(text);
        return memory.ToArray();
    }

    private GZipStream Unpacked() => unpacked ??= new GZipStream(source, CompressionMode.Decompress);

    private Memory<byte> FreeSpace()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        return buffer.AsMemory(end);
    }

    private void Accept(int count)
    {
        end += count;
        if (count > 0) return;
        if (end - start < SealLength || !buffer.AsSpan(end - SealLength, SealLength).SequenceEqual(SealText)) throw Truncated(null);
        end -= SealLength;
        finished = true;
    }

    private int Take(Span<byte> target)
    {
        var count = Math.Min(Ready, target.Length);
        buffer.AsSpan(start, count).CopyTo(target);
        start += count;
        return count;
    }

    private BadInputException Broken(InvalidDataException inner) => source.SealIsRead
        ? Truncated(inner)
        : new("gzip-broken", $"{place}: expected gzip, found bytes that don't unpack. The file was damaged before delivery; make it again.", inner);

    private BadInputException Truncated(InvalidDataException? inner) => new(
        "gzip-truncated", $"{place}: expected whole gzip members to the end of the file, found one that is cut off, or bytes after the last. Make and deliver the file again.", inner);

    /// <summary>The packed file with the seal behind it.</summary>
    private sealed class SealedSource(Stream packed, byte[] seal) : Stream
    {
        private int sealPosition;

        public bool SealIsRead => sealPosition > 0;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> target)
        {
            var count = SealIsRead ? 0 : packed.Read(target);
            return count > 0 ? count : ReadSeal(target);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken = default)
        {
            var count = SealIsRead ? 0 : await packed.ReadAsync(target, cancellationToken);
            return count > 0 ? count : ReadSeal(target.Span);
        }

        public override int Read(byte[] target, int offset, int count) => Read(target.AsSpan(offset, count));

        public override Task<int> ReadAsync(byte[] target, int offset, int count, CancellationToken cancellationToken)
            => ReadAsync(target.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) packed.Dispose();
            base.Dispose(disposing);
        }

        private int ReadSeal(Span<byte> target)
        {
            var count = Math.Min(seal.Length - sealPosition, target.Length);
            seal.AsSpan(sealPosition, count).CopyTo(target);
            sealPosition += count;
            return count;
        }
    }
}
