using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallGeography;

namespace PersonEtl.UnitTests.Enrich;

/// <summary>Codes as they resolve when Statistics Norway's changes were fetched from 1838 on: some real ones, and nothing else to go by.</summary>
public sealed class CodesSince1838Tests
{
    private const string Changes = """
        1838-01-01;;0301;Christiania
        1838-01-01;;1850;Tysfjord
        1838-01-01;;1914;Trondenes
        1902-01-01;;1805;Narvik
        1904-01-01;1914;1901;Harstad
        1904-01-01;1914;1914;Trondenes
        1918-01-01;;1806;Svolvær
        1925-01-01;0301;0301;Oslo
        1925-01-01;;1854;Ballangen
        1926-01-01;1914;1912;Sandtorg
        1926-01-01;1914;1914;Trondenes
        1926-01-01;1914;1915;Bjarkøy
        1964-01-01;1806;1865;Vågan
        1964-01-01;1912;1901;Harstad
        1964-01-01;1914;1901;Harstad
        1964-01-01;1901;1901;Harstad
        2013-01-01;1901;1903;Harstad
        2013-01-01;1915;1903;Harstad
        2020-01-01;1903;5402;Harstad - Hárstták
        2020-01-01;1805;1806;Narvik
        2020-01-01;1854;1806;Narvik
        2020-01-01;1850;1806;Narvik
        2020-01-01;1850;1875;Hábmer - Hamarøy
        2024-01-01;5402;5503;Harstad - Hárstták
        """;

    private readonly PlaceResolver places = new(Made(), AsOf);

    [Theory]
    [InlineData("0301", "1900-06-01", "Christiania > 0301 Oslo")]
    [InlineData("1901", "1950-06-01", "Harstad > 5503 Harstad - Hárstták")]
    [InlineData("1903", "2013-01-01", "Harstad > 5503 Harstad - Hárstták")]
    [InlineData("5402", "2023-12-31", "Harstad - Hárstták > 5503 Harstad - Hárstták")]
    [InlineData("1914", "1890-06-01", "Trondenes > 5503 Harstad - Hárstták")]
    [InlineData("1912", "1950-06-01", "Sandtorg > 5503 Harstad - Hárstták")]
    [InlineData("1806", "1950-06-01", "Svolvær > 1865 Vågan")]
    [InlineData("1806", "2022-06-01", "Narvik > 1806 Narvik")]
    [InlineData("1805", "1970-06-01", "Narvik > 1806 Narvik")]
    [InlineData("1850", "1970-06-01", "Tysfjord >  ")]
    [InlineData("1806", "1990-06-01", "Narvik > 1806 Narvik")]
    public void An_old_address_has_the_name_of_its_time_and_the_place_of_today(string number, string validFrom, string expected)
    {
        var address = new Address { IsValid = false, Place = new() { MunicipalityNumber = Text(number) }, ValidFrom = At(validFrom) };
        places.ResolveAddress(address);
        Assert.Equal(expected, Told(address.Place));
    }

    [Theory]
    [InlineData("1806", "1964-05-01", "1950-06-01", "Svolvær > 1865 Vågan")]
    [InlineData("1806", "2021-06-01", "1950-06-01", " >  ")]
    [InlineData("1806", "2021-06-01", "1990-06-01", "Narvik > 1806 Narvik")]
    [InlineData("1901", "1970-06-01", "1910-06-01", "Harstad > 5503 Harstad - Hárstták")]
    [InlineData("1914", "1930-06-01", "1900-06-01", "Trondenes > 5503 Harstad - Hárstták")]
    [InlineData("0301", "1990-06-01", "1900-06-01", "Oslo > 0301 Oslo")]
    public void A_birth_has_the_name_of_its_registration_unless_the_number_was_anothers_then(string number, string registered, string born, string expected)
    {
        var place = new Place { MunicipalityNumber = Text(number) };
        places.ResolveFact(ref place, At(registered), Date(born));
        Assert.Equal(expected, Told(place));
    }

    [Theory]
    [InlineData(1806, 1950, 1865, true)]
    [InlineData(1903, 2014, 5503, true)]
    [InlineData(1901, 1950, 5503, false)]
    [InlineData(1805, 1970, 1806, false)]
    public void Numbers_within_a_municipality_carry_over_only_where_nothing_was_merged_or_split(int number, int year, int today, bool expected)
        => Assert.Equal(expected, Made().IsOneToOne(number, new DateOnly(year, 6, 1), today));

    private static Geography Made()
    {
        var builder = new GeographyBuilder();
        foreach (var line in Changes.Split('\n', StringSplitOptions.TrimEntries))
        {
            var fields = line.Split(';');
            builder.Names[GeographyBuilder.Municipalities].AddChange(DateOnly.Parse(fields[0], CultureInfo.InvariantCulture), fields[1].Length == 0 ? null : fields[1], fields[2], fields[3]);
        }
        return builder.Build(ServiceDistrictTable.Empty, AsOf);
    }

    private static string Told(Place place) => $"{place.MunicipalityName} > {place.MunicipalityNumberToday} {place.MunicipalityNameToday}";
}
