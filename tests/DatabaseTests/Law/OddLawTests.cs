namespace PersonEtl.DatabaseTests.Law;

/// <summary>Of odd seeds.</summary>
public sealed class OddLawTests : LawTests
{
    public static TheoryData<int> Seeds => SeedsFrom(1);

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task The_law_holds_after_a_sequence_of_nights(int seed) => MustHoldAsync(seed);
}
