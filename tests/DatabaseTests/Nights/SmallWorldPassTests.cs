using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Nights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Small passes on the deltas of a synthetic Norway: whatever happens, the mart is what a night makes of the same deliveries.</summary>
public sealed class SmallWorldPassTests
{
    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(2, 0.15)]
    public async Task Every_pass_is_small_and_leaves_everything_as_after_a_night(long seed, double changed)
    {
        await using var night = await Night.BeginAsync();
        night.Options = night.Options with { MaxAge = Etl.Run.AgeLimits.Parse("freg=any,krr=any,klass=any,matrikkel=any"), Override = "a small world changes much" };
        await night.BuildWorldAsync(300, seed);
        var first = await night.RunAsync();
        var world = new WorldNights(new WorldOptions(300, seed, Night.AsOf), new StoryOptions(changed));
        for (var day = 1; day <= 4; day++)
        {
            await world.DeliverAsync(night.Landing, day, DeliveryKind.Delta, CancellationToken.None);
            await SmallNights.MustBeANightAsync(night);
        }
        Assert.True(first.Published);
    }
}
