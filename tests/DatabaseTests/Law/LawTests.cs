namespace PersonEtl.DatabaseTests.Law;

/// <summary>
/// After any sequence of nights the law holds: the tables are those of a mart built from nothing on the same deliveries, hashes and counts fit the rows,
/// before-images bring back the generations before, and events tell of every difference. Ten sequences, two hundred with PERSONETL_LONG_TESTS=1.
/// </summary>
public sealed class LawTests
{
    private const int Usual = 10;
    private const int Long = 200;

    public static TheoryData<int> Seeds => new(Enumerable.Range(1, LongTests.On ? Long : Usual));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_law_holds_after_a_sequence_of_nights(int seed)
    {
        var story = LawStory.Of(seed);
        await using var nights = await LawNights.BeginAsync(story);

        var breaches = await nights.PlayAsync();

        Assert.True(breaches.Count == 0, $"Seed {seed}, {story.World.Persons} persons, {(story.World.Reform is { } r ? $"reform of {r.Day.Year}, " : "")}{string.Join(", ", nights.Done)}:\n{string.Join('\n', breaches)}");
    }
}
