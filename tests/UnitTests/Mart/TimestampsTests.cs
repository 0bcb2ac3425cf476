using System.Globalization;
using System.Text;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Mart;

public sealed class TimestampsTests
{
    [Theory]
    [InlineData("2023-06-10T21:00:01+02", "2023-06-10T19:00:01Z")]
    [InlineData("2023-06-10T21:00:01+0200", "2023-06-10T19:00:01Z")]
    [InlineData("2023-08-05T10:45:15.768Z", "2023-08-05T10:45:15.768Z")]
    [InlineData("2022-03-14T14:41:28.711423+01:00", "2022-03-14T13:41:28.711423Z")]
    [InlineData("2022-03-14T14:41:28-03:30", "2022-03-14T18:11:28Z")]
    [InlineData("2024-02-29T00:30:00+01:00", "2024-02-28T23:30:00Z")]
    [InlineData("2000-02-29T23:59:59.1Z", "2000-02-29T23:59:59.1Z")]
    [InlineData("1971-05-28T11:05:23.286012+01:00", "1971-05-28T10:05:23.286012Z")]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z")]
    public void A_moment_is_read_with_its_offset(string text, string expected)
    {
        Assert.True(Timestamps.TryParseInstant(Encoding.UTF8.GetBytes(text), out var instant));
        Assert.Equal(Instant.From(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture)), instant);
    }

    [Theory]
    [InlineData("2022-03-14T14:41:28.711423999+01:00", "2022-03-14T13:41:28.711423Z")]
    [InlineData("1900-01-01T00:00:00.999999999Z", "1900-01-01T00:00:00.999999Z")]
    public void Nine_digits_are_cut_to_microseconds_never_rounded(string text, string expected)
    {
        Assert.True(Timestamps.TryParseInstant(Encoding.UTF8.GetBytes(text), out var instant));
        Assert.Equal(Instant.From(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture)), instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2023-06-10")]
    [InlineData("2023-06-10T21:00:01")]
    [InlineData("2023-06-10 21:00:01Z")]
    [InlineData("2023-02-29T21:00:01Z")]
    [InlineData("1900-02-29T21:00:01Z")]
    [InlineData("2023-13-01T21:00:01Z")]
    [InlineData("2023-06-00T21:00:01Z")]
    [InlineData("2023-06-10T24:00:00Z")]
    [InlineData("2023-06-10T21:60:01Z")]
    [InlineData("2023-06-10T21:00:60Z")]
    [InlineData("2023-06-10T21:00:01.Z")]
    [InlineData("2023-06-10T21:00:01.1234567890Z")]
    [InlineData("2023-06-10T21:00:01.12x")]
    [InlineData("2023-06-10T21:00:01.123")]
    [InlineData("2023-06-10T21:00:01+2")]
    [InlineData("2023-06-10T21:00:01+15:00")]
    [InlineData("2023-06-10T21:00:01+02:60")]
    [InlineData("2023-06-10T21:00:01+02-00")]
    [InlineData("2023-06-10T21:00:01+02:00 ")]
    [InlineData("2023-06-10T2a:00:01Z")]
    [InlineData("0000-06-10T21:00:01Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void What_is_no_moment_is_refused(string text) => Assert.False(Timestamps.TryParseInstant(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("2024-02-29")]
    [InlineData("2000-02-29")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void A_day_that_existed_is_read(string text)
    {
        Assert.True(Timestamps.TryParseDate(Encoding.UTF8.GetBytes(text), out var date));
        Assert.Equal(text, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2100-02-29")]
    [InlineData("2023-04-31")]
    [InlineData("2023-4-01")]
    [InlineData("20230401")]
    [InlineData("2023-04-01Z")]
    [InlineData("0000-01-01")]
    [InlineData("202x-01-01")]
    public void A_day_that_never_was_is_refused(string text) => Assert.False(Timestamps.TryParseDate(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Every_hour_of_a_century_agrees_with_the_framework()
    {
        var start = new DateTimeOffset(1950, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var hours = 0; hours < 100 * 365 * 24; hours += 7)
        {
            var moment = start.AddHours(hours);
            Assert.True(Timestamps.TryParseInstant(Encoding.UTF8.GetBytes(moment.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture)), out var instant));
            Assert.Equal(Instant.From(moment), instant);
        }
    }
}
