using System.Collections.Concurrent;
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

    private static readonly Dictionary<string, Func<Task<KilledPass>>> Preparations = new(StringComparer.Ordinal)
    {
        ["first"] = async () => await KilledPass.PrepareAsync(await Installation.CreateAsync(), await SmallWorld.LandingAsync(Persons)),
        ["full"] = async () => await KilledPass.PrepareAsync(await AfterSomeNightsAsync(DeliveryKind.Full)),
        ["small"] = async () => await KilledPass.PrepareAsync(await AfterSomeNightsAsync(DeliveryKind.Delta), isSmall: true),
    };

    private readonly ConcurrentDictionary<string, Lazy<Task<KilledPass>>> prepared = new(StringComparer.Ordinal);

    internal static IEnumerable<string> Names => Preparations.Keys;

    internal Task<KilledPass> OfAsync(string name) => this.prepared.GetOrAdd(name, of => new(Preparations[of])).Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var pass in this.prepared.Values) await (await pass.Value).DisposeAsync();
    }

    /// <summary>A night, another one, and a small pass; what follows is delivered.</summary>
    private static async Task<Installation> AfterSomeNightsAsync(DeliveryKind next)
    {
        var at = await Installation.CreateAsync();
        var options = new WorldOptions(Persons, Seed: 7, WorldOptions.DefaultAsOf);
        await new WorldBuilder(options).WriteAsync(at.Folders.Data, progress: null, CancellationToken.None);
        var world = new WorldNights(options, new StoryOptions(0.05) { Weights = Happens.ToDictionary(c => c, _ => 1), Always = Happens });
        var landing = new Landing(at.Folders.Landing);
        await at.RunAsync(landing.Folder);
        await world.DeliverAsync(landing, 1, DeliveryKind.Delta, CancellationToken.None);
        await at.RunAsync(landing.Folder);
        await world.DeliverAsync(landing, 2, DeliveryKind.Delta, CancellationToken.None);
        await at.RunSmallAsync(landing.Folder);
        await world.DeliverAsync(landing, 3, next, CancellationToken.None);
        return at;
    }
}
