using System.Text.RegularExpressions;
using PersonEtl.DatabaseTests.Api;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>What <c>explain</c> says of persons who each show something, word for word: <c>tests/golden/explain.txt</c>. Ids differ between installations and are left out.</summary>
public sealed partial class ExplainTests
{
    private const string Krr = """
        {"personer": [{"personidentifikator": "03818010003", "reservasjon": "NEI", "status": "AKTIV", "varslingsstatus": "KAN_VARSLES",
            "kontaktinformasjon": {"epostadresse": "noen@example.org", "epostadresse_oppdatert": "2023-01-05T10:00:00Z", "epostadresse_sist_verifisert": "2026-02-01T10:00:00Z"}}]}
        """;

    /// <summary>What each person shows, number, and the parts of the document beside the number.</summary>
    private static readonly (string Shows, string Number, string Parts)[] Persons =
    [
        ("A municipality that got a new number, and a birth in one whose number is another's today", "01818010001", """
            "foedsel": [{"erGjeldende": true, "ajourholdstidspunkt": "2021-05-01T12:00:00+02:00", "foedselsdato": "1962-01-01", "foedeland": "NOR", "foedekommuneINorge": "1806"}],
            "bostedsadresse": [
                {"erGjeldende": true, "kilde": "Matrikkelen", "aarsak": "Kommuneregulering", "ajourholdstidspunkt": "2024-01-16T12:00:00+01:00", "gyldighetstidspunkt": "2022-03-23T00:00:00+01:00", "adressegradering": "ugradert", "grunnkrets": 208,
                    "vegadresse": {"kommunenummer": "5534", "adressenavn": "Vannavegen", "adressenummer": {"husnummer": "9"}, "adressekode": "1400"}},
                {"erGjeldende": false, "ajourholdstidspunkt": "2022-03-23T12:00:00+01:00", "gyldighetstidspunkt": "2022-03-23T00:00:00+01:00", "adressegradering": "ugradert", "grunnkrets": 208,
                    "vegadresse": {"kommunenummer": "5423", "adressenavn": "Vannavegen", "adressenummer": {"husnummer": "9"}, "adressekode": "1400"}}]
            """),
        ("A municipality that was parted", "02818010002", """
            "sivilstand": [{"erGjeldende": true, "ajourholdstidspunkt": "2011-06-20T12:00:00+02:00", "sivilstand": "gift", "sivilstandsdato": "2011-06-18", "kommune": "1504"}],
            "bostedsadresse": [
                {"erGjeldende": true, "ajourholdstidspunkt": "2024-01-16T12:00:00+01:00", "gyldighetstidspunkt": "2024-01-01T00:00:00+01:00", "adressegradering": "ugradert", "grunnkrets": 501,
                    "vegadresse": {"kommunenummer": "1580", "adressenavn": "Strandgata", "adressenummer": {"husnummer": "5"}, "adressekode": "1300"}},
                {"erGjeldende": false, "ajourholdstidspunkt": "2021-03-23T12:00:00+01:00", "gyldighetstidspunkt": "2021-03-23T00:00:00+01:00", "adressegradering": "ugradert", "grunnkrets": 101,
                    "vegadresse": {"kommunenummer": "1507", "adressenavn": "Akslagata", "adressenummer": {"husnummer": "1"}, "adressekode": "1500"}}]
            """),
        ("A district that another one serves, contact data, and an id that contradicts its address", "03818010003", """
            "bostedsadresse": [{"erGjeldende": true, "gyldighetstidspunkt": "2019-03-18T00:00:00+01:00", "adressegradering": "ugradert", "grunnkrets": 101,
                "vegadresse": {"kommunenummer": "0301", "adressenavn": "Rådhusgata", "adressenummer": {"husnummer": "2"}, "adressekode": "1200"}}],
            "oppholdsadresse": [{"erGjeldende": true, "gyldighetstidspunkt": "2025-08-15T00:00:00+02:00", "adressegradering": "ugradert", "adresseIdentifikatorFraMatrikkelen": "201",
                "vegadresse": {"kommunenummer": "0301", "adressenavn": "Homansgata", "adressenummer": {"husnummer": "7"}, "adressekode": "1100"}}]
            """),
        ("A present address that is found by street code, and an earlier one that only its name could find", "04818010004", """
            "oppholdsadresse": [
                {"erGjeldende": true, "gyldighetstidspunkt": "2025-08-15T00:00:00+02:00", "adressegradering": "ugradert",
                    "vegadresse": {"kommunenummer": "0301", "adressenavn": "Homansgata", "adressenummer": {"husnummer": "7"}, "adressekode": "01100"}},
                {"erGjeldende": false, "gyldighetstidspunkt": "2024-08-15T00:00:00+02:00", "adressegradering": "ugradert",
                    "vegadresse": {"kommunenummer": "0301", "adressenavn": "HOMANSGATA", "adressenummer": {"husnummer": "7"}}}]
            """),
        ("A graded person, of whom no more is told", "05818010005", """
            "adressebeskyttelse": [{"erGjeldende": true, "graderingsnivaa": "fortrolig"}],
            "sivilstand": [{"erGjeldende": true, "sivilstand": "gift", "sivilstandsdato": "2011-06-18", "kommune": "1504"}],
            "foedsel": [{"erGjeldende": true, "foedselsdato": "1981-01-05", "foedeland": "NOR", "foedekommuneINorge": "1504"}],
            "bostedsadresse": [{"erGjeldende": true, "gyldighetstidspunkt": "2019-03-18T00:00:00+01:00", "adressegradering": "fortrolig", "grunnkrets": 101,
                "vegadresse": {"kommunenummer": "0301", "adressenavn": "Rådhusgata", "adressenummer": {"husnummer": "2"}, "adressekode": "1200"}}]
            """),
    ];

    [Fact]
    public async Task Explain_tells_what_is_stored_which_rule_found_it_and_why_something_is_missing()
    {
        await using var night = await Night.BeginAsync();
        await ExplainedNorway.DeliverAsync(night, string.Join('\n', Persons.Select(Document)), Krr);
        await night.RunAsync();

        var told = new List<string>();
        foreach (var (shows, number, _) in Persons)
        {
            var id = await night.ScalarAsync<Guid>($"select person_id from mart.person where identification_number = '{number}'");
            told.AddRange([$"# {shows}", .. await PersonExplanation.TellAsync(night.DataSource, id, CancellationToken.None), ""]);
        }

        var text = Id().Replace(string.Join('\n', told), "…");
        GoodNight.MustTellNobody(text);
        var golden = Golden.Place("explain.txt");
        if (Environment.GetEnvironmentVariable("PERSONETL_UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(golden, text);
        Assert.Equal(await File.ReadAllTextAsync(golden), text);
        Assert.Contains(text.TrimEnd('\n'), await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(golden)!, "..", "..", "README.md")), StringComparison.Ordinal);
        Assert.Equal(Persons.Length, await night.ScalarAsync<long>("select count(*) from access.reading"));
    }

    private static string Document((string Shows, string Number, string Parts) person) => $$"""
        {"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "{{person.Number}}", "identifikatortype": "foedselsnummer"}], "status": [{"erGjeldende": true, "status": "bosatt"}], {{person.Parts.ReplaceLineEndings(" ")}}}
        """;

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();
}
