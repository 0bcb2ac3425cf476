using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.UnitTests.Sources;

public sealed class FetchOptionsTests
{
    [Theory]
    [InlineData("https://data.example/api/v1", "https://data.example/api/v1/")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/")]
    [InlineData("https://data.example/0301.zip", "https://data.example/0301.zip")]
    public void An_address_is_a_folder_or_a_zip(string told, string address) => Assert.Equal(new Uri(address), FetchOptions.Address("--base", told));

    [Theory]
    [InlineData("data.example/api")]
    [InlineData("file:///etc/hosts")]
    [InlineData("https://reader:hemmelig@data.example/api/")]
    public void Another_address_is_refused_and_never_shown(string told)
    {
        var e = Assert.Throws<BadInputException>(() => FetchOptions.Address("--base", told));
        Assert.Equal("bad-address", e.Code);
        Assert.DoesNotContain("hemmelig", e.Message, StringComparison.Ordinal);
    }
}
