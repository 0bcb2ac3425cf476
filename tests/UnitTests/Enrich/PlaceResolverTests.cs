using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallGeography;

namespace PersonEtl.UnitTests.Enrich;

public sealed class PlaceResolverTests
{
    private readonly PlaceResolver places = new(Made, AsOf);

    [Theory]
    [InlineData("5534", true, "2022-03-23", "2022-03-23", "Karlsøy 55 AsOf Current")]
    [InlineData("5423", false, "2022-03-23", "2023-03-23", "Karlsøy 54 ValidFrom Ended")]
    [InlineData("5423", false, "2012-03-23", "2023-03-23", "Karlsøy 54 RegisteredAt Ended")]
    [InlineData("5423", false, "2012-03-23", "2013-03-23", "Karlsøy 54 Latest Ended")]
    [InlineData("5423", true, "2022-03-23", "2022-03-23", "Karlsøy 54 Latest Ended")]
    [InlineData("5423", false, null, null, "Karlsøy 54 Latest Ended")]
    [InlineData("1806", false, "1960-01-01", null, "Svolvær 18 ValidFrom Current")]
    [InlineData("1806", false, "2021-01-01", null, "Narvik 18 ValidFrom Current")]
    [InlineData("5999", true, "2026-01-01", null, "Troms 55 Latest Future")]
    [InlineData("7777", true, null, null, "  UnknownCode Unknown")]
    [InlineData("54", true, null, null, "  UnknownCode Unknown")]
    [InlineData(null, true, null, null, "  None None")]
    public void An_address_is_resolved_at_its_own_date(string? number, bool current, string? validFrom, string? registered, string expected)
    {
        var address = new Address { IsValid = current, Place = new() { MunicipalityNumber = Text(number) }, ValidFrom = validFrom is null ? null : At(validFrom), RegisteredAt = registered is null ? null : At(registered) };
        places.ResolveAddress(address);
        Assert.Equal(expected, Told(address.Place));
    }

    [Theory]
    [InlineData("1806", "2022-01-01", "1960-01-01", "  AmbiguousCode Current")]
    [InlineData("1806", null, "1960-01-01", "Svolvær 18 FactDate Current")]
    [InlineData("1806", "1990-01-01", "1990-01-01", "Narvik 18 Latest Current")]
    public void A_fact_is_resolved_when_it_was_registered_else_at_its_own_date(string number, string? registered, string? factDate, string expected)
    {
        var place = new Place { MunicipalityNumber = Text(number) };
        places.ResolveFact(ref place, registered is null ? null : At(registered), Date(factDate));
        Assert.Equal(expected, Told(place));
    }

    [Theory]
    [InlineData("0301", true, "2020-01-01", "0301 Oslo")]
    [InlineData("5423", false, "2022-03-23", "5534 Karlsøy")]
    [InlineData("5423", true, "2022-03-23", "5534 Karlsøy")]
    [InlineData("1806", false, "1960-01-01", " ")]
    [InlineData("1806", false, "2021-01-01", "1806 Narvik")]
    [InlineData("1806", true, "1960-01-01", "1806 Narvik")]
    [InlineData("5999", true, "2026-01-01", " ")]
    [InlineData("7777", true, "2026-01-01", " ")]
    public void Changes_lead_from_the_version_that_answered_to_the_municipality_of_today(string number, bool current, string validFrom, string expected)
    {
        var address = new Address { IsValid = current, Place = new() { MunicipalityNumber = Text(number) }, ValidFrom = At(validFrom) };
        places.ResolveAddress(address);
        Assert.Equal(expected, $"{address.Place.MunicipalityNumberToday} {address.Place.MunicipalityNameToday}");
    }

    [Fact]
    public void A_number_that_meant_two_municipalities_has_no_place_today_either()
    {
        var place = new Place { MunicipalityNumber = Text("1806") };
        places.ResolveFact(ref place, At("2022-01-01"), Date("1960-01-01"));
        Assert.True(place.MunicipalityNumberToday.IsAbsent && place.CountyNumber.IsAbsent && place.CountyName.IsAbsent);
    }

    [Fact]
    public void A_shared_residence_is_resolved_as_of_the_night_only_while_its_contract_runs()
    {
        foreach (var (last, step) in new[] { ("2026-11-23", CodeResolution.AsOf), ("2026-11-22", CodeResolution.ValidFrom) })
        {
            var address = new Address { Kind = AddressKind.Shared, IsValid = true, Place = new() { MunicipalityNumber = Text("0301") }, ValidFrom = At("2020-01-01"), ContractValidTo = Date(last) };
            places.ResolveAddress(address);
            Assert.Equal(step, address.Place.CodeResolution);
        }
    }

    private static string Told(Place place) => $"{place.MunicipalityName} {place.CountyNumber} {place.CodeResolution} {place.CodeState}";
}
