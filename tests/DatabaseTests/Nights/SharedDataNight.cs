using System.Globalization;
using PersonEtl.Etl.Commands;
using PersonEtl.UnitTests;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>
/// A night of the real files: the nine test persons, both files of Matrikkelen, KLASS and the page of KRR, put in by the verb, with a small table
/// of service districts and two persons of KRR's page made up around their numbers. Nothing where there are no such files.
/// </summary>
public sealed class SharedDataNight : IAsyncLifetime
{
    private const string AsOf = "2024-12-01T00:00:00Z";

    /// <summary>Found by its id, in Elverum, under the street's name alone; and by cadastral number, in Oslo.</summary>
    private const string ByIdAndCadastralNumber = """
        {"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "22885399316", "identifikatortype": "foedselsnummer"}],
        "status": [{"erGjeldende": true, "status": "bosatt"}],
        "bostedsadresse": [{"erGjeldende": true, "gyldighetstidspunkt": "2024-02-01T00:00:00+01:00", "adressegradering": "ugradert", "adresseIdentifikatorFraMatrikkelen": "399524883",
            "vegadresse": {"kommunenummer": "3420", "adressenavn": "Gobakkvegen", "adressenummer": {"husnummer": "438"}, "adressekode": "03390"}}],
        "oppholdsadresse": [{"erGjeldende": true, "gyldighetstidspunkt": "2024-03-01T00:00:00+01:00", "adressegradering": "ugradert",
            "matrikkeladresse": {"matrikkelnummer": {"kommunenummer": "0301", "gaardsnummer": 33, "bruksnummer": 1144, "festenummer": 0}, "undernummer": 2}}]}
        """;

    /// <summary>Found by its street key in Karasjok; and one whose id is another address's.</summary>
    private const string ByStreetKeyAndNot = """
        {"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "21836797660", "identifikatortype": "foedselsnummer"}],
        "status": [{"erGjeldende": true, "status": "bosatt"}],
        "bostedsadresse": [{"erGjeldende": true, "gyldighetstidspunkt": "2024-02-01T00:00:00+01:00", "adressegradering": "ugradert", "adresseIdentifikatorFraMatrikkelen": "128065463",
            "vegadresse": {"kommunenummer": "5610", "adressenavn": "Ávjovárgeaidnu", "adressenummer": {"husnummer": "30"}, "adressekode": "1300"}}],
        "oppholdsadresse": [{"erGjeldende": true, "gyldighetstidspunkt": "2024-03-01T00:00:00+01:00", "adressegradering": "ugradert",
            "vegadresse": {"kommunenummer": "5610", "adressenavn": "Ávjovárgeaidnu", "adressenummer": {"husnummer": "3"}, "adressekode": "01300"}}]}
        """;

    internal Night Night { get; private set; } = null!;

    internal NightApi Api { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (SharedData.Folder is null) return;
        Night = await Night.BeginAsync();
        var made = Directory.CreateDirectory(Path.Combine(Night.Folders.Data, "hand-made")).FullName;
        await File.WriteAllTextAsync(Path.Combine(made, "by-id.json"), ByIdAndCadastralNumber);
        await File.WriteAllTextAsync(Path.Combine(made, "by-street.json"), ByStreetKeyAndNot);
        await File.WriteAllTextAsync(Path.Combine(made, "districts.csv"), "grunnkrets8;service_bydel;valid_from;valid_to;source\n03015001;030108;2020-01-01;;made up for this test\n");
        await DeliverAsync("freg", [.. Directory.GetFiles(SharedData.Path("freg"), "*.json").Order(StringComparer.Ordinal), Path.Combine(made, "by-id.json"), Path.Combine(made, "by-street.json")]);
        await DeliverAsync("krr", Directory.GetFiles(SharedData.Path("krr")), "--sequence", "23-33");
        await DeliverAsync("klass", Directory.GetFiles(SharedData.Path("klass")));
        await DeliverAsync("matrikkel", Directory.GetFiles(SharedData.Path("matrikkel"), "*.csv"));
        await DeliverAsync("service-districts", [Path.Combine(made, "districts.csv")]);
        Night.Options = Night.Options with { AsOf = new DateOnly(2024, 12, 1) };
        await Night.RunAsync();
        Api = new(Night);
    }

    public async Task DisposeAsync()
    {
        if (SharedData.Folder is null) return;
        await Api.DisposeAsync();
        await Night.DisposeAsync();
    }

    private async Task DeliverAsync(string source, string[] files, params string[] more)
    {
        var exit = await RootVerbs.Build().Parse(["deliver", "--source", source, "--kind", "full", "--as-of", AsOf, "--landing", Night.Folders.Landing, .. more, .. files]).InvokeAsync();
        Assert.True(exit == 0, string.Create(CultureInfo.InvariantCulture, $"deliver --source {source} ended with {exit}."));
    }
}
