using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;
using PersonEtl.UnitTests.Sources;

namespace PersonEtl.UnitTests.Enrich;

/// <summary>What became of every municipality number since 2010, from Statistics Norway's own files.</summary>
public sealed class MunicipalityCodesTests : IDisposable
{
    private static readonly string Golden = Path.Combine(SolutionFolder.Path, "tests", "golden", "municipality-codes.csv");
    private readonly DeliveryFolder folder = new(SourceName.Klass);

    /// <summary>Run once with PERSONETL_UPDATE_GOLDEN=1 to take a change on, and look at the difference before committing it.</summary>
    [SharedDataFact]
    public async Task Every_number_has_the_name_and_county_of_its_time_and_the_place_of_today()
    {
        var geography = await RealGeography.ReadAsync(folder, ServiceDistrictTable.Empty, new SourceReading(SourceName.Klass));
        string[] lines = ["number;from;to;name;county;county_name;number_today;name_today;reason", .. geography.Municipalities.Select(m => Line(geography, m))];
        if (Environment.GetEnvironmentVariable("PERSONETL_UPDATE_GOLDEN") == "1") await File.WriteAllLinesAsync(Golden, lines);

        Assert.Equal(await File.ReadAllLinesAsync(Golden), lines);
    }

    public void Dispose() => folder.Dispose();

    private static string Line(Geography geography, Municipality m)
    {
        var today = m.NumberToday.IsAbsent ? null : geography.FindMunicipality(CodeText.Number(m.NumberToday.Span), RealGeography.AsOf);
        return string.Join(';', m.Number, Day(m.ValidFrom), Day(m.ValidTo), m.Name, m.CountyNumber, m.CountyName, today?.Number, today?.Name, Terms.Of(m.TodayReason));
    }

    private static string Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
