using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Enrich;

public sealed class CodeChangesTests
{
    private static readonly DateOnly AsOf = new(2024, 12, 31);

    [Theory]
    [InlineData(301, "2010-06-01", "301 None")]
    [InlineData(301, "2024-12-31", "301 None")]
    [InlineData(1901, "2012-12-31", "5503 None")]
    [InlineData(1903, "2013-01-01", "5503 None")]
    [InlineData(5402, "2023-12-31", "5503 None")]
    [InlineData(1507, "2020-01-01", "1508,1580 Split")]
    [InlineData(1850, "2019-12-31", "1806,1875 Split")]
    [InlineData(1942, "2018-06-01", "1942 None")]
    [InlineData(1103, "2018-06-01", "1103 None")]
    [InlineData(1141, "2018-06-01", "1103 None")]
    [InlineData(1806, "1960-01-01", " NoChangeData")]
    [InlineData(1806, "2020-01-01", "1806 None")]
    [InlineData(706, "2016-12-31", " NoChangeData")]
    [InlineData(2099, "2000-01-01", " Ceased")]
    [InlineData(1515, "2024-12-31", " Future")]
    [InlineData(7777, "2024-12-31", " NoChangeData")]
    public void A_code_of_a_day_leads_to_the_codes_its_area_lies_under_today(int code, string at, string expected) => Assert.Equal(expected, Told(Made(AsOf), code, Day(at)));

    [Theory]
    [InlineData(1507, "2024-06-01", "1508,1580 Split")]
    [InlineData(1806, "1990-01-01", "1806 None")]
    [InlineData(706, "2024-12-31", " NoChangeData")]
    public void A_code_that_was_not_in_use_stands_for_the_last_that_bore_it(int code, string at, string expected) => Assert.Equal(expected, Told(Made(AsOf), code, Day(at)));

    [Theory]
    [InlineData("2023-12-31", "1507 None")]
    [InlineData("2019-12-31", "1504,1523,1534 Split")]
    public void Changes_after_the_as_of_date_have_not_happened(string asOf, string expected)
    {
        var changes = Made(Day(asOf));
        var codes = new[] { 1504, 1523, 1534 }.SelectMany(code => changes.Today(code, Day("2019-06-01")).Codes.ToArray()).Distinct().ToArray();
        Assert.Equal(expected, $"{string.Join(',', codes)} {(codes.Length > 1 ? TodayReason.Split : TodayReason.None)}");
    }

    [Theory]
    [InlineData(1901, "2012-01-01", 5503, true)]
    [InlineData(5503, "2024-06-01", 5503, true)]
    [InlineData(1942, "2012-01-01", 1942, true)]
    [InlineData(1901, "2012-01-01", 1903, false)]
    [InlineData(1141, "2012-01-01", 1103, false)]
    [InlineData(1103, "2012-01-01", 1103, false)]
    [InlineData(1507, "2021-01-01", 1508, false)]
    [InlineData(5012, "2019-01-01", 5055, false)]
    [InlineData(1806, "1960-01-01", 1806, false)]
    [InlineData(9001, "2019-01-01", 9002, true)]
    [InlineData(7777, "2019-01-01", 7777, false)]
    public void One_to_one_is_a_new_number_and_nothing_else(int code, string at, int today, bool expected) => Assert.Equal(expected, Made(AsOf).IsOneToOne(code, Day(at), today));

    [Theory]
    [InlineData(1806, "1960-01-01", "2021-01-01", false)]
    [InlineData(301, "1960-01-01", "2021-01-01", true)]
    [InlineData(1103, "2012-01-01", "2021-01-01", true)]
    [InlineData(9001, "2012-01-01", "2021-01-01", false)]
    [InlineData(8001, "1960-01-01", "2021-01-01", true)]
    public void A_code_of_two_days_is_one_place_when_it_went_on_or_changes_lead_back(int code, string earlier, string later, bool expected)
        => Assert.Equal(expected, Made(AsOf).IsSamePlace(code, Day(earlier), Day(later)));

    [Fact]
    public void What_is_told_in_another_order_or_twice_is_the_same()
    {
        var once = Made(AsOf);
        var twice = new CodeChanges(Validity, Changes.Reverse().Concat(Changes), AsOf);
        foreach (var (code, from, _) in Validity) Assert.Equal(Told(once, code, from), Told(twice, code, from));
    }

