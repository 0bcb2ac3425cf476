using PersonEtl.Etl.Run;
using static PersonEtl.UnitTests.Sources.ChainTests;

namespace PersonEtl.UnitTests.Run;

/// <summary>Which deliveries may go from the landing folder.</summary>
public sealed class LandingRetentionTests
{
    [Fact]
    public void What_no_retained_generation_was_built_from_may_go_when_it_is_older_than_the_newest_full_delivery()
        => Assert.Equal(["1-full-10", "2-delta-11-15"], MayGo(["3-full-20"], Full(1, 10), Delta(2, 11, 15), Full(3, 20), Full(5, 40)));

    [Fact]
    public void A_chain_of_a_retained_generation_stays_whole()
        => Assert.Equal(["1-full-10"], MayGo(["3-full-20", "4-delta-21-30"], Full(1, 10), Full(3, 20), Delta(4, 21, 30), Full(5, 40)));

    [Fact]
    public void What_follows_the_newest_full_delivery_stays_though_its_instant_is_earlier()
        => Assert.Equal(["2-delta-11-20"], MayGo([], Delta(2, 11, 20), Delta(2, 21, 30), Full(3, 20), Delta(4, 31, 40)));

    [Fact]
    public void Nothing_goes_while_there_is_no_full_delivery()
        => Assert.Empty(MayGo([], Delta(2, 11, 20)));

    private static IEnumerable<string> MayGo(string[] kept, params Etl.Sources.Delivery[] found) => LandingRetention.MayGo(found, kept.Contains).Select(d => d.Name);
}
