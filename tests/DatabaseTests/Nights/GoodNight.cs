using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using PersonEtl.Etl.Commands;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>An installation that serves a good night; each test brings it a landing folder with something wrong in it.</summary>
public sealed partial class GoodNight : IAsyncLifetime
{
    public const int Persons = 200;

    /// <summary>What a test writes in place of a person's data, to see that it never comes out.</summary>
    public const string Secret = "HEMMELIGMANN 13912146396";

    private Installation? at;

    internal Installation At => at!;

    internal ServedState Served { get; private set; } = new(0, []);

    public async Task InitializeAsync()
    {
        at = await Installation.CreateAsync();
        await at.RunAsync(await SmallWorld.LandingAsync(Persons));
        Served = await at.ServedAsync();
    }

    public async Task DisposeAsync() => await at!.DisposeAsync();

    /// <summary>The good deliveries, in a folder that may be changed.</summary>
    internal Task<string> LandingAsync() => SmallWorld.CopyAsync(Persons, At.Folders.Data);

    /// <summary>The files of a source's good delivery, by name, unpacked.</summary>
    internal static Dictionary<string, byte[]> Files(string landing, SourceName source)
    {
        var delivery = SmallWorld.Newest(landing, source);
        return delivery.Manifest.Files.ToDictionary(f => f.Name, f => Unpacked(delivery, f), StringComparer.Ordinal);
    }

    /// <summary>Delivers files as the newest of a source, by the code of <c>deliver</c>.</summary>
    internal Task<Delivery> DeliverAsync(string landing, SourceName source, params (string Name, byte[] Content)[] files) => DeliverAsync(landing, source, null, files);

    internal async Task<Delivery> DeliverAsync(string landing, SourceName source, IReadOnlyList<string>? parts, params (string Name, byte[] Content)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(At.Folders.Data, "made", Guid.NewGuid().ToString("N"))).FullName;
        foreach (var (name, content) in files) await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
        var asOf = SmallWorld.Newest(landing, source).Manifest.AsOf.AddHours(1);
        return await new Landing(landing).DeliverAsync(new(source, DeliveryKind.Full, asOf, null, null, parts, []), [.. files.Select(f => Path.Combine(folder, f.Name))], move: true, CancellationToken.None);
    }

    /// <summary>One night with all that it says, by the code of <c>run</c>.</summary>
    internal async Task<(int Code, string Error, string Said)> RunAsync(string landing, Seam? seam = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var night = At.Night(landing, new(RunConsole.Open(output, isTerminal: false)), seam: seam);
        var code = await Guarded.RunAsync(
            async ct =>
            {
                await night.RunAsync(ct);
                return ExitCode.Done;
            },
            error, CancellationToken.None);
        return (code, error.ToString(), $"{output}{error}");
    }

    /// <summary>
    /// Runs the night and expects it to be refused: with this code, a message that says all this, nothing published, nothing of the landing
    /// folder touched, the failure noted, and nobody's data told.
    /// </summary>
    internal Task MustRefuseAsync(string landing, int code, params string[] says) => MustRefuseAsync(landing, Seam.None, code, says);

    internal async Task MustRefuseAsync(string landing, Seam seam, int code, params string[] says)
    {
        var before = Snapshot(landing);
        var told = await RunAsync(landing, seam);
        foreach (var word in says) Assert.Contains(word, told.Error, StringComparison.Ordinal);
        Assert.Equal(code, told.Code);
        MustTellNobody(told.Said);
        Assert.Equal(before, Snapshot(landing));
        (await At.ServedAsync()).MustServe(Served);
        Assert.DoesNotContain(At.ExportNames(), n => n.StartsWith('.') || n == $"{Served.Generation + 1}");
        var noted = (await At.ListAsync("select outcome || ': ' || message from ops.run order by started_at desc limit 1"))[0];
        Assert.Equal($"failed: {told.Error.TrimEnd()}", noted);
    }

    internal static void MustTellNobody(string said)
    {
        Assert.DoesNotMatch(ElevenDigits(), RandomId().Replace(said, ""));
        foreach (var word in Secret.Split(' ')) Assert.DoesNotContain(word, said, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Every file of a folder with its content.</summary>
    internal static IReadOnlyList<string> Snapshot(string folder)
        => [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => Path.GetRelativePath(folder, f) + (File.Exists(f) ? " " + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f))) : "/"))];

    internal static byte[] Packed(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return memory.ToArray();
    }

    /// <summary>A gzip that ends in its middle.</summary>
    internal static byte[] CutOff(byte[] content)
    {
        var packed = Packed(content);
        return packed[..(packed.Length / 2)];
    }

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Unpacked(Delivery delivery, DeliveryFile file)
    {
        using var stream = DeliveryStream.Open(delivery, file);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    [GeneratedRegex("[0-9]{11}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ElevenDigits();

    /// <summary>Some of these have eleven digits in a row by chance.</summary>
    [GeneratedRegex("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RandomId();
}
