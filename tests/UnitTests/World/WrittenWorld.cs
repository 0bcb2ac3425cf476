using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;

namespace PersonEtl.UnitTests.World;

/// <summary>A world of 5 000 persons, written once for the tests that read it back without the program's own readers.</summary>
public sealed class WrittenWorld : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();

    internal WorldOptions Options { get; } = new(5000, 11, WorldOptions.DefaultAsOf) { MalformedLines = 4, Parallelism = 2 };

    internal WorldResult Result { get; private set; } = null!;

    /// <summary>FREG's lines that are persons, by number.</summary>
    internal Dictionary<string, JsonElement> Persons { get; } = [];

    internal List<JsonElement> ErrorLines { get; } = [];

    internal List<string> UnreadableLines { get; } = [];

    internal List<Answer> Answers { get; } = [];

    internal List<Dictionary<string, string>> Matrikkel { get; } = [];

    internal byte[] MatrikkelBytes { get; private set; } = [];

    internal Delivery Delivery(SourceName source) => new Landing(Result.LandingFolder).NewestFull(source)!;

    internal JsonElement Klass(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Delivery(SourceName.Klass).Folder, name + ".json"))).RootElement;

    /// <summary>The rows of one part of a person, by the part's Norwegian name.</summary>
    internal static IReadOnlyList<JsonElement> Rows(JsonElement person, string part) => person.TryGetProperty(part, out var rows) ? [.. rows.EnumerateArray()] : [];

    /// <summary>The row an answer is about.</summary>
    internal JsonElement RowOf(Answer answer) => Rows(Persons[answer.Number], PartOf(answer.Kind))[answer.Ordinal];

    public async Task InitializeAsync()
    {
        Result = await new WorldBuilder(Options).WriteAsync(folder.Path, null, CancellationToken.None);
        foreach (var line in Lines(SourceName.Freg)) TakeFreg(line);
        await foreach (var answer in Etl.World.Answers.ReadAsync(Result.AnswersPath)) Answers.Add(answer);
        ReadMatrikkel();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    internal IEnumerable<string> Lines(SourceName source)
    {
        var delivery = Delivery(source);
        foreach (var file in delivery.Manifest.Files)
        {
            Stream stream = File.OpenRead(delivery.PathOf(file));
            if (file.Name.EndsWith(".gz", StringComparison.Ordinal)) stream = new GZipStream(stream, CompressionMode.Decompress);
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line) yield return line;
        }
    }

    private void TakeFreg(string line)
    {
        try
        {
            // a byte that is no UTF-8 was replaced on reading
            if (line.Contains('\uFFFD', StringComparison.Ordinal)) throw new JsonException("no UTF-8");
            var element = JsonDocument.Parse(line).RootElement;
            if (element.TryGetProperty("feilmelding", out _)) ErrorLines.Add(element);
            else Persons.Add(element.GetProperty("foedselsEllerDNummer").GetString()!, element.GetProperty("folkeregisterperson"));
        }
        catch (JsonException)
        {
            UnreadableLines.Add(line);
        }
    }

    private void ReadMatrikkel()
    {
        var delivery = Delivery(SourceName.Matrikkel);
        using var zip = ZipFile.OpenRead(delivery.PathOf(delivery.Manifest.Files[0]));
        using var memory = new MemoryStream();
        using (var entry = zip.Entries.Single().Open()) entry.CopyTo(memory);
        MatrikkelBytes = memory.ToArray();
        var lines = Encoding.UTF8.GetString(MatrikkelBytes).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var header = lines[0].Split(';');
        foreach (var line in lines.Skip(1)) Matrikkel.Add(header.Zip(line.Split(';')).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal));
    }

    internal static string PartOf(string kind) => kind switch { "residential" => "bostedsadresse", "present" => "oppholdsadresse", "shared" => "deltBosted", _ => throw new ArgumentOutOfRangeException(nameof(kind)) };

    internal static int Int(string text) => text.Length == 0 ? 0 : int.Parse(text, CultureInfo.InvariantCulture);
}
