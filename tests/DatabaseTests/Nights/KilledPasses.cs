using System.Collections.Concurrent;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Nights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Every kind of pass, each prepared once, when it is first killed: a first night, which fills the mart; a full and a small pass, each of which hides somebody ahead of itself.</summary>
public sealed class KilledPasses : IAsyncLifetime
{
    private const int Persons = 300;

    // what a delta of it tells of can be published without an older document
    private static readonly NightChange[] Happens =
    [
        NightChange.MoveWithin, NightChange.MoveBetween, NightChange.Rename, NightChange.Marital, NightChange.Birth, NightChange.Die, NightChange.Grade, NightChange.Ungrade,
        NightChange.Contact, NightChange.ContactDeleted, NightChange.ContactAhead,
    ];

    private static readonly Dictionary<string, Func<Installation, Task<string[]>>> Preparations = new(StringComparer.Ordinal)
    {
        ["first"] = async _ => ["run", "--landing", await SmallWorld.LandingAsync(Persons)],
        ["full"] = async at =>
        {
            await AfterSomeNightsAsync(at, DeliveryKind.Full);
            return ["run"];
        },
        ["small"] = async at =>
        {
            await AfterSomeNightsAsync(at, DeliveryKind.Delta);
            return ["run", "--small"];
        },
    };

    private readonly ConcurrentDictionary<string, Lazy<Task<KilledPass>>> prepared = new(StringComparer.Ordinal);

    internal static IEnumerable<string> Names => Preparations.Keys;

    internal Task<KilledPass> OfAsync(string name) => this.prepared.GetOrAdd(name, of => new(() => KilledPass.PrepareAsync(Preparations[of]))).Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var pass in this.prepared.Values) await (await pass.Value).DisposeAsync();
    }

    /// <summary>A night, another one, and a small pass; what follows is delivered.</summary>
    private static async Task AfterSomeNightsAsync(Installation at, DeliveryKind next)
    {
        var options = new WorldOptions(Persons, Seed: 7, WorldOptions.DefaultAsOf);
        await new WorldBuilder(options).WriteAsync(at.Folders.Data, progress: null, CancellationToken.None);
        var world = new WorldNights(options, new StoryOptions(0.05) { Weights = Happens.ToDictionary(c => c, _ => 1), Always = Happens });
        var landing = new Landing(at.Folders.Landing);
        await RunAsync(at, "run");
        await world.DeliverAsync(landing, 1, DeliveryKind.Delta, CancellationToken.None);
        await RunAsync(at, "run");
        await world.DeliverAsync(landing, 2, DeliveryKind.Delta, CancellationToken.None);
        await RunAsync(at, "run", "--small");
        await world.DeliverAsync(landing, 3, next, CancellationToken.None);
    }

    private static async Task RunAsync(Installation at, params string[] arguments)
    {
        using var run = at.Start(arguments);
        Assert.True(await run.EndAsync() == ExitCode.Done, run.Said);
    }
}
