using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>Reads the files of FREG deliveries as blocks, in order: NDJSON, whole pages or bare documents, plain or gzip.</summary>
internal static class BlockReader
{
    /// <summary>About so many bytes travel together.</summary>
    public const int BlockSize = 1 << 20;
    private const int LargestRecord = 1 << 29;

    /// <summary>Every block of the delivery. Buffers come from the shared pool: give them back with <see cref="Return"/>.</summary>
    /// <exception cref="BadInputException">A file is empty, truncated, or holds a record larger than half a gigabyte.</exception>
    public static IAsyncEnumerable<DocumentBlock> ReadAsync(Delivery delivery, CancellationToken cancellationToken) => ReadAsync(delivery, BlockSize, cancellationToken);

    /// <summary>The same in blocks of another size.</summary>
    public static IAsyncEnumerable<DocumentBlock> ReadAsync(Delivery delivery, int blockSize, CancellationToken cancellationToken) => ReadAsync([delivery], newestFirst: false, blockSize, cancellationToken);

    /// <summary>Every block of a chain's deliveries, oldest delivery first.</summary>
    public static IAsyncEnumerable<DocumentBlock> ReadAsync(IReadOnlyList<Delivery> chain, CancellationToken cancellationToken) => ReadAsync(chain, newestFirst: false, BlockSize, cancellationToken);

    /// <summary>Every block of a chain's deliveries, newest delivery first; within a delivery in order, and each at the same position.</summary>
    public static IAsyncEnumerable<DocumentBlock> ReadNewestFirstAsync(IReadOnlyList<Delivery> chain, CancellationToken cancellationToken) => ReadAsync(chain, newestFirst: true, BlockSize, cancellationToken);

    public static async IAsyncEnumerable<DocumentBlock> ReadAsync(IReadOnlyList<Delivery> chain, bool newestFirst, int blockSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var begins = new int[chain.Count + 1];
        for (var place = 0; place < chain.Count; place++) begins[place + 1] = begins[place] + chain[place].Manifest.Files.Count;
        if (begins[^1] > DocumentBlock.MostFiles)
            throw new BadInputException("too-many-files", $"freg/{chain[^1].Name}: expected at most {DocumentBlock.MostFiles} files in a full delivery and its deltas, found {begins[^1]}. Deliver them in larger files, or a newer full delivery.");
        for (var turn = 0; turn < chain.Count; turn++)
        {
            var place = newestFirst ? chain.Count - 1 - turn : turn;
            var newerFrom = place == chain.Count - 1 ? long.MaxValue : DocumentBlock.StartOf(begins[place + 1]);
            for (var number = 0; number < chain[place].Manifest.Files.Count; number++)
            {
                var file = new OpenFile(chain[place], number, begins[place], newerFrom);
                await using var stream = DeliveryStream.Open(chain[place], file.File);
                await foreach (var block in ReadFileAsync(stream, file, blockSize, cancellationToken)) yield return block;
            }
        }
    }

    public static void Return(DocumentBlock block) => ArrayPool<byte>.Shared.Return(block.Buffer);

    private static async IAsyncEnumerable<DocumentBlock> ReadFileAsync(Stream stream, OpenFile file, int blockSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RecordCutter? cutter = null;
        var buffer = ArrayPool<byte>.Shared.Rent(blockSize);
        var filled = 0;
        long offset = 0;
        var atEnd = false;
        while (!atEnd)
        {
            if (filled == buffer.Length) buffer = Grow(buffer, filled, file);
            filled += await FillAsync(stream, buffer.AsMemory(filled), file, cancellationToken);
            atEnd = filled < buffer.Length;
            if (cutter is null)
            {
                var mark = offset == 0 ? SkipByteOrderMark(buffer.AsSpan(0, filled)) : 0;
                filled -= mark;
                offset += mark;
                if (atEnd && IsBlank(buffer.AsSpan(0, filled))) throw new BadInputException("empty-file", $"{file.Place}: expected persons, found an empty file.");
                cutter = ChooseCutter(buffer.AsSpan(0, filled), atEnd);
                if (cutter is null) continue;
            }
            var block = new DocumentBlock(buffer, file.DeliveryName, file.File.Name, file.Number, offset) { NewerFrom = file.NewerFrom };
            var consumed = cutter.Cut(buffer.AsSpan(0, filled), atEnd, block);
            if (atEnd && !IsBlank(buffer.AsSpan(consumed, filled - consumed)))
                throw new BadInputException("json-truncated", $"{file.Place}, line {cutter.Line}: expected the end of a JSON value, found the end of the file.");
            if (block.Records.Count == 0)
            {
                buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
                filled -= consumed;
                offset += consumed;
                continue;
            }
            buffer = ArrayPool<byte>.Shared.Rent(Math.Max(blockSize, filled - consumed + (blockSize / 2)));
            block.Buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
            filled -= consumed;
            offset += consumed;
            yield return block;
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static async ValueTask<int> FillAsync(Stream stream, Memory<byte> target, OpenFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException("gzip-truncated", $"{file.Place}: expected whole gzip members, found a truncated or damaged one.", e);
        }
    }

    /// <summary>
    /// Lines, when the first line is a whole JSON value or no JSON at all (the parser then reports it with its place);
    /// values over several lines otherwise. Null while the first line has not been read whole.
    /// </summary>
    private static RecordCutter? ChooseCutter(ReadOnlySpan<byte> start, bool atEnd)
    {
        var blank = start.IndexOfAnyExcept(" \t\r\n"u8);
        if (blank < 0) return null;
        var first = start[blank..];
        var end = first.IndexOf((byte)'\n');
        if (end < 0 && !atEnd) return null;
        try
        {
            var reader = new Utf8JsonReader(end < 0 ? first : first[..end], isFinalBlock: false, default);
            return reader.Read() && !reader.TrySkip() && end >= 0 ? new ValueCutter() : new LineCutter();
        }
        catch (JsonException)
        {
            return new LineCutter();
        }
    }

    private static byte[] Grow(byte[] buffer, int filled, OpenFile file)
    {
        if (buffer.Length >= LargestRecord) throw new BadInputException("record-too-large", $"{file.Place}: expected records of at most {LargestRecord} bytes, found a larger one.");
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static int SkipByteOrderMark(Span<byte> start)
    {
        if (!start.StartsWith("\uFEFF"u8)) return 0;
        start[3..].CopyTo(start);
        return 3;
    }

    private sealed class OpenFile(Delivery delivery, int number, int filesBefore, long newerFrom)
    {
        /// <summary>Its number in the chain.</summary>
        public int Number { get; } = filesBefore + number;

        public long NewerFrom { get; } = newerFrom;

        public DeliveryFile File { get; } = delivery.Manifest.Files[number];

        public string DeliveryName { get; } = delivery.Name;

        public string Place => $"freg/{DeliveryName}/{File.Name}";
    }
}
