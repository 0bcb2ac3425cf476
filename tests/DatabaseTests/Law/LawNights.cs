using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Nights;

namespace PersonEtl.DatabaseTests.Law;

/// <summary>Plays a sequence into one mart, and remembers every generation as it was.</summary>
internal sealed class LawNights : IAsyncDisposable
{
    private readonly LawStory story;
    private readonly WorldNights world;
    private readonly Dice dice;
    private int told;

    private LawNights(LawStory story, Night night)
    {
        (this.story, Night, world) = (story, night, new(story.World, story.Nights));
        dice = new Dice(story.World.Seed, DiceSubject.NightPlan, -1);
        Memory = new(night);
        night.Options = night.Options with { MaxAge = AgeLimits.None, KeepLanding = true };
    }

    public Night Night { get; }

    public LawMemory Memory { get; }

    /// <summary>What was done so far, for messages.</summary>
    public List<string> Done { get; } = [];

    public static async Task<LawNights> BeginAsync(LawStory story)
    {
        var nights = new LawNights(story, await Night.BeginAsync());
        await nights.Memory.PrepareAsync();
        await new WorldBuilder(story.World).WriteAsync(nights.Night.Folders.Data, progress: null, CancellationToken.None);
        await nights.RunAsync("first");
        return nights;
    }

    public async Task PlayAsync()
    {
        foreach (var step in story.Steps) await DoAsync(step);
    }

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
            case LawStep.Erase:
                await EraseAsync();
                await DeliverAsync(DeliveryKind.Delta);
                break;
            case LawStep.Again: break;
            default: throw new InvalidOperationException($"Nobody said what {step} does.");
        }
        await RunAsync(step.ToString());
    }

    private Task DeliverAsync(DeliveryKind kind) => world.DeliverAsync(Night.Landing, ++told, kind, CancellationToken.None);

    private async Task RunAsync(string what)
    {
        var result = await Night.RunAsync();
        Done.Add($"{what} {result.Generation}");
        await Memory.RememberAsync();
    }

    private async Task EraseAsync()
    {
        var numbers = await Night.LinesAsync("select identification_number from mart.person where identification_number is not null order by 1");
        await new Erasing(Night.DataSource, new(Night.Folders.Exports), LeaseTerms.Default, TimeProvider.System).RunAsync([numbers[dice.Below(numbers.Count)]], CancellationToken.None);
    }

    public ValueTask DisposeAsync() => Night.DisposeAsync();
}
