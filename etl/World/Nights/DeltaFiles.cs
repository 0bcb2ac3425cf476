using System.Buffers;
using System.Globalization;
using PersonEtl.Etl.World.People;
using PersonEtl.Etl.World.Places;
using PersonEtl.Etl.World.Writing;

namespace PersonEtl.Etl.World.Nights;

/// <summary>Writes what came in one night alone: whole documents of the changed persons, and pages of KRR's change feed.</summary>
internal sealed class DeltaFiles(string folder, Land land, Population population, WorldOptions options, NightDays days)
{
    /// <summary>Documents in a gzip member, and records on a page of KRR.</summary>
    private const int Size = 1000;

    public async Task<IReadOnlyList<string>> WriteFregAsync(NightWork work, CancellationToken cancellationToken)
    {
        if (work.Documents.Count == 0) return [];
        using var line = new FregLine(land, population, options);
        using var lived = new LifeLine(land, options, new(land, population, options), line, days);
        var bytes = new ArrayBufferWriter<byte>();
        var path = Path.Combine(folder, "freg-delta.ndjson.gz");
        await using var file = File.Create(path);
        foreach (var some in work.Documents.Chunk(Size))
        {
            cancellationToken.ThrowIfCancellationRequested();
            bytes.ResetWrittenCount();
            foreach (var life in some) lived.Write(bytes, life, work.Night);
            ChunkWriter.Pack(bytes.WrittenSpan, file);
        }
        return [path];
    }

    public async Task<IReadOnlyList<string>> WriteKrrAsync(NightWork work, CancellationToken cancellationToken)
    {
        List<string> pages = [];
        var bytes = new ArrayBufferWriter<byte>();
        var before = work.KrrBefore;
        foreach (var some in work.Contacts.Chunk(Size))
        {
            bytes.ResetWrittenCount();
            using var page = new KrrPage(options, KrrPageForm.Feed, bytes, days);
            foreach (var (life, contact) in some) page.Add(life, contact);
            page.End(before, before + some.Length, work.KrrAfter);
            before += some.Length;
            pages.Add(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"krr-delta-{pages.Count:000}.json")));
            await File.WriteAllBytesAsync(pages[^1], bytes.WrittenMemory.ToArray(), cancellationToken);
        }
        return pages;
    }
}
