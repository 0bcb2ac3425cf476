using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Nights;

namespace PersonEtl.DatabaseTests.Law;

/// <summary>Plays a sequence into one mart, and remembers every generation as it was. What a later night would cover up is proven on the way.</summary>
internal sealed class LawNights : IAsyncDisposable
{
    private readonly LawStory story;
    private readonly WorldNights world;
    private readonly Dice dice;
    private readonly Night night;
    private readonly LawMemory memory;
    private readonly LawProof proof;
    private readonly List<string> breaches = [];
    private int told;

    private LawNights(LawStory story, Night night)
    {
        (this.story, this.night, world) = (story, night, new(story.World, story.Nights));
        dice = new Dice(story.World.Seed, DiceSubject.NightPlan, -1);
        (memory, proof) = (new(night, story.World.Reform is not null), new(night));
        // a small world has as many unreadable documents as a broken register
        night.Options = night.Options with { MaxAge = AgeLimits.None, KeepLanding = true, QuarantineShare = 1 };
    }

    /// <summary>What was done so far, for messages.</summary>
    public List<string> Done { get; } = [];

    public static async Task<LawNights> BeginAsync(LawStory story)
    {
        var nights = new LawNights(story, await Night.BeginAsync());
        await nights.memory.PrepareAsync();
        await new WorldBuilder(story.World).WriteAsync(nights.night.Folders.Data, progress: null, CancellationToken.None);
        await nights.RunAsync("first");
        return nights;
    }

    /// <summary>Plays it, and returns everything that isn't so.</summary>
    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        foreach (var step in story.Steps) await DoAsync(step);
        Prove([.. await memory.NotBroughtBackAsync(), .. await memory.WronglyToldAsync(), .. await new LawKept(night).LostAliasesAsync(), .. await proof.VerifiedAsync(), .. await proof.RebuiltAsync()]);
        return breaches;
    }

    public ValueTask DisposeAsync() => night.DisposeAsync();

    private async Task DoAsync(LawStep step)
    {
        switch (step)
        {
            case LawStep.Delta: await DeliverAsync(DeliveryKind.Delta); break;
            case LawStep.TwoDeltas:
                await DeliverAsync(DeliveryKind.Delta);
                await DeliverAsync(DeliveryKind.Delta);
                break;
            case LawStep.Full: await DeliverAsync(DeliveryKind.Full); break;
            case LawStep.Again: break;
            case LawStep.Erase:
                await EraseAsync();
                await DeliverAsync(DeliveryKind.Delta);
                break;
            case LawStep.Small:
                await SmallAsync();
                return;
            case LawStep.Rollback:
                await RollBackAsync();
                return;
            default: throw new InvalidOperationException($"Nobody said what {step} does.");
        }
        await RunAsync(step.ToString());
    }

    private Task DeliverAsync(DeliveryKind kind) => world.DeliverAsync(night.Landing, ++told, kind, CancellationToken.None);

    private async Task RunAsync(string what) => await KeepAsync(what, await night.RunAsync());

    private async Task KeepAsync(string what, RunResult result)
    {
        Done.Add($"{what} {result.Generation}{(result.Published ? "" : " stays")}");
        await memory.RememberAsync();
    }

    private async Task EraseAsync()
    {
        var numbers = await night.LinesAsync("select identification_number from mart.person where identification_number is not null order by 1");
        await new Erasing(night.DataSource, new(night.Folders.Exports), LeaseTerms.Default, TimeProvider.System).RunAsync([numbers[dice.Below(numbers.Count)]], CancellationToken.None);
        Done.Add("erased");
        await memory.RememberAsync();
    }

    /// <summary>What it leaves is proven at once, for the next night would leave the same, whatever it found.</summary>
    private async Task SmallAsync()
    {
        for (var deltas = dice.Below(2); deltas >= 0; deltas--) await DeliverAsync(DeliveryKind.Delta);
        var result = await SmallNights.RunAsync(night);
        await KeepAsync("small", result);
        if (result.Published) Prove(await proof.RebuiltAsync());
    }

    /// <summary>To any generation that can be gone back to, perhaps twice; nights that come meanwhile hide and do nothing else.</summary>
    private async Task RollBackAsync()
    {
        // the first generation has none before it
        if ((await memory.ReturnableAsync()).Count == 0) await DoAsync(LawStep.Delta);
        for (var times = dice.Below(2); times >= 0; times--)
        {
            var past = await memory.ReturnableAsync();
            var to = past[dice.Below(past.Count)];
            var result = await RolledNights.RollBackAsync(night, to);
            Done.Add($"rollback to {to} {result.Generation}");
            await memory.RememberAsync();
            Prove(await memory.NotTakenBackAsync(to));
        }
        Prove(await proof.VerifiedAsync());
        if (dice.Below(4) == 0) await EraseAsync();
        if (dice.Below(3) > 0) await DeliverAsync(dice.Below(3) == 0 ? DeliveryKind.Full : DeliveryKind.Delta);
        await Assert.ThrowsAsync<HeldException>(night.RunAsync);
        Done.Add("held");
        await memory.RememberAsync();
        await Hold.ReleaseAsync(night.DataSource, CancellationToken.None);
        if (dice.Below(3) == 0) Assert.False((await SmallNights.RunAsync(night)).Published);
        await RunAsync("released");
    }

    private void Prove(IEnumerable<string> found) => breaches.AddRange(found.Select(f => $"after {Done[^1]}: {f}"));
}
