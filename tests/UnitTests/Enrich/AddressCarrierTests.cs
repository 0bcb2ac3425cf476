using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Enrich;

public sealed class AddressCarrierTests
{
    private static readonly DateOnly Reform = new(2024, 1, 1);

    [Fact]
    public void A_street_address_of_before_a_reform_gets_todays_numbers_and_loses_its_code()
    {
        var (register, carried) = Carry(Street(1, 1507, 15070101), Street(2, 1507, 15070201));
        Assert.Equal(2, carried);
        Assert.True(register.TryFindById(1, out var one));
        Assert.Equal((1508, 0, 15080101), (one.Municipality, one.AddressCode, one.Unit));
        Assert.True(register.TryFindById(2, out var other));
        Assert.Equal((1580, 0, 15800201), (other.Municipality, other.AddressCode, other.Unit));
    }

    [Fact]
    public void Of_a_split_what_no_unit_of_that_number_and_name_decides_stays()
    {
        var (register, carried) = Carry(Street(1, 1507, 15070301), Street(2, 1507, 0));
        Assert.Equal(0, carried);
        Assert.True(register.TryFindById(1, out var one));
        Assert.Equal((1507, 1010, 15070301), (one.Municipality, one.AddressCode, one.Unit));
        Assert.True(register.TryFindById(2, out var other));
        Assert.Equal(1507, other.Municipality);
    }

    [Fact]
    public void A_cadastral_number_is_carried_only_where_nothing_was_merged_or_split()
    {
        var (register, carried) = Carry(Cadastral(1, 1507, 15070101), Cadastral(2, 5401, 54010101));
        Assert.Equal(1, carried);
        Assert.Equal(0, register.FindByCadastralNumber(1508, 10, 2, 0, 0).Candidates);
        Assert.Equal(55010101, register.FindByCadastralNumber(5501, 10, 2, 0, 0).Unit);
    }

    [Fact]
    public void A_file_of_the_same_numbers_stays_as_it_is()
    {
        var register = Register(Street(1, 1508, 15080101));
        Assert.Same(register, new AddressCarrier(Made(), Reform).Carry(register));
    }

    private static (AddressRegister Register, long Carried) Carry(params AddressEntry[] entries)
    {
        var carrier = new AddressCarrier(Made(), Reform);
        return (carrier.Carry(Register(entries)), carrier.Carried);
    }

    private static AddressRegister Register(params AddressEntry[] entries)
    {
        var register = new AddressRegisterBuilder();
        foreach (var entry in entries) register.Add(entry);
        return register.Build();
    }

    private static AddressEntry Street(long id, ushort municipality, int unit) => new(id, municipality, 1010, 7, '\0', IsCadastral: false, 0, 0, 0, 0, unit, StreetName.Key("Testveien"u8), 6000);

    private static AddressEntry Cadastral(long id, ushort municipality, int unit) => new(id, municipality, 0, 0, '\0', IsCadastral: true, 10, 2, 0, 0, unit);

    /// <summary>1507 is split into 1508 and 1580, 5401 becomes 5501.</summary>
    private static Geography Made()
    {
        var builder = new GeographyBuilder();
        var before = Reform.AddYears(-4);
        foreach (var (date, municipality) in new[] { (before, "1507"), (before, "5401"), (Reform, "1508"), (Reform, "1580"), (Reform, "5501") }) builder.Names[GeographyBuilder.Municipalities].AddSnapshot(date, municipality, "By");
        foreach (var (date, unit, name) in new[] { (before, "15070101", "Sentrum"), (before, "15070201", "Øya"), (before, "15070301", "Begge"), (before, "54010101", "Nord"), (Reform, "15080101", "Sentrum"), (Reform, "15800101", "Annet"), (Reform, "15800201", "Øya"), (Reform, "15080301", "Begge"), (Reform, "15800301", "Begge"), (Reform, "55010101", "Nord") })
            builder.Names[GeographyBuilder.Units].AddSnapshot(date, unit, name);
        foreach (var (old, next) in new[] { ("1507", "1508"), ("1507", "1580"), ("5401", "5501") }) builder.Names[GeographyBuilder.Municipalities].AddChange(Reform, old, next, "By");
        return builder.Build(ServiceDistrictTable.Empty, Reform);
    }
}
