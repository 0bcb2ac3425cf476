using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.Run;

public sealed class AgeLimitsTests : IDisposable
{
    private static readonly DateOnly AsOf = new(2026, 11, 24);

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(null, "Freg 3, Krr 3, Klass 30, Matrikkel 30")]
    [InlineData("", "Freg 3, Krr 3, Klass 30, Matrikkel 30")]
    [InlineData("klass=400", "Freg 3, Krr 3, Klass 400, Matrikkel 30")]
    [InlineData(" freg = 0 , matrikkel=any", "Freg 0, Krr 3, Klass 30")]
    [InlineData("service-districts=7", "Freg 3, Krr 3, Klass 30, Matrikkel 30, ServiceDistricts 7")]
    public void What_is_not_named_keeps_its_limit(string? text, string limits)
        => Assert.Equal(limits, string.Join(", ", AgeLimits.Parse(text).Days.OrderBy(d => d.Key).Select(d => $"{d.Key} {d.Value}")));

    [Theory]
    [InlineData("freg")]
    [InlineData("freg=")]
    [InlineData("freg=-1")]
    [InlineData("freg=3=4")]
    [InlineData("weather=3")]
    [InlineData("freg=1.5")]
    public void Anything_else_is_refused(string text) => Assert.Equal("bad-max-age", Assert.Throws<BadInputException>(() => AgeLimits.Parse(text)).Code);

    [Theory]
    [InlineData("2026-11-21T23:30:00Z", true)]
    [InlineData("2026-11-20T23:00:00Z", true)]
    [InlineData("2026-11-20T22:59:59Z", false)]
    [InlineData("2027-11-20T22:59:59Z", true)]
    public void Age_is_counted_in_Norwegian_days(string asOf, bool young)
    {
        var delivery = Of(SourceName.Freg, asOf);
        if (young) Require(delivery);
        else Assert.Equal("delivery-too-old", Assert.Throws<BadInputException>(() => Require(delivery)).Code);
    }

    [Fact]
    public void Of_several_deliveries_of_a_source_the_newest_counts() => Require(Of(SourceName.Krr, "2026-10-01T00:00:00Z"), Of(SourceName.Krr, "2026-11-24T00:00:00Z"));

    [Fact]
    public void Of_a_chain_its_last_delta_counts()
    {
        var full = Of(SourceName.Freg, "2026-09-01T00:00:00Z");
        Require(full, Delta("2026-10-10T00:00:00Z"), Delta("2026-11-22T00:00:00Z"));
        Assert.Contains("found one of 2026-11-10, 14 days older", Assert.Throws<BadInputException>(() => Require(full, Delta("2026-10-10T00:00:00Z"), Delta("2026-11-10T00:00:00Z"))).Message, StringComparison.Ordinal);

        static Delivery Delta(string asOf) => Of(SourceName.Freg, asOf, DeliveryKind.Delta);
    }

    [Fact]
    public void A_source_without_a_limit_may_be_of_any_age() => Require(Of(SourceName.ServiceDistricts, "2004-01-01T00:00:00Z"));

    public void Dispose() => folder.Dispose();

    private void Require(params Delivery[] deliveries) => AgeLimits.Default.Require(deliveries, AsOf, new(folder.Path));

    private static Delivery Of(SourceName source, string asOf, DeliveryKind kind = DeliveryKind.Full)
        => new("delivery", new(source, kind, DateTimeOffset.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture), null, null, null, []));
}
