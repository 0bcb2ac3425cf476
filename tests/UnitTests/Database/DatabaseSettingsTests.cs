using PersonEtl.Etl.Database;

namespace PersonEtl.UnitTests.Database;

public sealed class DatabaseSettingsTests
{
    [Fact]
    public void Without_variables_all_ways_are_tried_in_their_order_and_a_server_has_a_minute()
    {
        var settings = From([]);
        Assert.Equal([DatabaseWay.Given, DatabaseWay.Running, DatabaseWay.Binaries, DatabaseWay.Npm, DatabaseWay.Apt, DatabaseWay.Docker], settings.Ways);
        Assert.False(settings.Restricted);
        Assert.Null(settings.Given);
        Assert.Equal(TimeSpan.FromSeconds(60), settings.Wait);
    }

    [Fact]
    public void Named_ways_keep_the_order_of_the_program_and_hide_the_rest()
    {
        var settings = From(new() { ["PERSONETL_PG_WAYS"] = " docker, NPM,running " });
        Assert.Equal([DatabaseWay.Running, DatabaseWay.Npm, DatabaseWay.Docker], settings.Ways);
        Assert.True(settings.Restricted);
        Assert.False(settings.Allows(DatabaseWay.Binaries));
    }

    [Theory]
    [InlineData("PERSONETL_PG_WAYS", "npm,brew", "brew")]
    [InlineData("PERSONETL_PG_WAYS", ",", "none")]
    [InlineData("PERSONETL_PG_WAIT", "soon", "PERSONETL_PG_WAIT")]
    [InlineData("PERSONETL_PG_WAIT", "0", "PERSONETL_PG_WAIT")]
    [InlineData("PERSONETL_PG_WAIT", "-5", "PERSONETL_PG_WAIT")]
    public void A_value_that_means_nothing_is_refused(string name, string value, string expected)
    {
        var refused = Assert.Throws<NoDatabaseException>(() => From(new() { [name] = value }));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_variable_is_as_none() => Assert.Null(From(new() { ["PERSONETL_PG"] = " ", ["PERSONETL_PG_BIN"] = "" }).Given);

    private static DatabaseSettings From(Dictionary<string, string> variables) => DatabaseSettings.From(n => variables.GetValueOrDefault(n));
}
