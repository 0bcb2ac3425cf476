using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.Sources;

/// <summary>What killed verbs left in the landing folder goes; what is at work and what is delivered stays.</summary>
public sealed class LandingSweepTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Half_deliveries_trials_and_inputs_go_an_hour_after_they_were_last_written_to()
    {
        foreach (var name in new[] { "freg/.incoming-1", ".replay-1/freg/20261123T230000Z-full", "krr/.going-1", ".fetched", "freg/20261123T230000Z-full" }) Put($"{name}/x", hours: 2);
        Put(".input-1", hours: 2);
        Put("freg/.incoming-2/part-000.json", hours: 2);
        Put("freg/.incoming-2/part-001.json", hours: 0.9);

        Assert.Equal(4, LandingSweep.Run(folder.Path, Now));

        Assert.Equal([".fetched/x", "freg/.incoming-2/part-000.json", "freg/.incoming-2/part-001.json", "freg/20261123T230000Z-full/x"], Files());
        Assert.False(Directory.Exists(folder.Below(".replay-1")));
        Assert.Equal(1, LandingSweep.Run(folder.Path, Now.AddHours(1)));
        Assert.Equal(0, LandingSweep.Run(folder.Below("nowhere"), Now));
    }

    private void Put(string name, double hours)
    {
        var path = folder.Below(name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
        var at = Now.AddHours(-hours).UtcDateTime;
        File.SetLastWriteTimeUtc(path, at);
        for (var above = Path.GetDirectoryName(path)!; above != folder.Path; above = Path.GetDirectoryName(above)!) Directory.SetLastWriteTimeUtc(above, at);
    }

    private IEnumerable<string> Files()
        => Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.Path, f)).Order(StringComparer.Ordinal);
}
