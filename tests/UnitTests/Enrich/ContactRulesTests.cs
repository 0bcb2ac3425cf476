using System.Globalization;
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
    [InlineData("2024-12-31T12:00:00Z", null, "2026-06-30")]
    [InlineData("2022-12-31T23:30:00Z", null, "2024-07-01")]
    [InlineData("2022-06-30T22:30:00Z", null, "2024-01-01")]
    [InlineData("2022-06-30T21:30:00Z", null, "2023-12-30")]
    [InlineData("9999-12-01T00:00:00Z", null, "9999-12-31")]
    public void An_address_serves_for_18_months_after_the_later_norwegian_date(string? updated, string? verified, string expected)
        => Assert.Equal(DateOnly.Parse(expected, CultureInfo.InvariantCulture), ContactRules.UsableUntil(Address, At(updated), At(verified)));

    [Fact]
    public void Without_address_or_date_there_is_no_answer()
    {
        Assert.Null(ContactRules.UsableUntil(default, At("2023-06-10T12:00:00Z"), null));
        Assert.Null(ContactRules.UsableUntil(Address, null, null));
    }

    private static Instant? At(string? text) => text is null ? null : Instant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
}
