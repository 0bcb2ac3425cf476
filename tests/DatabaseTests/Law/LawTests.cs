namespace PersonEtl.DatabaseTests.Law;

/// <summary>
/// After any sequence of nights the law holds: the tables are those of a mart built from nothing on the same deliveries, hashes and counts fit the rows,
/// before-images bring back the generations before, and events tell of every difference. Six sequences, two hundred with PERSONETL_LONG_TESTS=1.
/// </summary>
public abstract class LawTests
{
    private const int Usual = 6;
    private const int Long = 200;

    /// <summary>Every second seed; odd and even ones run side by side.</summary>
    protected static TheoryData<int> SeedsFrom(int first) => new(Enumerable.Range(0, (LongTests.On ? Long : Usual) / 2).Select(i => first + (2 * i)));

    protected static async Task MustHoldAsync(int seed)
    {
        var story = LawStory.Of(seed);
        await using var nights = await LawNights.BeginAsync(story);

        var breaches = await nights.PlayAsync();

        Assert.True(breaches.Count == 0, $"Seed {seed}, {story.World.Persons} persons, {(story.World.Reform is { } r ? $"reform of {r.Day.Year}, " : "")}{string.Join(", ", nights.Done)}:\n{string.Join('\n', breaches)}");
    }
}
