using System.Collections.Concurrent;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Every kind of pass, each prepared once, when it is first killed.</summary>
public sealed class KilledPasses : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<Installation, Task<string[]>>> Preparations = new(StringComparer.Ordinal)
    {
        ["first"] = async _ => ["run", "--landing", await SmallWorld.LandingAsync(300)],
        ["full"] = async at =>
        {
            await at.RunAsync(await SmallWorld.LandingAsync(300));
            return ["run", "--landing", await SmallWorld.LandingAsync(330, day: 1)];
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
}
