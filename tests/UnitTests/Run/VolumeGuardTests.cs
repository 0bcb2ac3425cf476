using PersonEtl.Etl.Run;

namespace PersonEtl.UnitTests.Run;

public sealed class VolumeGuardTests
{
    [Theory]
    [InlineData(10_000, 0, 201, "persons fell by 2.0 %")]
    [InlineData(10_000, 0, 200, "")]
    [InlineData(100_000, 1000, 3500, "persons fell by 2.5 %")]
    [InlineData(10_000, 1001, 0, "persons rose by 10.0 %")]
    [InlineData(10_000, 1000, 0, "")]
    [InlineData(10_000, 5000, 5000, "")]
    [InlineData(1_000, 0, 199, "")]
    [InlineData(1_000, 0, 200, "persons fell by 20.0 %")]
    public void Persons_in_all_may_fall_by_two_and_rise_by_ten_in_a_hundred(long before, long come, long gone, string expected)
        => Assert.Equal(expected, string.Concat(VolumeGuard.Persons(new(before, come, 0, gone))));

    [Fact]
    public void A_first_night_may_bring_everybody()
    {
        Assert.Empty(VolumeGuard.Persons(new(0, 5_000_000, 0, 0)));
        Assert.Empty(VolumeGuard.Delta(new(0, 5_000_000, 0, 0)));
        Assert.Empty(VolumeGuard.Municipalities([], [new("0301", 700_000)]));
    }

    [Fact]
    public void Residents_of_a_municipality_may_move_by_the_same_shares_and_fewer_than_two_hundred_may_always()
    {
        Assert.Equal(["current residents fell by 2.1 % in 0301"], VolumeGuard.Municipalities([new("0301", 10_000), new("4601", 10_000)], [new("0301", 9_790), new("4601", 9_810)]));
        Assert.Equal(["current residents rose by 10.1 % in 0301"], VolumeGuard.Municipalities([new("0301", 10_000)], [new("0301", 11_010)]));
        Assert.Empty(VolumeGuard.Municipalities([new("0301", 10_000)], [new("0301", 11_000)]));
        Assert.Empty(VolumeGuard.Municipalities([new("1151", 199)], [new("1151", 0)]));
    }

    [Fact]
    public void A_municipality_without_residents_now_fell_and_one_without_residents_before_or_without_number_is_compared_with_nothing()
        => Assert.Equal(["current residents fell by 100.0 % in 1151"], VolumeGuard.Municipalities([new("1151", 200), new(null, 9000)], [new("1580", 9000)]));

    [Fact]
    public void What_came_under_one_municipality_is_compared_together()
        => Assert.Empty(VolumeGuard.Municipalities([new("3107", 30_000), new("3107", 10_000)], [new("3107", 39_500)]));

    [Fact]
    public void Many_municipalities_are_not_all_named()
        => Assert.EndsWith(
            " fell by 50.0 % in 1005, and so in 3 more municipalities",
            Assert.Single(VolumeGuard.Municipalities([.. Enumerable.Range(1001, 8).Select(m => new PlaceCount($"{m}", 600))], [.. Enumerable.Range(1001, 8).Select(m => new PlaceCount($"{m}", 300))])),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(1_000_000, 1, 50_000, 0, "deltas add or change 50001 of 1000000 persons, more than 5%")]
    [InlineData(1_000_000, 0, 50_000, 1000, "")]
    [InlineData(1_000_000, 0, 0, 1001, "deltas remove 1001 of 1000000 persons, more than 0.1%")]
    [InlineData(1000, 0, 199, 199, "")]
    [InlineData(1000, 0, 200, 200, "deltas add or change 200 of 1000 persons, more than 5%; deltas remove 200 of 1000 persons, more than 0.1%")]
    public void Deltas_may_change_five_in_a_hundred_and_remove_one_in_a_thousand(long before, long come, long changed, long gone, string expected)
        => Assert.Equal(expected, string.Join("; ", VolumeGuard.Delta(new(before, come, changed, gone))));
}
