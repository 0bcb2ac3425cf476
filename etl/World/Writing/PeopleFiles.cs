using System.Globalization;
using PersonEtl.Etl.World.Nights;
using PersonEtl.Etl.World.People;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Writes all files with persons in them: chunks are made on several cores and written in their order.</summary>
internal sealed class PeopleFiles(string folder, Land land, WorldOptions options, NightDays days, Lives? lives = null) : IAsyncDisposable
{
    private const int ChunksPerFile = 50;

    private readonly List<string> freg = [];
    private readonly List<string> krr = [];
    private FileStream? fregFile;
    private FileStream? krrFile;
    private FileStream? answersFile;

    public IReadOnlyList<string> Freg => freg;

    public IReadOnlyList<string> Krr => krr;

    public string Answers => Path.Combine(folder, World.Answers.FileName);

    public async Task<ChunkCounts> WriteAsync(IProgress<WorldProgress>? progress, CancellationToken cancellationToken)
    {
        var writer = new ChunkWriter(land, new Population(options), options, days, lives);
        var chunks = writer.Chunks;
        var counts = default(ChunkCounts);
        answersFile = File.Create(Answers);
        ChunkWriter.Pack(System.Text.Encoding.UTF8.GetBytes(World.Answers.Header + "\n"), answersFile);
        var making = new Queue<Task<PersonChunk>>();
        for (var (next, written) = (0, 0); written < chunks; written++)
        {
            for (; next < chunks && making.Count <= options.Parallelism; next++)
            {
                var chunk = next;
                making.Enqueue(Task.Run(() => writer.Write(chunk), cancellationToken));
            }
            var made = await making.Dequeue();
            await AppendAsync(written, made, cancellationToken);
            counts += made.Counts;
            writer.Return(made);
            progress?.Report(new("persons", counts.Persons, options.Persons));
        }
        await CloseAsync();
        // the last few persons may have no contact record between them
        krr.RemoveAll(path => new FileInfo(path).Length == 0);
        return counts;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task AppendAsync(int chunk, PersonChunk made, CancellationToken cancellationToken)
    {
        if (chunk % ChunksPerFile == 0) fregFile = await NextAsync(fregFile, freg, "freg", ".ndjson.gz");
        made.Freg.WriteTo(fregFile!);
        var form = KrrPage.FormOf(chunk);
        if (form != KrrPageForm.Lines) krrFile = await NextAsync(krrFile, krr, "krr", ".json");
        else if (chunk == 2 || chunk % ChunksPerFile == 0) krrFile = await NextAsync(krrFile, krr, "krr", ".ndjson.gz");
        if (form == KrrPageForm.Lines) ChunkWriter.Pack(made.Krr.WrittenSpan, krrFile!);
        else await krrFile!.WriteAsync(made.Krr.WrittenMemory, cancellationToken);
        made.Answers.WriteTo(answersFile!);
    }

    private async Task<FileStream> NextAsync(FileStream? before, List<string> paths, string name, string ending)
    {
        if (before is not null) await before.DisposeAsync();
        paths.Add(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{paths.Count:000}{ending}")));
        return File.Create(paths[^1]);
    }

    private async Task CloseAsync()
    {
        foreach (var file in new[] { fregFile, krrFile, answersFile })
        {
            if (file is not null) await file.DisposeAsync();
        }
        (fregFile, krrFile, answersFile) = (null, null, null);
    }
}