    [Fact]
    public void A_part_that_gets_lost_leaves_no_single_answer()
    {
        (int, DateOnly, DateOnly?)[] validity = [(1, Day("2000-01-01"), Day("2010-01-01")), (2, Day("2010-01-01"), null), (3, Day("2010-01-01"), Day("2020-01-01"))];
        var split = new[] { Change("2010-01-01", 1, 2), Change("2010-01-01", 1, 3) };
        Assert.Equal("2 NoChangeData", Told(new CodeChanges(validity, split, AsOf), 1, Day("2005-01-01")));
        Assert.Equal("2 Ceased", Told(new CodeChanges(validity, [.. split, Change("2020-01-01", 3, null)], AsOf), 1, Day("2005-01-01")));
        Assert.Equal("2 None", Told(new CodeChanges(validity, [.. split, Change("2020-01-01", 3, 2)], AsOf), 1, Day("2005-01-01")));
    }

    [Fact]
    public void A_code_that_gives_a_part_away_and_goes_on_is_split_before_and_itself_after()
    {
        (int, DateOnly, DateOnly?)[] validity = [(1, Day("2000-01-01"), null), (2, Day("2010-01-01"), null)];
        var changes = new CodeChanges(validity, [Change("2010-01-01", 1, 2)], AsOf);
        Assert.Equal("1,2 Split", Told(changes, 1, Day("2009-12-31")));
        Assert.Equal("1 None", Told(changes, 1, Day("2010-01-01")));
    }

    // 9001 became 9002 on the day on which 9003 became 9001; 8001 was 8002 for a while
    private static readonly (int Code, DateOnly From, DateOnly? To)[] Validity =
    [
        (301, Day("1838-01-01"), null),
        (706, Day("1950-01-01"), Day("2017-01-01")),
        (1103, Day("1838-01-01"), null),
        (1141, Day("1965-01-01"), Day("2020-01-01")),
        (1504, Day("1977-01-01"), Day("2020-01-01")),
        (1507, Day("2020-01-01"), Day("2024-01-01")),
        (1508, Day("2024-01-01"), null),
        (1515, Day("2025-01-01"), null),
        (1523, Day("1977-01-01"), Day("2020-01-01")),
        (1534, Day("1977-01-01"), Day("2020-01-01")),
        (1580, Day("2024-01-01"), null),
        (1806, Day("1918-01-01"), Day("1964-01-01")), (1806, Day("2020-01-01"), null),
        (1850, Day("1838-01-01"), Day("2020-01-01")),
        (1875, Day("2020-01-01"), null),
        (1901, Day("1904-01-01"), Day("2013-01-01")),
        (1903, Day("2013-01-01"), Day("2018-01-01")), (1903, Day("2018-01-01"), Day("2020-01-01")),
        (1942, Day("1886-01-01"), Day("2019-01-01")), (1942, Day("2019-01-01"), null),
        (2099, Day("1900-01-01"), Day("2001-01-01")),
        (5012, Day("2018-01-01"), Day("2020-01-01")),
        (5055, Day("2020-01-01"), null),
        (5056, Day("2020-01-01"), null),
        (5402, Day("2020-01-01"), Day("2024-01-01")),
        (5503, Day("2024-01-01"), null),
        (8001, Day("1950-01-01"), Day("1970-01-01")), (8001, Day("1980-01-01"), null),
        (8002, Day("1970-01-01"), Day("1980-01-01")),
        (9001, Day("2000-01-01"), Day("2020-01-01")), (9001, Day("2020-01-01"), null),
        (9002, Day("2020-01-01"), null),
        (9003, Day("2000-01-01"), Day("2020-01-01")),
    ];

    private static readonly CodeChange[] Changes =
    [
        Change("2001-01-01", 2099, null),
        Change("2013-01-01", 1901, 1903),
        Change("2018-01-01", 1903, 1903),
        Change("2019-01-01", 1942, 1942),
        Change("2020-01-01", 1141, 1103),
        Change("2020-01-01", 1504, 1507), Change("2020-01-01", 1523, 1507), Change("2020-01-01", 1534, 1507),
        Change("2020-01-01", 1850, 1806), Change("2020-01-01", 1850, 1875),
        Change("2020-01-01", 1903, 5402),
        Change("2020-01-01", 5012, 5055), Change("2020-01-01", 5012, 5056),
        Change("2020-01-01", 9001, 9002), Change("2020-01-01", 9003, 9001),
        Change("2024-01-01", 1507, 1508), Change("2024-01-01", 1507, 1580),
        Change("2024-01-01", 5402, 5503),
        Change("2025-01-01", null, 1515),
        Change("1970-01-01", 8001, 8002), Change("1980-01-01", 8002, 8001),
    ];

    private static CodeChanges Made(DateOnly asOf) => new(Validity, Changes, asOf);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static CodeChange Change(string date, int? old, int? @new) => new(Day(date), old, @new);

    private static string Told(CodeChanges changes, int code, DateOnly at)
    {
        var today = changes.Today(code, at);
        return $"{string.Join(',', today.Codes.ToArray())} {today.Reason}";
    }
}
