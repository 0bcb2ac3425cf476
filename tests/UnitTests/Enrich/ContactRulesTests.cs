using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Enrich;

public sealed class ContactRulesTests
{
    private static readonly Utf8Text Address = Utf8Text.From("a@b.no");

    [Theory]
    [InlineData("2023-06-10T12:00:00Z", null, "2024-12-10")]
    [InlineData(null, "2023-06-10T12:00:00Z", "2024-12-10")]
    [InlineData("2023-06-10T12:00:00Z", "2023-06-11T12:00:00Z", "2024-12-11")]
    [InlineData("2023-06-12T12:00:00Z", "2023-06-11T12:00:00Z", "2024-12-12")]
    [InlineData("2022-08-31T12:00:00Z", null, "2024-02-29")]
    [InlineData("2021-08-31T12:00:00Z", null, "2023-02-28")]
    [InlineData("2024-02-29T12:00:00Z", null, "2025-08-29")]
    [InlineData("2022-08-29T12:00:00Z", null, "2024-02-29")]
    [InlineData("2022-08-30T12:00:00Z", null, "2024-02-29")]
    [InlineData("2023-08-29T12:00:00Z", null, "2025-02-28")]
    [InlineData("2023-02-28T12:00:00Z", null, "2024-08-28")]
    [InlineData("2023-10-31T12:00:00Z", null, "2025-04-30")]
    [InlineData("2098-08-31T12:00:00Z", null, "2100-02-28")]
    [InlineData("2023-08-31T21:59:59+00:00", "2023-09-01T00:30:00+05:00", "2025-02-28")]
    [InlineData("2023-09-01T00:00:00+02", null, "2025-03-01")]
    [InlineData("2023-08-31T23:59:59.999999+02:00", null, "2025-02-28")]
    [InlineData("2023-03-31T23:30:00+01:00", null, "2024-10-01")]
    [InlineData("2024-12-31T12:00:00Z", null, "2026-06-30")]
    [InlineData("2022-12-31T23:30:00Z", null, "2024-07-01")]
    [InlineData("2022-06-30T22:30:00Z", null, "2024-01-01")]
    [InlineData("2022-06-30T21:30:00Z", null, "2023-12-30")]
    [InlineData("9999-12-01T00:00:00Z", null, "9999-12-31")]
    public void An_address_serves_for_18_months_after_the_later_norwegian_date(string? updated, string? verified, string expected)
        => Assert.Equal(DateOnly.Parse(expected, CultureInfo.InvariantCulture), ContactRules.UsableUntil(Address, At(updated), At(verified)));

    /// <summary>Counted by months and days of the calendar, without a date library.</summary>
    [Property(MaxTest = 1000)]
    public Property It_is_eighteen_months_on_the_calendar_from_the_later_day()
        => Prop.ForAll(Days.Zip(Days).ToArbitrary(), days =>
        {
            var (updated, verified) = days;
            if (updated is null && verified is null) return ContactRules.UsableUntil(Address, null, null) is null;
            var (year, month, day) = new[] { updated, verified }.OfType<DateOnly>().Max();
            (year, month) = month <= 6 ? (year + 1, month + 6) : (year + 2, month - 6);
            int[] lengths = [31, year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            return ContactRules.UsableUntil(Address, Noon(updated), Noon(verified)) == new DateOnly(year, month, Math.Min(day, lengths[month - 1]));
        });

    private static Gen<DateOnly?> Days { get; } = Gen.Frequency((1, Gen.Constant<DateOnly?>(null)), (4, Gen.Choose(0, 55_000).Select(d => (DateOnly?)new DateOnly(1995, 1, 1).AddDays(d))));

    private static Instant? Noon(DateOnly? day) => day is { } d ? Instant.From(new DateTimeOffset(d, new TimeOnly(12, 0), TimeSpan.Zero)) : null;

    [Fact]
    public void Without_address_or_date_there_is_no_answer()
    {
        Assert.Null(ContactRules.UsableUntil(default, At("2023-06-10T12:00:00Z"), null));
        Assert.Null(ContactRules.UsableUntil(Address, null, null));
    }

    private static Instant? At(string? text) => text is null ? null : Instant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
}
