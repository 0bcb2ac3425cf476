using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.Run;

public sealed class InstallationSeriesTests
{
    private const ulong Real = 20036914700;
    private const ulong RealDNumber = 55102499947;
    private const ulong Tenor = 3851598730;
    private const ulong TenorDNumber = 41819077302;
    private const ulong Nhn = 1669012345;
    private const ulong Nav = 1419012345;
    private const ulong HelpNumber = 81234567890;
    private const ulong OfNoSeries = 1139012345;

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("any")]
    [InlineData("ANY ")]
    public void Any_takes_everyone(string? text)
        => Assert.All([Real, RealDNumber, Tenor, TenorDNumber, Nhn, Nav, HelpNumber, OfNoSeries], n => Assert.Null(InstallationSeries.Parse(text).RefusalOf(n)));

    [Fact]
    public void Real_takes_everyone_who_is_not_synthetic()
    {
        var real = InstallationSeries.Parse("real");
        Assert.All([Real, RealDNumber, HelpNumber, OfNoSeries], n => Assert.Null(real.RefusalOf(n)));
        Assert.All([Tenor, TenorDNumber, Nhn, Nav], n => Assert.Equal("synthetic-number", real.RefusalOf(n)));
    }

    [Fact]
    public void Synthetic_takes_only_those_who_are()
    {
        var synthetic = InstallationSeries.Parse("synthetic");
        Assert.All([Tenor, TenorDNumber, Nhn, Nav], n => Assert.Null(synthetic.RefusalOf(n)));
        Assert.All([Real, RealDNumber, HelpNumber, OfNoSeries], n => Assert.Equal("real-number", synthetic.RefusalOf(n)));
    }

    [Theory]
    [InlineData("tenor")]
    [InlineData("real,synthetic")]
    public void Another_word_is_refused(string text)
    {
        var refused = Assert.Throws<BadInputException>(() => InstallationSeries.Parse(text));
        Assert.Equal(("bad-series", "PERSONETL_SERIES: expected any, real or synthetic, found something else."), (refused.Code, refused.Message));
    }
}
