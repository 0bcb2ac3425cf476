using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.ServiceDistricts;

namespace PersonEtl.UnitTests.Sources;

public sealed class ServiceDistrictsReaderTests : IDisposable
{
    private const string Header = "grunnkrets8;service_bydel;valid_from;valid_to;source";

    private readonly DeliveryFolder folder = new(SourceName.ServiceDistricts);
    private readonly SourceReading reading = new(SourceName.ServiceDistricts);

    [Fact]
    public async Task Rows_answer_from_their_first_day_to_before_their_last()
    {
        var table = await Read($"\uFEFF{Header}\r\n03010101;030104;2004-01-01;2020-01-01;made up\r\n03010101;030105;2020-01-01;;\"made; up\"\r\n");
        Assert.Null(table.Find(3010101, new DateOnly(2003, 12, 31)));
        Assert.Equal(30104, table.Find(3010101, new DateOnly(2004, 1, 1)));
        Assert.Equal(30104, table.Find(3010101, new DateOnly(2019, 12, 31)));
        Assert.Equal(30105, table.Find(3010101, new DateOnly(2020, 1, 1)));
        Assert.Null(table.Find(3010102, new DateOnly(2020, 1, 1)));
        Assert.Equal(2, table.Delivered.Count);
        Assert.True(reading.Account.Closes);
    }

    [Fact]
    public async Task A_row_without_dates_always_answers()
        => Assert.Equal(30104, (await Read($"{Header}\n03010101;030104;;;x\n")).Find(3010101, new DateOnly(1950, 1, 1)));

    [Theory]
    [InlineData("", "empty-file", "")]
    [InlineData(Header + "\n", "empty-file", "line 2")]
    [InlineData("grunnkrets8;service_bydel;valid_from\n", "csv-header", "valid_to")]
    [InlineData("grunnkrets8,service_bydel,valid_from,valid_to,source\n03010101,030104,,,x\n", "csv-header", "line 1")]
    [InlineData(Header + "\n03010102;030104;;;x\n3010101;030104;;;x\n", "csv-row", "line 3")]
    [InlineData(Header + "\n03010101;30104;;;x\n", "csv-row", "service_bydel")]
    [InlineData(Header + "\n03010101;03010x;;;x\n", "csv-row", "service_bydel")]
    [InlineData(Header + "\n03010101;030104;1.1.2004;;x\n", "csv-row", "valid_from")]
    [InlineData(Header + "\n03010101;030104;2004-01-01;2004-01-01;x\n", "csv-row", "valid_to")]
    [InlineData(Header + "\n03010101;030104;;\n", "csv-row", "line 2")]
    [InlineData(Header + "\n03010101;030104;;2020-01-02;x\n03010101;030105;2020-01-01;;x\n", "csv-row", "line 3")]
    public async Task A_bad_table_is_refused(string content, string code, string part)
    {
        var error = await Assert.ThrowsAsync<BadInputException>(() => Read(content));
        Assert.Equal(code, error.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains($"service-districts/{folder.Delivery.Name}/part-000.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_in_another_encoding_is_refused()
    {
        folder.With("part-000.csv", [.. "grunnkrets8;service_bydel;valid_from;valid_to;source\n03010101;030104;;;bl"u8, 0xE5, (byte)'\n']);
        Assert.Equal("csv-encoding", (await Assert.ThrowsAsync<BadInputException>(() => ServiceDistrictsReader.ReadAsync(folder.Delivery, reading, default))).Code);
    }

    public void Dispose() => folder.Dispose();

    private Task<ServiceDistrictTable> Read(string content)
    {
        folder.With("part-000.csv", content);
        return ServiceDistrictsReader.ReadAsync(folder.Delivery, reading, default);
    }
}
