using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;
using PersonEtl.UnitTests.Sources;

namespace PersonEtl.UnitTests.Enrich;

public sealed class GeographyTests : IDisposable
{
    private readonly DeliveryFolder folder = new(SourceName.Klass);

    [SharedDataFact]
    public async Task Real_codes_have_the_name_and_county_of_their_day()
    {
        var geography = await RealGeography.ReadAsync(folder, ServiceDistrictTable.Empty, new SourceReading(SourceName.Klass));
        Assert.Equal("Harstad - Hárstták / 55 Troms - Romsa - Tromssa", Municipality("5503", "2024-01-01"));
        Assert.Null(Municipality("5503", "2023-12-31"));
        Assert.Equal("Harstad / 19 Troms - Romsa", Municipality("1901", "2012-12-31"));
        Assert.Null(Municipality("1901", "2013-01-01"));
        Assert.Equal("Harstad / 19 Troms - Romsa", Municipality("1903", "2017-12-31"));
        Assert.Equal("Harstad - Hárstták / 19 Troms - Romsa", Municipality("1903", "2018-01-01"));
        Assert.Equal("Harstad - Hárstták / 54 ", Municipality("5402", "2023-12-31"));
        Assert.Equal("Trondheim - Tråante / 50 Trøndelag - Trööndelage", Municipality("5001", "2026-11-24"));
        Assert.Equal("Oslo / 03 Oslo", Municipality("0301", "2015-06-01"));
        Assert.Null(Municipality("0301", "2009-12-31"));
        Assert.Null(Municipality("1806", "2019-12-31"));
        Assert.Equal("Narvik / 18 Nordland", Municipality("1806", "2020-01-01"));
        Assert.Equal("Uoppgitt / 99 Uoppgitt", Municipality("9999", "2024-01-01"));
        Assert.Null(Municipality("2100", "2024-01-01"));
        Assert.Equal("Harstad", geography.FindLatestMunicipality(1901)!.Name.ToString());
        Assert.Equal("Vang", geography.FindLatestMunicipality(545)!.Name.ToString());
        Assert.Null(geography.FindLatestMunicipality(2100));

        string? Municipality(string number, string date)
        {
            var found = geography.FindMunicipality(int.Parse(number, CultureInfo.InvariantCulture), DateOnly.Parse(date, CultureInfo.InvariantCulture));
            return found is null ? null : $"{found.Name} / {found.CountyNumber} {found.CountyName}";
        }
    }

    [SharedDataFact]
    public async Task Real_units_have_their_districts()
    {
        var services = new ServiceDistrictTable([new(3010101, 30104, null, null), new(3016001, 30107, new DateOnly(2025, 1, 1), null)]);
        var geography = await RealGeography.ReadAsync(folder, services, new SourceReading(SourceName.Klass));
        Assert.Equal("Munkvold | 500101 Midtbyen | 500101 Midtbyen", Unit(50015218, "2024-01-01"));
        Assert.Equal("Sentrum 1  - Rode 1 | 030116 Sentrum | 030104 St. Hanshaugen", Unit(3010101, "2024-01-01"));
        Assert.Equal("Sentrum 1  - Rode 2 | 030116 Sentrum | ", Unit(3010102, "2024-01-01"));
        Assert.Equal("Tryvann | 030117 Marka | ", Unit(3016001, "2024-12-31"));
        Assert.Equal("Tryvann | 030117 Marka | 030107 Vestre Aker", Unit(3016001, "2025-01-01"));
        Assert.Equal("Uoppgitt grunnkrets | 030199 Uoppgitt | ", Unit(3019999, "2024-01-01"));
        Assert.Equal("Uoppgitt grunnkrets |  | ", Unit(56369999, "2024-01-01"));
        Assert.Equal("Mannevarre |  | ", Unit(56100104, "2026-07-01"));
        Assert.Equal("Spitsbergen |  | ", Unit(21000101, "2024-01-01"));
        Assert.Null(Unit(50015218, "2023-12-31"));
        Assert.Null(Unit(3010100, "2024-01-01"));
        Assert.Equal("5001", geography.FindLatestUnit(50015218)!.MunicipalityNumber.ToString());
        Assert.Equal(2, geography.Units.Count(u => u.Number.ToString() == "03016001"));

        string? Unit(int number, string date)
        {
            var found = geography.FindUnit(number, DateOnly.Parse(date, CultureInfo.InvariantCulture));
            return found is null ? null : $"{found.Name} | {Text(found.Geographical)} | {Text(found.ServiceProviding)}";
        }

        static string Text(District? district) => district is null ? "" : $"{district.Code} {district.Name}";
    }

    [Fact]
    public void A_unit_is_cut_where_its_district_or_the_districts_name_changes()
    {
        var builder = new GeographyBuilder();
        builder.Names[GeographyBuilder.Units].AddSnapshot(Day(2010), "12010101", "Sentrum");
        builder.DistrictOf.AddSnapshot(Day(2010), "12010101", "120101");
        builder.DistrictOf.AddSnapshot(Day(2020), "12010101", "120102");
        builder.Names[GeographyBuilder.Districts].AddSnapshot(Day(2010), "120101", "Arna");
        builder.Names[GeographyBuilder.Districts].AddSnapshot(Day(2015), "120101", "Arna og mer");
        var units = builder.Build(ServiceDistrictTable.Empty, Day(2024)).Units.Select(u => FormattableString.Invariant($"{u.Geographical?.Code} {u.Geographical?.Name} {u.ServiceProviding?.Code} {u.ValidFrom:yyyy} {u.ValidTo:yyyy}"));
        Assert.Equal(["120101 Arna 120101 2010 2015", "120101 Arna og mer 120101 2015 2020", "120102  120102 2020 "], units);
    }

    [Fact]
    public void A_municipality_is_cut_where_its_county_changes()
    {
        var builder = new GeographyBuilder();
        builder.Names[GeographyBuilder.Municipalities].AddSnapshot(Day(2010), "0301", "Oslo");
        builder.CountyOf.AddSnapshot(Day(2010), "0301", "03");
        builder.CountyOf.AddSnapshot(Day(2015), "0301", "04");
        builder.Names[GeographyBuilder.Counties].AddSnapshot(Day(2012), "03", "Oslo");
        builder.Names[GeographyBuilder.Counties].AddSnapshot(Day(2012), "04", "Ny");
        builder.Names[GeographyBuilder.Counties].AddSnapshot(Day(2014), "03", "Oslo");
        var municipalities = builder.Build(ServiceDistrictTable.Empty, Day(2024)).Municipalities.Select(m => FormattableString.Invariant($"{m.CountyNumber} {m.CountyName} {m.ValidFrom:yyyy} {m.ValidTo:yyyy}"));
        Assert.Equal(["03  2010 2012", "03 Oslo 2012 2015", "04  2015 "], municipalities);
    }

    public void Dispose() => folder.Dispose();

    private static DateOnly Day(int year) => new(year, 1, 1);
}
