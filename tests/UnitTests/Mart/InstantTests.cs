using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Mart;

public sealed class InstantTests
{
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    /// <summary>Every day from before standard time to beyond the table of midnights, around both of its possible midnights and the hours at which clocks change.</summary>
    [Fact]
    public void The_date_in_Norway_is_that_of_the_time_zone()
    {
        int[] seconds = [0, 3_599, 3_600, 43_200, 79_199, 79_200, 82_799, 82_800, 86_399];
        for (var day = new DateTime(1890, 1, 1, 0, 0, 0, DateTimeKind.Utc); day.Year < 2060; day = day.AddDays(1))
        {
            foreach (var second in seconds)
            {
                var moment = new DateTimeOffset(day.AddSeconds(second));
                Assert.Equal(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(moment.UtcDateTime, Oslo)), Instant.From(moment).NorwegianDate());
            }
        }
    }

    [Fact]
    public void The_first_and_the_last_moment_have_a_date()
    {
        Assert.Equal(new DateOnly(1, 1, 1), Instant.From(DateTimeOffset.MinValue).NorwegianDate());
        Assert.Equal(new DateOnly(9999, 12, 31), Instant.From(DateTimeOffset.MaxValue).NorwegianDate());
    }
}
