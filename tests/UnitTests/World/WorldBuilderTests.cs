using System.IO.Compression;
using System.Security.Cryptography;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;

namespace PersonEtl.UnitTests.World;

public sealed class WorldBuilderTests
{
    [Fact]
    public async Task Equal_options_write_equal_bytes_on_any_number_of_cores()
    {
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();
        await Write(one, new WorldOptions(3500, 5, WorldOptions.DefaultAsOf) { Parallelism = 1 });
        await Write(other, new WorldOptions(3500, 5, WorldOptions.DefaultAsOf) { Parallelism = 4 });
        Assert.Equal(Hashes(one), Hashes(other));
        Assert.True(Hashes(one).Count > 30);
    }

    [Theory]
    [InlineData("freg")]
    [InlineData("krr")]
    [InlineData("matrikkel")]
    public async Task Another_seed_writes_another_world(string source)
    {
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();
        await Write(one, new WorldOptions(300, 5, WorldOptions.DefaultAsOf));
        await Write(other, new WorldOptions(300, 6, WorldOptions.DefaultAsOf));
        Assert.NotEqual(Hashes(one).Where(h => h.Key.Contains(source, StringComparison.Ordinal)), Hashes(other).Where(h => h.Key.Contains(source, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Writing_the_same_world_again_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var options = new WorldOptions(300, 5, WorldOptions.DefaultAsOf);
        await Write(folder, options);
        var before = Hashes(folder);
        await Write(folder, options);
        Assert.Equal(before, Hashes(folder));
    }

    [Fact]
    public async Task Another_world_of_the_same_instant_is_refused()
    {
        using var folder = new TemporaryFolder();
        await Write(folder, new WorldOptions(300, 5, WorldOptions.DefaultAsOf));
        var answers = await File.ReadAllBytesAsync(folder.Below("answers", "answers.csv.gz"));
        var refusal = await Assert.ThrowsAsync<BadInputException>(() => Write(folder, new WorldOptions(300, 6, WorldOptions.DefaultAsOf)));
        Assert.Equal("delivery-exists", refusal.Code);
        Assert.Equal(answers, await File.ReadAllBytesAsync(folder.Below("answers", "answers.csv.gz")));
        Assert.Equal(["answers", "landing"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Every_source_is_delivered_whole_and_the_answers_lie_outside()
    {
        using var folder = new TemporaryFolder();
        var result = await Write(folder, new WorldOptions(300, 5, WorldOptions.DefaultAsOf));
        var landing = new Landing(result.LandingFolder);
        foreach (var source in SourceNames.All)
        {
            var delivery = landing.NewestFull(source);
            Assert.NotNull(delivery);
            Assert.Equal(WorldOptions.DefaultAsOf, delivery.Manifest.AsOf);
        }
        Assert.Contains("adressebeskyttelse", landing.NewestFull(SourceName.Freg)!.Manifest.Parts!);
        Assert.Equal(300, landing.NewestFull(SourceName.Krr)!.Manifest.SequenceTo);
        Assert.StartsWith(folder.Below("answers"), result.AnswersPath, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(result.LandingFolder, "*answer*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(WorldOptions.MostPersons + 1)]
    public async Task A_world_of_impossible_size_is_refused(int persons)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("world-size", (await Assert.ThrowsAsync<BadInputException>(() => Write(folder, new WorldOptions(persons, 1, WorldOptions.DefaultAsOf)))).Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(999)]
    [InlineData(1001)]
    [InlineData(2001)]
    public async Task A_world_of_any_size_has_that_many_persons(int persons)
    {
        using var folder = new TemporaryFolder();
        var result = await Write(folder, new WorldOptions(persons, 2, WorldOptions.DefaultAsOf) { ErrorLines = 1 });
        var freg = new Landing(result.LandingFolder).NewestFull(SourceName.Freg)!;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(freg.PathOf(freg.Manifest.Files[0])), CompressionMode.Decompress));
        Assert.Equal(persons + 1, (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static Task<WorldResult> Write(TemporaryFolder folder, WorldOptions options) => new WorldBuilder(options).WriteAsync(folder.Path, null, CancellationToken.None);

    private static SortedDictionary<string, string> Hashes(TemporaryFolder folder) => new(
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder.Path, f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))), StringComparer.Ordinal),
        StringComparer.Ordinal);
}
