using System.Text.Json;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>The properties of FREG's three kinds of address and of the five forms they come in.</summary>
internal static class AddressProperties
{
    private static readonly PropertyTable<Address> City = new(
        ("poststedsnavn", static (ref r, a, d) => a.CityName = d.Text(ref r)),
        ("postnummer", static (ref r, a, d) => a.PostalCode = d.Text(ref r)));

    private static readonly PropertyTable<Address> HouseNumber = new(
        ("husnummer", static (ref r, a, d) => a.HouseNumber = d.Text(ref r)),
        ("husbokstav", static (ref r, a, d) => a.HouseLetter = d.Text(ref r)));

    private static readonly (string Norwegian, ReadProperty<Address> Read)[] Dwelling =
    [
        ("bruksenhetsnummer", static (ref r, a, d) => a.UnitNumber = d.Text(ref r)),
        ("bruksenhetstype", static (ref r, a, d) => a.UnitType = d.Term(ref r, FregTerms.UnitType)),
        ("adressetilleggsnavn", static (ref r, a, d) => a.AdditionalName = d.Text(ref r)),
        ("poststed", static (ref r, a, d) => City.Read(ref r, a, d)),
        ("coAdressenavn", static (ref r, a, d) => a.CoAddressName = d.Text(ref r)),
    ];

    private static readonly PropertyTable<Address> Street = new PropertyTable<Address>([
        ("kommunenummer", static (ref r, a, d) => a.Place.MunicipalityNumber = d.Text(ref r)),
        ("adressenavn", static (ref r, a, d) => a.AddressName = d.Text(ref r)),
        ("adressenummer", static (ref r, a, d) => HouseNumber.Read(ref r, a, d)),
        ("adressekode", static (ref r, a, d) => a.AddressCode = d.Text(ref r)),
        .. Dwelling]).Always("kommunenummer", "adressenavn");

    private static readonly PropertyTable<Address> CadastralNumber = new PropertyTable<Address>(
        ("kommunenummer", static (ref r, a, d) => a.Place.MunicipalityNumber = d.Text(ref r)),
        ("gaardsnummer", static (ref r, a, d) => a.LandNumber = d.Integer(ref r)),
        ("bruksnummer", static (ref r, a, d) => a.TitleNumber = d.Integer(ref r)),
        ("festenummer", static (ref r, a, d) => a.LeaseholdNumber = d.Integer(ref r))).Always("kommunenummer");

    private static readonly PropertyTable<Address> Cadastral = new PropertyTable<Address>([
        ("matrikkelnummer", static (ref r, a, d) => CadastralNumber.Read(ref r, a, d)),
        ("undernummer", static (ref r, a, d) => a.SubNumber = d.Integer(ref r)),
        .. Dwelling]).Always("matrikkelnummer");

    private static readonly PropertyTable<Address> UnknownResidence = new(
        ("bostedskommune", static (ref r, a, d) => a.Place.MunicipalityNumber = d.Text(ref r)));

    private static readonly PropertyTable<Address> Foreign = new PropertyTable<Address>(
        ("adressenavn", static (ref r, a, d) => a.AddressName = d.Text(ref r)),
        ("bygning", static (ref r, a, d) => a.ForeignBuilding = d.Text(ref r)),
        ("etasjenummer", static (ref r, a, d) => a.ForeignFloorNumber = d.Text(ref r)),
        ("boenhet", static (ref r, a, d) => a.ForeignUnit = d.Text(ref r)),
        ("postboks", static (ref r, a, d) => a.ForeignPostOfficeBox = d.Text(ref r)),
        ("postkode", static (ref r, a, d) => a.PostalCode = d.Text(ref r)),
        ("byEllerStedsnavn", static (ref r, a, d) => a.CityName = d.Text(ref r)),
        ("distriktsnavn", static (ref r, a, d) => a.ForeignDistrict = d.Text(ref r)),
        ("region", static (ref r, a, d) => a.ForeignRegion = d.Text(ref r)),
        ("landkode", static (ref r, a, d) => a.ForeignCountry = d.Text(ref r)),
        ("coAdressenavn", static (ref r, a, d) => a.CoAddressName = d.Text(ref r))).Always("landkode");

    public static readonly (string Norwegian, ReadProperty<Address> Read)[] All =
    [
        ("vegadresse", static (ref r, a, d) => Form(ref r, a, d, AddressForm.Street, Street)),
        ("matrikkeladresse", static (ref r, a, d) => Form(ref r, a, d, AddressForm.Cadastral, Cadastral)),
        ("ukjentBosted", static (ref r, a, d) => Form(ref r, a, d, AddressForm.UnknownResidence, UnknownResidence)),
        ("utenlandskAdresse", static (ref r, a, d) => Form(ref r, a, d, AddressForm.Foreign, Foreign)),
        ("adressenErUkjent", static (ref r, a, d) =>
        {
            if (d.Boolean(ref r) is true) Choose(a, d, AddressForm.AddressUnknown);
        }),
        ("adresseIdentifikatorFraMatrikkelen", static (ref r, a, d) => a.CadastralIdentifier = d.Text(ref r)),
        ("naerAdresseIdentifikatorFraMatrikkelen", static (ref r, a, d) => a.CloseCadastralIdentifier = d.Text(ref r)),
        ("adressegradering", static (ref r, a, d) => a.Confidentiality = d.Term(ref r, FregTerms.Confidentiality)),
        ("flyttedato", static (ref r, a, d) => a.MoveDate = d.Date(ref r)),
        ("grunnkrets", static (ref r, a, d) => a.BasicStatisticalUnit = d.Integer(ref r)),
        ("stemmekrets", static (ref r, a, d) => a.Constituency = d.Integer(ref r)),
        ("skolekrets", static (ref r, a, d) => a.SchoolDistrict = d.Integer(ref r)),
        ("kirkekrets", static (ref r, a, d) => a.ChurchDistrict = d.Integer(ref r)),
        ("oppholdsadressedato", static (ref r, a, d) => a.PresentAddressDate = d.Date(ref r)),
        ("oppholdAnnetSted", static (ref r, a, d) => a.StayElsewhere = d.Term(ref r, FregTerms.StayElsewhere)),
        ("startdatoForKontrakt", static (ref r, a, d) => a.ContractValidFrom = d.Date(ref r)),
        ("sluttdatoForKontrakt", static (ref r, a, d) => a.ContractValidTo = d.Date(ref r)),
    ];

    private static void Form(ref Utf8JsonReader reader, Address address, FregDocument document, AddressForm form, PropertyTable<Address> table)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        Choose(address, document, form);
        table.Read(ref reader, address, document);
    }

    /// <summary>An address is of one form: of two nobody can tell which place is meant.</summary>
    private static void Choose(Address address, FregDocument document, AddressForm form)
    {
        if (address.Form != AddressForm.None) throw document.Unreadable("two-address-forms");
        address.Form = form;
    }
}
