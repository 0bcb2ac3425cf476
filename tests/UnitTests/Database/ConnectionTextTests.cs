using Npgsql;
using PersonEtl.Etl.Database;

namespace PersonEtl.UnitTests.Database;

public sealed class ConnectionTextTests
{
    [Fact]
    public void A_uri_is_read_with_its_escapes_and_settings()
    {
        var read = ConnectionText.Parse("postgresql://ola:p%40ss%3Aord@db.example:5433/mart?sslmode=verify-full&application_name=natt");
        Assert.Equal(("db.example", 5433, "ola", "p@ss:ord", "mart"), (read.Host, read.Port, read.Username, read.Password, read.Database));
        Assert.Equal(SslMode.VerifyFull, read.SslMode);
        Assert.Equal("natt", read.ApplicationName);
    }

    [Theory]
    [InlineData("Host=db.example;Username=ola")]
    [InlineData("postgres://ola@db.example")]
    public void Without_a_database_it_is_personetl(string text) => Assert.Equal("personetl", ConnectionText.Parse(text).Database);

    [Theory]
    [InlineData("secret-word")]
    [InlineData("Host=a;Pasword=secret-word")]
    [InlineData("Username=a;Password=secret-word")]
    [InlineData("postgres://a:secret-word@h/d?colour=blue")]
    [InlineData("postgres://a:secret-word@h:notaport/d")]
    public void What_can_not_be_read_is_refused_and_not_repeated(string text)
    {
        var error = Assert.Throws<NoDatabaseException>(() => ConnectionText.Parse(text));
        Assert.Contains("PERSONETL_PG", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", error.ToString(), StringComparison.Ordinal);
    }
}
