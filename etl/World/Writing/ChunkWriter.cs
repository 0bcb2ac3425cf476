using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Compression;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.Nights;
using PersonEtl.Etl.World.People;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Makes a chunk of persons by itself: chunks can be made on any core and are the same for it.</summary>
internal sealed class ChunkWriter(Land land, Population population, WorldOptions options, NightDays days, Lives? lives = null)
{
    /// <summary>Persons in a chunk; a page of KRR holds no more than this.</summary>
    public const int Size = 1000;

    private static readonly byte[][] Malformed =
    [
        [.. "{\"foedselsEllerDNummer\":\"00000000000\",\"folkeregisterperson\":{\"identifikasjonsnummer\":[\n"u8],
        [.. "<html><body>502 Bad Gateway</body></html>\n"u8],
        [.. "{\"foedselsEllerDNummer\":\"00000000000\",\"folkeregisterperson\":{\"navn\":[{\"fornavn\":\""u8, 0xFF, .. "\"}]}}\n"u8],
    ];

    private readonly ConcurrentBag<PersonChunk> idle = [];
    private readonly PersonPlanner planner = new(land, population, options);

    /// <summary>How many there are, with the newcomers.</summary>
    public int Chunks => ((lives?.End(options.Persons) ?? options.Persons) + Size - 1) / Size;

    public PersonChunk Write(int chunk)
    {
        var (from, to) = (chunk * Size, Math.Min(lives?.End(options.Persons) ?? options.Persons, (chunk + 1) * Size));
        if (!idle.TryTake(out var made)) made = new();
        made.Clear();
        var (freg, answers) = (made.FregText, made.AnswersText);
        using var line = new FregLine(land, population, options);
        using var lived = new LifeLine(land, options, planner, line, days);
        using var krr = new KrrPage(options, KrrPage.FormOf(chunk), made.Krr, days);
        var counts = default(ChunkCounts);
        for (var index = from; index < to; index++)
        {
            var life = lives?.Of(index);
            if (life is not null) counts += WriteLife(freg, lived, krr, life, lives!.Night);
            else if (index < options.Persons) counts += WritePerson(made, line, krr, index);
            if (index < options.Persons) counts += new ChunkCounts(0, WriteErrors(freg, line, index), WriteMalformed(freg, index), 0, 0, 0, 0, 0);
        }
        krr.End(from, to, Math.Max(to, options.Persons));
        Pack(freg.WrittenSpan, made.Freg);
        Pack(answers.WrittenSpan, made.Answers);
        made.Counts = counts with { Contacts = krr.Count, FregBytes = freg.WrittenCount };
        return made;
    }

    /// <summary>Takes back a chunk that has been written out.</summary>
    public void Return(PersonChunk chunk) => idle.Add(chunk);

    /// <summary>Adds a gzip member to a stream.</summary>
    public static void Pack(ReadOnlySpan<byte> bytes, Stream into)
    {
        using var gzip = new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true);
        gzip.Write(bytes);
    }

    private ChunkCounts WritePerson(PersonChunk made, FregLine line, KrrPage krr, int index)
    {
        var document = planner.Plan(index);
        var (answers, person, number) = (made.AnswersText, document.Person, document.Person.Number);
        line.Write(made.FregText, document);
        Answers.Write(answers, number, document.Residences, person.Grading);
        Answers.Write(answers, number, document.Presents, person.Grading);
        Answers.Write(answers, number, document.Shared, person.Grading);
        krr.Add(person, population, []);
        return new(1, 0, 0, document.Residences.Count, document.Presents.Count, document.Shared.Count, 0, 0);
    }

    private ChunkCounts WriteLife(ArrayBufferWriter<byte> freg, LifeLine lived, KrrPage krr, Life life, int night)
    {
        var contacts = life.Contacts(night).ToList();
        if (life.Person.Index < options.Persons) krr.Add(life.Person, population, contacts);
        foreach (var contact in contacts) krr.Add(life, contact);
        if (!life.IsDelivered(night)) return default;
        lived.Write(freg, life, night);
        return new(1, 0, 0, 0, 0, 0, 0, 0);
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
}
