using PersonEtl.Etl.Run;

namespace PersonEtl.UnitTests.Run;

public sealed class MatchFallTests
{
    [Fact]
    public void A_fall_of_more_than_two_points_in_all_is_told_from_what_to_what()
    {
        Assert.Equal(["current present addresses that have a unit fell from 90.0 % to 87.9 % in all"], MatchFall.Find([Rate(null, 1000, 900)], [Rate(null, 1000, 879)]));
        Assert.Empty(MatchFall.Find([Rate(null, 1000, 900)], [Rate(null, 1000, 881)]));
        Assert.Empty(MatchFall.Find([Rate(null, 1000, 900)], [Rate(null, 2000, 1900)]));
    }

    [Fact]
    public void A_fall_of_more_than_ten_points_in_a_municipality_is_told_with_its_number()
    {
        Assert.Equal(
            ["current present addresses that have a unit fell from 90.0 % to 79.0 % in 0301"],
            MatchFall.Find([Rate("0301", 1000, 900), Rate("4601", 50_000, 45_000)], [Rate("0301", 1000, 790), Rate("4601", 50_000, 45_000)]));
        Assert.Empty(MatchFall.Find([Rate("0301", 1000, 900), Rate("4601", 50_000, 45_000)], [Rate("0301", 1000, 805), Rate("4601", 50_000, 45_000)]));
    }

    [Fact]
    public void Few_addresses_tell_nothing()
    {
        Assert.Empty(MatchFall.Find([Rate("0301", 199, 199)], [Rate("0301", 1000, 0)]));
        Assert.Empty(MatchFall.Find([Rate("0301", 1000, 1000)], [Rate("0301", 199, 0)]));
        // 2.5 points, but ten addresses only
        Assert.Empty(MatchFall.Find([Rate(null, 400, 400)], [Rate(null, 400, 390)]));
        Assert.NotEmpty(MatchFall.Find([Rate(null, 400, 400)], [Rate(null, 400, 389)]));
    }

    [Fact]
    public void What_came_under_one_municipality_is_compared_together_and_a_new_one_with_nothing()
        => Assert.Empty(MatchFall.Find([Rate("3101", 1000, 1000), Rate("3101", 1000, 500), Rate("1508", 1000, 1000)], [Rate("3101", 2000, 1480), Rate("1580", 1000, 995)]));

    [Fact]
    public void Each_kind_is_compared_by_itself_and_many_municipalities_are_not_all_named()
    {
        var before = Enumerable.Range(1001, 8).Select(m => Rate($"{m}", 300, 300)).Append(new PlaceRate("residential", "1001", 9000, 9000)).ToList();
        var now = before.Select(r => r.Kind == "present" ? r with { WithUnit = 150 } : r).ToList();
        const string From = "from 100.0 % to 50.0 % in";
        Assert.Equal([$"current present addresses that have a unit fell {From} all, {From} 1001, {From} 1002, {From} 1003, {From} 1004, {From} 1005, and so in 3 more municipalities"], MatchFall.Find(before, now));
    }

    private static PlaceRate Rate(string? municipality, long canHave, long with) => new("present", municipality, canHave, with);
}
