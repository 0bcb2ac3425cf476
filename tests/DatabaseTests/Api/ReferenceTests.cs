using System.Net;

namespace PersonEtl.DatabaseTests.Api;

public sealed class ReferenceTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData("", "2026-11-23", "0301 Oslo, 1806 Narvik")]
    [InlineData("?asOf=1963-12-31", "1963-12-31", "0301 Oslo, 1806 Svolvær, 1841 Fauske, \"gamle\"")]
    [InlineData("?asOf=1964-01-01", "1964-01-01", "0301 Oslo, 1841 Fauske, \"gamle\"")]
    [InlineData("?asOf=2020-01-01", "2020-01-01", "0301 Oslo, 1806 Narvik, 1841 Fauske, \"gamle\"")]
    public async Task Codes_are_those_valid_on_the_date_and_without_one_on_the_generations(string query, string asOf, string expected)
    {
        var answer = await api.JsonAsync("exports", "/v1/reference/municipalities" + query);

        Assert.Equal(asOf, (string?)answer["asOf"]);
        Assert.Equal(expected, string.Join(", ", answer["rows"]!.AsArray().Select(r => $"{r!["municipalityNumber"]} {r["municipalityName"]}")));
    }

    [Fact]
    public async Task A_unit_carries_its_municipality_and_both_districts()
    {
        var answer = await api.JsonAsync("restricted-access", "/v1/reference/basic-statistical-units");

        Assert.Equal(
            """{"basicStatisticalUnitNumber":"03010101","basicStatisticalUnitName":"Rådhuset","municipalityNumber":"0301","urbanDistrictCode":"030105","urbanDistrictName":"Frogner","geographicalUrbanDistrictCode":"030116","geographicalUrbanDistrictName":"Sentrum","validFrom":null,"validTo":null}""",
            answer["rows"]![0]!.ToJsonString(new() { Encoder = Golden.Json.Encoder }));
    }

    [Theory]
    [InlineData("counties", "countyNumber,countyName,validFrom,validTo\r\n03,Oslo,,\r\n18,Nordland - Nordlánnda,,\r\n")]
    [InlineData("urban-districts", "urbanDistrictCode,urbanDistrictName,municipalityNumber,validFrom,validTo\r\n030105,Frogner,0301,,\r\n")]
    [InlineData("municipalities?asOf=1963-01-01", "municipalityNumber,municipalityName,countyNumber,countyName,validFrom,validTo\r\n0301,Oslo,03,Oslo,,\r\n1806,Svolvær,18,Nordland,,1964-01-01\r\n1841,\"Fauske, \"\"gamle\"\"\",18,Nordland,,2024-01-01\r\n")]
    public async Task Csv_is_utf8_with_a_header_and_quotes_where_needed(string table, string expected)
    {
        using var client = api.Client("full-access");
        client.DefaultRequestHeaders.Add("Accept", "text/csv");
        using var accepted = await client.GetAsync("/v1/reference/" + table);
        Assert.Equal("text/csv", accepted.Content.Headers.ContentType!.MediaType);
        Assert.Equal(expected, await accepted.Content.ReadAsStringAsync());
        Assert.Equal("1", accepted.Headers.GetValues("Mart-Generation").Single());

        using var plain = api.Client("full-access");
        Assert.Equal(expected, await plain.GetStringAsync($"/v1/reference/{table}{(table.Contains('?', StringComparison.Ordinal) ? '&' : '?')}format=csv"));
    }

    [Theory]
    [InlineData("?asOf=yesterday")]
    [InlineData("?asOf=2026-02-30")]
    [InlineData("?format=xlsx")]
    public async Task A_date_or_format_that_is_none_is_refused(string query)
    {
        using var client = api.Client("full-access");
        using var response = await client.GetAsync("/v1/reference/counties" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
