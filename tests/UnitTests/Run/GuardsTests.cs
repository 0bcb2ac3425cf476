using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.Run;

/// <summary>When unreadable documents are too many.</summary>
public sealed class GuardsTests
{
    [Theory]
    [InlineData(10, 10, 0, false)]
    [InlineData(11, 10_999, 0, true)]
    [InlineData(11, 11_000, 0, false)]
    [InlineData(11, 20, 10_979, true)]
    [InlineData(11, 20, 10_980, false)]
    public void They_are_counted_against_everybody_a_night_would_read_of(long unreadable, long read, long others, bool expected)
    {
        var account = new Account("freg");
        account.CountIn(read);
        account.CountQuarantined(unreadable);
        Assert.Equal(expected, Guards.IsBroken(account, 0.001, others));
    }
}
