using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallGeography;

namespace PersonEtl.UnitTests.Enrich;

public sealed class ServiceDistrictReviewTests
{
    private static readonly District Hanshaugen = new(Text("030104"), Text("St. Hanshaugen"), Date("2004-01-01"), null);
    private static readonly District Former = new(Text("030120"), Text("Nedlagt"), Date("2004-01-01"), Date("2020-01-01"));
    private static readonly District Sentrum = new(Text("030116"), Text("Sentrum"), Date("2004-01-01"), null);
    private static readonly District Marka = new(Text("030117"), Text("Marka"), Date("2004-01-01"), null);

    private static readonly Geography Oslo = new(
        [], [],
        [Unit("03010101", Sentrum, null), Unit("03010102", Sentrum, "2020-01-01"), Unit("03010401", Hanshaugen, null), Unit("03015101", Marka, null)],
        [Hanshaugen, Sentrum, Marka, Former], AsOf, [], []);

    [Fact]
    public void A_table_that_has_every_unit_of_Sentrum_and_Marka_leaves_nothing_to_say()
        => Assert.Empty(Find(Row(3010101, 30104), Row(3015101, 30104)));

    [Fact]
    public void A_unit_of_Sentrum_or_Marka_without_a_row_on_the_day_is_told()
        => Assert.Equal(["service-district-missing-unit: 3015101"], Find(Row(3010101, 30104), Row(3015101, 30104, to: "2026-11-23")));

    [Fact]
    public void A_row_whose_unit_is_gone_is_told_unless_the_row_ended_too()
    {
        Assert.Equal(["service-district-gone-unit: 3010102"], Find(Row(3010101, 30104), Row(3015101, 30104), Row(3010102, 30104)));
        Assert.Empty(Find(Row(3010101, 30104), Row(3015101, 30104), Row(3010102, 30104, to: "2020-01-01")));
    }

    [Fact]
    public void A_row_whose_district_is_gone_is_told()
        => Assert.Equal(["service-district-gone-district: 3015101"], Find(Row(3010101, 30104), Row(3015101, 30120)));

    [Fact]
    public void A_row_that_names_a_district_without_services_is_told_and_not_used()
        => Assert.Equal(["service-district-missing-unit: 3010101,3015101", "service-district-not-serving: 3010101,3015101"], Find(Row(3010101, 30117), Row(3015101, 30116)));

    [Fact]
    public void Without_a_table_the_units_that_get_none_are_told_once()
        => Assert.Equal(["service-district-no-table: 3010101,3015101"], Lines(ServiceDistrictReview.Of(null, Oslo, AsOf)));

    private static IEnumerable<string> Find(params ServiceDistrictRow[] rows) => Lines(ServiceDistrictReview.Of(new ServiceDistrictTable(rows), Oslo, AsOf));

    private static IEnumerable<string> Lines(IEnumerable<ServiceDistrictFinding> findings) => findings.Select(f => $"{f.Code}: {string.Join(',', f.Units)}");

    private static ServiceDistrictRow Row(int unit, int district, string? to = null) => new(unit, district, new DateOnly(2004, 1, 1), Date(to));

    private static Unit Unit(string number, District district, string? to) => new(Text(number), Text("Krets " + number), Text("0301"), district, null, Date("2004-01-01"), Date(to));
}
