using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallGeography;

namespace PersonEtl.UnitTests.Enrich;

/// <summary>1507 Ålesund became 1508 Ålesund and 1580 Haram in 2024; changes of units are known of two.</summary>
public sealed class SplitResolverTests
{
    private readonly Geography geography = Ålesund();

    [Theory]
    [InlineData(101, "Brattvåg", "1580 Haram")]
    [InlineData(101, "Brattvåg ", " ")]
    [InlineData(202, "Sentrum", " ")]
    [InlineData(303, "Nørve", "1508 Ålesund")]
    [InlineData(404, "Delt", " ")]
    [InlineData(505, "Borte", " ")]
    [InlineData(9999, "Uoppgitt grunnkrets", " ")]
    [InlineData(606, null, " ")]
    public void A_unit_decides_by_its_changes_else_by_its_number_and_name_in_one_part_alone(int unit, string? name, string expected)
        => Assert.Equal(expected, Resolved(new() { IsValid = false, ValidFrom = At("2022-01-01"), FullBasicStatisticalUnitNumber = Text($"1507{unit:0000}"), BasicStatisticalUnitName = Text(name) }));

    [Theory]
    [InlineData("7", 3, "1508 Ålesund")]
    [InlineData("7", 4, "1580 Haram")]
    [InlineData("8", 3, "1580 Haram")]
    [InlineData("9", 3, "1580 Haram")]
    [InlineData("H0101", 3, "1580 Haram")]
    public void An_id_of_Matrikkelen_that_agrees_and_leads_to_a_part_decides_before_the_unit(string id, int title, string expected)
        => Assert.Equal(expected, Resolved(new()
        {
            Form = AddressForm.Cadastral,
            IsValid = true,
            CadastralIdentifier = Text(id),
            LandNumber = 2,
            TitleNumber = title,
            FullBasicStatisticalUnitNumber = Text("15070101"),
            BasicStatisticalUnitName = Text("Brattvåg"),
        }));

    private static AddressRegister Register()
    {
        var register = new AddressRegisterBuilder();
        register.Add(Cadastral(7, 1508));
        register.Add(Cadastral(8, 301));
        return register.Build();

        static AddressEntry Cadastral(long id, ushort municipality) => new(id, municipality, 0, 0, '\0', IsCadastral: true, 2, 3, 0, 0, (municipality * 10_000) + 303);
    }

    private static Geography Ålesund()
    {
        var builder = new GeographyBuilder();
        var municipalities = builder.Names[GeographyBuilder.Municipalities];
        var units = builder.Names[GeographyBuilder.Units];
        var (before, reform) = (new DateOnly(2020, 1, 1), new DateOnly(2024, 1, 1));
        municipalities.AddSnapshot(before, "1507", "Ålesund");
        municipalities.AddChange(reform, "1507", "1508", "Ålesund");
        municipalities.AddChange(reform, "1507", "1580", "Haram");
        foreach (var (number, name) in new[] { ("0101", "Brattvåg"), ("0202", "Sentrum"), ("0303", "Nørve"), ("0404", "Delt"), ("0505", "Borte"), ("9999", "Uoppgitt grunnkrets") }) units.AddSnapshot(before, "1507" + number, name);
        foreach (var (number, name) in new[] { ("15080202", "Sentrum"), ("15080303", "Nørve"), ("15080404", "Delt"), ("15089999", "Uoppgitt grunnkrets"), ("15800101", "Brattvåg"), ("15800202", "Sentrum"), ("15800303", "Brattvåg") }) units.AddSnapshot(reform, number, name);
        units.AddChange(reform, "15070303", "15080303", "Nørve");
        units.AddChange(reform, "15070404", "15080404", "Delt");
        units.AddChange(reform, "15070404", "15800404", "Delt");
        return builder.Build(ServiceDistrictTable.Empty, AsOf);
    }

    private string Resolved(Address address)
    {
        address.Place.MunicipalityNumber = Text("1507");
        new SplitResolver(geography, Register(), AsOf).Resolve(address, geography.Today(1507, new DateOnly(2022, 1, 1)));
        return $"{address.Place.MunicipalityNumberToday} {address.Place.MunicipalityNameToday}";
    }
}
