using System.Collections.Concurrent;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Landing folders of small synthetic Norways, each written once for the whole test process and never changed; <see cref="CopyAsync"/> gives one to change.</summary>
internal static class SmallWorld
{
    private static readonly ConcurrentDictionary<(int Persons, int Day), Lazy<Task<string>>> Made = new();

    /// <summary>The landing folder of a world of this size, delivered this many days after the usual instant.</summary>
    public static Task<string> LandingAsync(int persons, int day = 0) => Made.GetOrAdd((persons, day), key => new(() => WriteAsync(key.Persons, key.Day))).Value;

    /// <summary>A landing folder with the same deliveries below a folder of the caller's.</summary>
    public static async Task<string> CopyAsync(int persons, string into)
    {
        var from = await LandingAsync(persons);
        var to = Path.Combine(into, "landing-" + Guid.NewGuid().ToString("N")[..8]);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return to;
    }

    /// <summary>The newest full delivery of a source.</summary>
    public static Delivery Newest(string landing, SourceName source) => new Landing(landing).NewestFull(source)!;

    private static async Task<string> WriteAsync(int persons, int day)
    {
        var folder = $"{TestGuard.Prefix}-world-{persons}-{day}";
        var options = new WorldOptions(persons, Seed: 7, WorldOptions.DefaultAsOf.AddDays(day));
        return (await new WorldBuilder(options).WriteAsync(folder, progress: null, CancellationToken.None)).LandingFolder;
    }
}
