using PersonEtl.Etl.Enrich;

namespace PersonEtl.UnitTests.Enrich;

public sealed class AddressRegisterTests
{
    private readonly AddressRegisterBuilder builder = new();
    private long nextId;

    [Fact]
    public void Addresses_of_one_key_in_one_unit_give_that_unit()
    {
        Street(301, 10, 5, 'A', 3010101);
        Street(301, 10, 5, 'A', 3010101);
        Street(301, 10, 5, 'B', 3010102);
        Assert.Equal(new AddressMatch(2, 3010101, false), builder.Build().FindByStreet(301, 10, 5, 'A'));
    }

    [Fact]
    public void Addresses_of_one_key_in_different_units_give_none()
    {
        Street(301, 10, 5, 'A', 3010101);
        Street(301, 10, 5, 'A', 3010102);
        Street(301, 10, 5, 'A', 3010101);
        Assert.Equal(new AddressMatch(3, 0, true), builder.Build().FindByStreet(301, 10, 5, 'A'));
    }

    [Fact]
    public void An_address_without_unit_makes_its_neighbours_uncertain()
    {
        Street(301, 10, 5, 'A', 3010101);
        Street(301, 10, 5, 'A', 0);
        Assert.Equal(new AddressMatch(2, 0, true), builder.Build().FindByStreet(301, 10, 5, 'A'));
    }

    [Fact]
    public void A_street_answers_only_when_it_lies_in_one_unit()
    {
        Street(301, 10, 1, '\0', 3010101);
        Street(301, 10, 2, '\0', 3010101);
        Street(301, 11, 1, '\0', 3010101);
        Street(301, 11, 2, '\0', 3010102);
        var register = builder.Build();
        Assert.Equal(new AddressMatch(2, 3010101, false), register.FindByStreetOnly(301, 10));
        Assert.Equal(new AddressMatch(2, 0, true), register.FindByStreetOnly(301, 11));
        Assert.Equal(default, register.FindByStreetOnly(302, 10));
    }

    [Fact]
    public void Cadastral_numbers_are_those_of_cadastral_addresses_only()
    {
        builder.Add(new AddressEntry(1, 301, 10, 5, '\0', false, 33, 4, 0, 0, 3010101));
        builder.Add(new AddressEntry(2, 301, 0, 0, '\0', true, 33, 5, 0, 1, 3010102));
        builder.Add(new AddressEntry(3, 301, 0, 0, '\0', true, 33, 5, 0, 2, 3010103));
        builder.Add(new AddressEntry(4, 301, 0, 0, '\0', true, 33, 6, 7, 1, 3010104));
        builder.Add(new AddressEntry(5, 301, 0, 0, '\0', true, 33, 6, 7, 2, 3010104));
        var register = builder.Build();
        Assert.Equal(default, register.FindByCadastralNumber(301, 33, 4, 0, 0));
        Assert.Equal(default, register.FindByStreet(301, 0, 0, '\0'));
        Assert.Equal(new AddressMatch(1, 3010102, false), register.FindByCadastralNumber(301, 33, 5, 0, 1));
        Assert.Equal(new AddressMatch(2, 0, true), register.FindByCadastralNumber(301, 33, 5, 0, AddressRegister.AnySubNumber));
        Assert.Equal(new AddressMatch(2, 3010104, false), register.FindByCadastralNumber(301, 33, 6, 7, AddressRegister.AnySubNumber));
        Assert.Equal(default, register.FindByCadastralNumber(301, 33, 6, 0, AddressRegister.AnySubNumber));
    }

    [Theory]
    [InlineData(-1, 10, 5)]
    [InlineData(20_000, 10, 5)]
    [InlineData(301, 200_000, 5)]
    [InlineData(301, 10, 70_000)]
    public void A_key_out_of_range_finds_nothing(int municipality, int addressCode, int houseNumber)
    {
        Street(301, 10, 5, '\0', 3010101);
        Assert.Equal(default, builder.Build().FindByStreet(municipality, addressCode, houseNumber, '\0'));
    }

    [Fact]
    public void A_number_stands_for_all_its_letters_when_asked()
    {
        Street(301, 10, 5, '\0', 3010101);
        Street(301, 10, 5, 'B', 3010101);
        Street(301, 10, 6, '\0', 3010102);
        Street(301, 10, 4, 'C', 3010102);
        Assert.Equal(new AddressMatch(2, 3010101, false), builder.Build().FindByStreet(301, 10, 5, AddressRegister.AnyLetter));
    }

