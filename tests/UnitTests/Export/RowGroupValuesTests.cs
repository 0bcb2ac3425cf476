using System.Globalization;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Export;

public sealed class RowGroupValuesTests
{
    [Theory]
    [InlineData("9999-12-31T23:59:59.9999999+00:00", "9999-12-31T23:59:59.999")]
    [InlineData("0001-01-01T00:00:00.0000010+00:00", "0001-01-01T00:00:00.000")]
    [InlineData("1999-12-31T23:59:59.9999990+00:00", "1999-12-31T23:59:59.999")]
    [InlineData("2023-06-10T19:00:01.1239990+00:00", "2023-06-10T19:00:01.123")]
    public void An_instant_is_floored_to_milliseconds_at_the_ends_of_time_too(string instant, string expected)
    {
        var values = new InstantValues();
        values.Add(Instant.From(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)).Microseconds);
        Assert.Equal(expected, new RowGroupValues().Instants(values).Span[0]?.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture)[..23]);
    }
}
