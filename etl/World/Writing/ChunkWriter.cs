using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Compression;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.People;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Makes a chunk of persons by itself: chunks can be made on any core and are the same for it.</summary>
internal sealed class ChunkWriter(Land land, Population population, WorldOptions options)
{
    /// <summary>Persons in a chunk; a page of KRR holds no more than this.</summary>
    public const int Size = 1000;

    private static readonly byte[][] Malformed =
    [
        [.. "{\"foedselsEllerDNummer\":\"00000000000\",\"folkeregisterperson\":{\"identifikasjonsnummer\":[\n"u8],
        [.. "<html><body>502 Bad Gateway</body></html>\n"u8],
        [.. "{\"foedselsEllerDNummer\":\"00000000000\",\"folkeregisterperson\":{\"navn\":[{\"fornavn\":\""u8, 0xFF, .. "\"}]}}\n"u8],
    ];

    /// <summary>Buffers of some megabytes are used again: new ones for each chunk would be most of the program's memory.</summary>
    private readonly ConcurrentBag<(ArrayBufferWriter<byte> Freg, ArrayBufferWriter<byte> Answers)> _idle = [];
    private readonly PersonPlanner _planner = new(land, population, options);

    public PersonChunk Write(int chunk)
    {
        var (from, to) = (chunk * Size, Math.Min(options.Persons, (chunk + 1) * Size));
        if (!_idle.TryTake(out var buffers)) buffers = new(new(Size * 4096), new(Size * 256));
        var (freg, answers) = buffers;
        using var line = new FregLine(land, population, options);
        using var krr = new KrrPage(options, chunk);
        var counts = default(ChunkCounts);
        for (var index = from; index < to; index++)
        {
            var document = _planner.Plan(index);
            var (person, number) = (document.Person, document.Person.Number);
            line.Write(freg, document);
            Answers.Write(answers, number, document.Residences, person.Grading);
            Answers.Write(answers, number, document.Presents, person.Grading);
            Answers.Write(answers, number, document.Shared, person.Grading);
            krr.Add(person, population);
            counts += new ChunkCounts(1, WriteErrors(freg, line, index), WriteMalformed(freg, index), document.Residences.Count, document.Presents.Count, document.Shared.Count, 0, 0);
        }
        var made = new PersonChunk(Packed(freg.WrittenSpan), krr.End(from, to), Packed(answers.WrittenSpan), counts with { Contacts = krr.Count, FregBytes = freg.WrittenCount });
        freg.ResetWrittenCount();
        answers.ResetWrittenCount();
        _idle.Add(buffers);
        return made;
    }

    private int WriteErrors(ArrayBufferWriter<byte> freg, FregLine line, int index)
    {
        var due = Due(index, options.ErrorLines);
        for (var n = 0; n < due; n++) line.WriteError(freg, population.StrangerOf(index) ?? "00000000000");
        return due;
    }

    private int WriteMalformed(ArrayBufferWriter<byte> freg, int index)
    {
        var due = Due(index, options.MalformedLines);
        for (var n = 0; n < due; n++) freg.Write(Malformed[(Before(index, options.MalformedLines) + n) % Malformed.Length]);
        return due;
    }

    /// <summary>How many of the extra lines, spread evenly over the world, come after this person.</summary>
    private int Due(int index, int lines) => Before(index + 1, lines) - Before(index, lines);

    private int Before(int index, int lines) => (int)((((long)index * lines) + (options.Persons / 2)) / options.Persons);

    public static byte[] Packed(ReadOnlySpan<byte> bytes)
    {
        using var memory = new MemoryStream(bytes.Length / 6);
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return memory.ToArray();
    }
}