    [Fact]
    public void Streets_of_one_name_are_candidates_together_and_only_in_their_municipality()
    {
        Street(301, 10, 5, 'A', 3010101, "Skoleveien", 150);
        Street(301, 11, 5, 'A', 3010102, "SKOLE VEGEN", 151);
        Street(301, 12, 5, 'A', 3010103, "Skolegata", 150);
        Street(302, 10, 5, 'A', 3020101, "Skoleveien", 150);
        var register = builder.Build();
        var name = StreetName.Key("Skolevegen"u8);
        Assert.Equal(new AddressMatch(2, 0, true), register.FindByName(301, name, 5, 'A', AddressRegister.AnyPostalCode));
        Assert.Equal(new AddressMatch(1, 3010102, false), register.FindByName(301, name, 5, 'A', 151));
        Assert.Equal(new AddressMatch(1, 3020101, false), register.FindByName(302, name, 5, 'A', 150));
        Assert.Equal(default, register.FindByName(303, name, 5, 'A', 150));
        Assert.Equal(default, register.FindByName(301, name, 6, 'A', 150));
    }

    [Fact]
    public void A_code_under_two_names_is_found_whole_or_by_one_of_them()
    {
        Street(301, 10, 1, '\0', 3010101, "Gammelt navn");
        Street(301, 10, 2, '\0', 3010102, "Nytt navn");
        Street(301, 10, 2, '\0', 3010101, "Gammelt navn");
        var register = builder.Build();
        Assert.Equal(new AddressMatch(2, 0, true), register.FindByStreet(301, 10, 2, '\0'));
        Assert.Equal(new AddressMatch(1, 3010102, false), register.FindByStreet(301, 10, 2, '\0', StreetName.Key("NYTT NAVN"u8)));
        Assert.Equal(new AddressMatch(3, 0, true), register.FindByStreetOnly(301, 10));
        Assert.Equal(new AddressMatch(2, 3010101, false), register.FindByStreetOnly(301, 10, StreetName.Key("Gammelt navn"u8)));
        Assert.True(register.HasName(301, 10, StreetName.Key("Nytt navn"u8)));
        Assert.False(register.HasName(301, 10, StreetName.Key("Annet navn"u8)));
    }

    [Fact]
    public void The_last_entry_of_an_id_replaces_the_one_before_it_whatever_its_form()
    {
        Assert.True(builder.Add(new AddressEntry(1, 301, 10, 5, '\0', false, 33, 4, 0, 0, 3010101)));
        Assert.False(builder.Add(new AddressEntry(1, 301, 0, 0, '\0', true, 33, 5, 0, 0, 3010102)));
        Assert.True(builder.Add(new AddressEntry(2, 301, 0, 0, '\0', true, 33, 6, 0, 0, 3010103)));
        Assert.False(builder.Add(new AddressEntry(2, 301, 11, 7, '\0', false, 33, 6, 0, 0, 3010104)));
        var register = builder.Build();
        Assert.Equal(2, register.Count);
        Assert.Equal(default, register.FindByStreet(301, 10, 5, '\0'));
        Assert.Equal(new AddressMatch(1, 3010102, false), register.FindByCadastralNumber(301, 33, 5, 0, 0));
        Assert.Equal(default, register.FindByCadastralNumber(301, 33, 6, 0, 0));
        Assert.Equal(new AddressMatch(1, 3010104, false), register.FindByStreet(301, 11, 7, '\0'));
        Assert.True(register.TryFindById(1, out var entry) && entry.IsCadastral);
    }

    [Fact]
    public void Every_one_of_many_is_found_and_takes_at_most_40_bytes()
    {
        for (var i = 0; i < 300_000; i++) Street(301 + (i % 400), i / 400 / 60, 1 + (i / 400 % 60), '\0', 10_000_000 + i, $"Gate {i / 400 / 60}");
        var register = builder.Build();
        for (var i = 0; i < 300_000; i++)
        {
            Assert.Equal(new AddressMatch(1, 10_000_000 + i, false), register.FindByStreet(301 + (i % 400), i / 400 / 60, 1 + (i / 400 % 60), '\0'));
            Assert.True(register.TryFindById(i + 1, out var entry));
            Assert.Equal(10_000_000 + i, entry.Unit);
            Assert.Equal(new AddressMatch(1, 10_000_000 + i, false), register.FindByName(entry.Municipality, entry.Name, entry.HouseNumber, '\0', AddressRegister.AnyPostalCode));
        }
        Assert.False(register.TryFindById(300_001, out _));
        Assert.InRange(register.Bytes / 300_000, 24, 40);
    }

    [Fact]
    public void An_empty_register_finds_nothing()
    {
        Assert.False(AddressRegister.Empty.TryFindById(0, out _));
        Assert.Equal(default, AddressRegister.Empty.FindByStreet(301, 1, 1, '\0'));
        Assert.Equal(default, AddressRegister.Empty.FindByName(301, 1, 1, '\0', 150));
        Assert.Equal(default, AddressRegister.Empty.FindByCadastralNumber(301, 1, 1, 0, 0));
    }

    private void Street(int municipality, int addressCode, int number, char letter, int unit, string name = "", int postalCode = 0)
        => builder.Add(new AddressEntry(++nextId, (ushort)municipality, addressCode, (ushort)number, letter, false, 1, 1, 0, 0, unit, StreetName.Key(System.Text.Encoding.UTF8.GetBytes(name)), (ushort)postalCode));
}
