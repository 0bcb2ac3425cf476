using System.Text.Json.Nodes;
using PersonEtl.DatabaseTests.Api;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>
/// The seed's three examples, from the registers' own form through a night to the API. They are of one person here.
/// No property differs from the seed's text. What the seed has that the registers would not say, the inputs of this test say as the seed does:
/// the unit's name in capitals (KLASS writes Munkvold); contact data of a person who has opted out, an example number of nine digits without
/// country code, and two vendors in one text (KRR gives one); and a certificate, which is read only because it is switched on.
/// </summary>
public sealed class SeedNightTests : IAsyncLifetime
{
    private const string Number = "01897512394";

    private const string Freg = """
        {"foedselsEllerDNummer": "01897512394", "folkeregisterperson": {
        "identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "01897512394", "identifikatortype": "foedselsnummer"}],
        "status": [{"erGjeldende": true, "status": "bosatt"}],
        "sivilstand": [{"ajourholdstidspunkt": "2022-03-11T16:35:30.143022+01:00", "erGjeldende": true, "kilde": "Synutopia", "aarsak": "Patch",
            "gyldighetstidspunkt": "1991-02-09T16:35:30.143021+01:00", "sivilstand": "gift", "sivilstandsdato": "1991-02-09", "myndighet": "DEN_NORSKE_KIRKE",
            "kommune": "0301", "sted": "Sist Testkirke", "relatertVedSivilstand": "13926298253"}],
        "bostedsadresse": [{"ajourholdstidspunkt": "2020-03-31T20:41:15+02:00", "erGjeldende": true, "kilde": "KILDE_DSF", "aarsak": "Endring av postnummer, skole-, valg- og grunnkrets",
            "gyldighetstidspunkt": "2019-03-18T00:00:00+01:00",
            "vegadresse": {"kommunenummer": "5001", "bruksenhetsnummer": "H0101", "bruksenhetstype": "bolig", "adressenavn": "KONGENS GATE",
                "adressenummer": {"husnummer": "120", "husbokstav": "A"}, "adressekode": "01100", "poststed": {"poststedsnavn": "TRONDHEIM", "postnummer": "7022"}},
            "adresseIdentifikatorFraMatrikkelen": "6344200241", "adressegradering": "ugradert", "flyttedato": "2019-03-18",
            "grunnkrets": 5218, "stemmekrets": 22, "skolekrets": 5153, "kirkekrets": 1}]}}
        """;

    private const string Krr = """
        {"personer": [{"personidentifikator": "01897512394", "reservasjon": "JA", "status": "AKTIV", "varslingsstatus": "KAN_IKKE_VARSLES",
        "kontaktinformasjon": {"epostadresse": "01012295312_test@minid.difi.no", "epostadresse_oppdatert": "2016-08-05T10:45:15.768Z", "epostadresse_sist_verifisert": "2022-08-05T10:45:15.768Z",
            "mobiltelefonnummer": "123456789", "mobiltelefonnummer_oppdatert": "2016-08-05T12:45:15.768+02", "mobiltelefonnummer_sist_verifisert": "2022-08-05T10:45:15.768Z"},
        "digital_post": {"postkasseadresse": "ola.nordmann#9YDT", "postkasseleverandoeradresse": "984661185, 922020175"},
        "sertifikat": "X509Certificate", "spraak": "nb", "spraak_oppdatert": "2022-08-05T10:45:15.768Z"}]}
        """;

    private Night night = null!;

    public async Task InitializeAsync()
    {
        night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, Freg, Krr);
    }

    [Fact]
    public async Task The_seeds_examples_come_out_of_a_night_property_for_property()
    {
        night.Options = night.Options with { WithCertificate = true };
        await night.RunAsync();
        await using var api = new NightApi(night);

        var person = await api.PersonAsync(Number);

        foreach (var part in new[] { "maritalStatus", "residentialAddress", "commonContactRegisterInformation" })
            Assert.Equal(Golden.Read($"seed-{part}.json"), Golden.Text(new JsonObject { [part] = person[part]!.DeepClone() }));
    }

    [Fact]
    public async Task Without_the_switch_the_certificate_is_a_key_without_value()
    {
        await night.RunAsync();
        await using var api = new NightApi(night);

        var contact = (await api.PersonAsync(Number))["commonContactRegisterInformation"]!.AsObject();

        Assert.True(contact.ContainsKey("certificate"));
        Assert.Null(contact["certificate"]);
        Assert.Equal(0, await night.ScalarAsync<long>("select count(certificate) from mart.person_contact"));
    }

    public async Task DisposeAsync() => await night.DisposeAsync();
}
