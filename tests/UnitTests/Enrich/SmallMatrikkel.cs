using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallGeography;

namespace PersonEtl.UnitTests.Enrich;

/// <summary>Addresses of <see cref="SmallGeography"/>, and what the unit matcher says of rows that it is asked for.</summary>
internal static class SmallMatrikkel
{
    private const int Rådhuset = 3010101;
    private const int Tøyen = 3010102;
    private const int Vannavalen = 55340208;

    private static readonly UnitMatcher Units = new(Made, Register(), AsOf);

    public static Address Street(AddressKind kind, string municipality, string? id = null, string? code = null, string? house = null, string? letter = null, int? unit = null, string? validFrom = null, string? name = null, string? postalCode = null) => new()
    {
        Kind = kind,
        Form = AddressForm.Street,
        IsValid = validFrom is null,
        Place = new() { MunicipalityNumber = Text(municipality) },
        CadastralIdentifier = Text(id),
        AddressCode = Text(code),
        AddressName = Text(name),
        PostalCode = Text(postalCode),
        HouseNumber = Text(house),
        HouseLetter = Text(letter),
        BasicStatisticalUnit = unit,
        ValidFrom = validFrom is null ? null : At(validFrom),
    };

    public static Address Cadastral(string municipality, string? id, int? land, int title, int? sub) => new()
    {
        Kind = AddressKind.Present,
        Form = AddressForm.Cadastral,
        IsValid = true,
        Place = new() { MunicipalityNumber = Text(municipality) },
        CadastralIdentifier = Text(id),
        LandNumber = land,
        TitleNumber = title,
        LeaseholdNumber = 0,
        SubNumber = sub,
    };

    public static Address Match(Address address)
    {
        Units.Match(address);
        return address;
    }

    public static string Told(Address address)
    {
        var rule = address.MatchRule == MatchRule.None ? "-" : Terms.Of(address.MatchRule).ToString();
        var reason = address.MatchReason == MatchReason.None ? "" : " " + Terms.Of(address.MatchReason);
        return $"{rule}{reason} | {address.FullBasicStatisticalUnitNumber} {address.BasicStatisticalUnitName}";
    }

    private static AddressRegister Register()
    {
        var register = new AddressRegisterBuilder();
        register.Add(new(10, 301, 10, 5, 'A', false, 1, 1, 0, 0, Rådhuset));
        register.Add(new(11, 301, 10, 5, 'B', false, 1, 1, 0, 0, Tøyen));
        register.Add(new(12, 301, 12, 1, '\0', false, 1, 2, 0, 0, Tøyen));
        register.Add(new(13, 301, 12, 2, '\0', false, 1, 2, 0, 0, Tøyen));
        register.Add(new(20, 301, 0, 0, '\0', true, 33, 2, 0, 1, Rådhuset));
        register.Add(new(21, 301, 0, 0, '\0', true, 33, 2, 0, 2, Tøyen));
        register.Add(new(22, 301, 0, 0, '\0', true, 33, 3, 0, 1, Rådhuset));
        register.Add(new(23, 301, 0, 0, '\0', true, 33, 3, 0, 2, Rådhuset));
        register.Add(new(14, 301, 14, 7, 'A', false, 1, 2, 0, 0, Tøyen, StreetName.Key("Skoleveien"u8), 150));
        register.Add(new(15, 301, 14, 7, 'B', false, 1, 2, 0, 0, Tøyen, StreetName.Key("Skoleveien"u8), 150));
        register.Add(new(16, 301, 14, 9, '\0', false, 1, 2, 0, 0, Rådhuset, StreetName.Key("Skoleveien"u8), 150));
        register.Add(new(17, 301, 14, 9, 'C', false, 1, 2, 0, 0, Tøyen, StreetName.Key("Skoleveien"u8), 150));
        register.Add(new(18, 301, 15, 9, 'C', false, 1, 2, 0, 0, Rådhuset, StreetName.Key("Kirkegata"u8), 150));
        register.Add(new(19, 301, 16, 1, '\0', false, 1, 2, 0, 0, Rådhuset, StreetName.Key("Tvillinggata"u8), 153));
        register.Add(new(24, 301, 17, 1, '\0', false, 1, 2, 0, 0, Tøyen, StreetName.Key("Tvilling-gata"u8), 154));
        register.Add(new(30, 301, 13, 1, '\0', false, 1, 3, 0, 0, 0));
        register.Add(new(40, 5534, 1060, 2108, '\0', false, 1, 1, 0, 0, Vannavalen, StreetName.Key("Nord-Fugløyveien"u8)));
        register.Add(new(41, 5534, 1061, 3, '\0', false, 1, 2, 0, 0, Vannavalen));
        register.Add(new(50, 5534, 0, 0, '\0', true, 44, 1, 0, 0, Vannavalen));
        register.Add(new(51, 5501, 0, 0, '\0', true, 44, 1, 0, 0, 55010101));
        register.Add(new(52, 5501, 1, 3, '\0', false, 44, 1, 0, 0, 55010101, StreetName.Key("Storgata"u8), 9000));
        return register.Build();
    }
}
