namespace PersonEtl.DatabaseTests.Law;

/// <summary>Of even seeds.</summary>
public sealed class EvenLawTests : LawTests
{
    public static TheoryData<int> Seeds => SeedsFrom(2);

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task The_law_holds_after_a_sequence_of_nights(int seed) => MustHoldAsync(seed);
}
