using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.World;

[Collection(nameof(WrittenWorld))]
public sealed class FregOfWorldTests(WrittenWorld world)
{
    [Fact]
    public void Lines_are_persons_errors_or_the_malformed_ones_asked_for()
    {
        Assert.Equal(5000, world.Persons.Count);
        Assert.Equal(5, world.ErrorLines.Count);
        Assert.Equal(4, world.UnreadableLines.Count);
        Assert.Equal(5009, world.Result.FregLines);
    }

    [Fact]
    public void All_numbers_are_of_the_synthetic_series_valid_and_given_once()
    {
        var numbers = Numbers().ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.All(numbers, n => Assert.True(IdentityNumbersTests.IsValid(n)));
        Assert.All(numbers, n => Assert.InRange(int.Parse(n[2..4], CultureInfo.InvariantCulture), 81, 92));
    }

    [Fact]
    public void Numbers_agree_with_the_date_of_birth()
    {
        foreach (var person in world.Persons.Values)
        {
            if (WrittenWorld.Rows(person, "foedsel") is not [var birth] || !birth.TryGetProperty("foedselsdato", out var date)) continue;
            var born = DateOnly.ParseExact(date.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            foreach (var row in WrittenWorld.Rows(person, "identifikasjonsnummer"))
            {
                var number = row.GetProperty("foedselsEllerDNummer").GetString()!;
                var day = born.Day + (row.GetProperty("identifikatortype").GetString() == "dNummer" ? 40 : 0);
                Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{day:00}{born.Month + 80}{born:yy}"), number[..6]);
            }
        }
    }

    [Theory]
    [InlineData("bostedsadresse", "vegadresse")]
    [InlineData("bostedsadresse", "matrikkeladresse")]
    [InlineData("bostedsadresse", "ukjentBosted")]
    [InlineData("oppholdsadresse", "vegadresse")]
    [InlineData("oppholdsadresse", "matrikkeladresse")]
    [InlineData("oppholdsadresse", "utenlandskAdresse")]
    [InlineData("oppholdsadresse", "adressenErUkjent")]
    [InlineData("deltBosted", "vegadresse")]
    [InlineData("deltBosted", "matrikkeladresse")]
    public void Every_kind_and_form_of_address_occurs(string part, string form)
        => Assert.Contains(world.Persons.Values, p => WrittenWorld.Rows(p, part).Any(r => r.TryGetProperty(form, out _)));

    [Theory]
    [InlineData("status", "status", "bosatt utflyttet doed opphoert midlertidig inaktiv forsvunnet ikkeBosatt")]
    [InlineData("sivilstand", "sivilstand", "uoppgitt ugift gift enkeEllerEnkemann skilt separert registrertPartner")]
    [InlineData("identifikasjonsnummer", "identifikatortype", "foedselsnummer dNummer")]
    [InlineData("identifikasjonsnummer", "status", "iBruk opphoert")]
    [InlineData("adressebeskyttelse", "graderingsnivaa", "fortrolig strengtFortrolig")]
    [InlineData("bostedsadresse", "adressegradering", "ugradert klientadresse fortrolig")]
    [InlineData("bostedsadresse", "aarsak", "Kommuneregulering Fødsel")]
    [InlineData("oppholdsadresse", "oppholdAnnetSted", "pendler militaer utenriks paaSvalbard")]
    [InlineData("kjoenn", "kjoenn", "kvinne mann")]
    public void Every_value_that_matters_occurs(string part, string property, string values)
    {
        var found = world.Persons.Values.SelectMany(p => WrittenWorld.Rows(p, part)).Select(r => r.TryGetProperty(property, out var v) ? v.GetString() : null).ToHashSet();
        Assert.All(values.Split(' '), value => Assert.Contains(value, found));
    }

    [Theory]
    [InlineData("navn")]
    [InlineData("foedsel")]
    [InlineData("kjoenn")]
    [InlineData("statsborgerskap")]
    [InlineData("bostedsadresse")]
    public void Parts_are_missing_for_some(string part) => Assert.Contains(world.Persons.Values, p => !p.TryGetProperty(part, out _));

    [Fact]
    public void Only_those_resident_have_a_current_residence_and_at_most_one()
    {
        foreach (var person in world.Persons.Values)
        {
            var current = WrittenWorld.Rows(person, "bostedsadresse").Count(r => r.GetProperty("erGjeldende").GetBoolean());
            var status = WrittenWorld.Rows(person, "status")[0].GetProperty("status").GetString();
            var strict = WrittenWorld.Rows(person, "adressebeskyttelse").Any(r => r.GetProperty("graderingsnivaa").GetString() == "strengtFortrolig");
            Assert.Equal(status is "bosatt" or "forsvunnet" && !strict ? 1 : 0, current);
        }
    }

    [Fact]
    public void A_strictly_confidential_person_has_no_address_but_a_postal_one()
    {
        var strict = world.Persons.Values.Where(p => WrittenWorld.Rows(p, "adressebeskyttelse").Any(r => r.GetProperty("graderingsnivaa").GetString() == "strengtFortrolig")).ToList();
        Assert.NotEmpty(strict);
        Assert.All(strict, p => Assert.Empty(WrittenWorld.Rows(p, "bostedsadresse").Concat(WrittenWorld.Rows(p, "oppholdsadresse")).Concat(WrittenWorld.Rows(p, "deltBosted"))));
        Assert.All(strict, p => Assert.Single(WrittenWorld.Rows(p, "postadresse")));
    }

    [Fact]
    public void A_reform_makes_a_tie_with_the_old_number_on_the_old_row()
    {
        var ties = world.Persons.Values.SelectMany(p => WrittenWorld.Rows(p, "bostedsadresse").Zip(WrittenWorld.Rows(p, "bostedsadresse").Skip(1)))
            .Where(pair => pair.First.TryGetProperty("aarsak", out var reason) && reason.GetString() == "Kommuneregulering" && Id(pair.First) is { } id && id == Id(pair.Second)).ToList();
        // some persons have their rows oldest first
        ties.RemoveAll(pair => DateTimeOffset.Parse(Text(pair.First, "ajourholdstidspunkt")!, CultureInfo.InvariantCulture) < DateTimeOffset.Parse(Text(pair.Second, "ajourholdstidspunkt")!, CultureInfo.InvariantCulture));
        Assert.True(ties.Count > 500);
        Assert.All(ties, pair =>
        {
            Assert.Equal(Text(pair.First, "gyldighetstidspunkt"), Text(pair.Second, "gyldighetstidspunkt"));
            Assert.Equal("Matrikkelen", Text(pair.First, "kilde"));
            Assert.NotEqual(Municipality(pair.First), Municipality(pair.Second));
            Assert.False(pair.Second.GetProperty("erGjeldende").GetBoolean());
        });
    }

    [Fact]
    public void Nothing_happens_after_the_as_of_instant()
    {
        foreach (var row in world.Persons.Values.SelectMany(p => p.EnumerateObject()).Where(p => p.Value.ValueKind == JsonValueKind.Array).SelectMany(p => p.Value.EnumerateArray()))
        {
            foreach (var name in new[] { "ajourholdstidspunkt", "gyldighetstidspunkt", "opphoerstidspunkt" })
            {
                if (Text(row, name) is { } text) Assert.True(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) <= world.Options.AsOf, $"{name} is later than the world");
            }
        }
    }

    [Fact]
    public void Timestamps_have_no_to_nine_digits_of_fraction_and_three_offsets()
    {
        var stamps = world.Persons.Values.SelectMany(p => WrittenWorld.Rows(p, "bostedsadresse")).Select(r => Text(r, "ajourholdstidspunkt")!).ToList();
        var digits = stamps.Select(s => s.Length > 19 && s[19] == '.' ? s[20..].TakeWhile(char.IsAsciiDigit).Count() : 0).Distinct().Order();
        Assert.Equal(Enumerable.Range(0, 10), digits);
        Assert.All(new[] { "Z", "+01:00", "+02:00" }, ending => Assert.Contains(stamps, s => s.EndsWith(ending, StringComparison.Ordinal)));
        // the zone's own rules say the same, at least since 1980
        var oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
        Assert.All(stamps.Where(s => !s.EndsWith('Z')).Select(s => DateTimeOffset.Parse(s, CultureInfo.InvariantCulture)).Where(s => s.Year >= 1980), s => Assert.Equal(oslo.GetUtcOffset(s), s.Offset));
    }

    [Fact]
    public void Unknown_properties_and_escapes_occur()
    {
        Assert.Contains(world.Persons.Values, p => WrittenWorld.Rows(p, "bostedsadresse").Any(r => r.TryGetProperty("nyNoekkelMotMatrikkelen", out _)));
        Assert.Contains(world.Persons.Values, p => p.TryGetProperty("rettsligHandleevne", out _));
        var lines = world.Lines(SourceName.Freg).ToList();
        Assert.Contains(lines, l => l.Contains("\\u00", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("\\\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Couples_tell_the_same_story()
    {
        var checkedCouples = 0;
        foreach (var (number, person) in world.Persons)
        {
            if (WrittenWorld.Rows(person, "sivilstand") is not [var newest, ..] || Text(newest, "sivilstand") != "gift" || Text(newest, "relatertVedSivilstand") is not { } spouse) continue;
            if (Text(WrittenWorld.Rows(person, "status")[0], "status") != "bosatt") continue;
            var other = WrittenWorld.Rows(world.Persons[spouse], "sivilstand")[0];
            if (Text(other, "sivilstand") != "gift" || Text(other, "relatertVedSivilstand") is not { } back) continue;
            Assert.Equal(number, back);
            Assert.Equal(Text(newest, "sivilstandsdato"), Text(other, "sivilstandsdato"));
            checkedCouples++;
        }
        Assert.True(checkedCouples > 50);
    }

    [Fact]
    public void Contacts_are_of_numbers_that_fit_and_plainly_made_up()
    {
        var delivery = world.Delivery(SourceName.Krr);
        var records = delivery.Manifest.Files.SelectMany(file => file.Name.EndsWith(".json", StringComparison.Ordinal)
            ? Page(JsonDocument.Parse(File.ReadAllBytes(delivery.PathOf(file))).RootElement)
            : []).Concat(world.Lines(SourceName.Krr).Where(l => l.StartsWith("{\"personid", StringComparison.Ordinal)).Select(l => JsonDocument.Parse(l).RootElement)).ToList();
        Assert.Equal(world.Result.Contacts, records.Count);
        Assert.Equal(records.Count, records.Select(r => Text(r, "personidentifikator")).Distinct().Count());
        Assert.Equal(["AKTIV", "IKKE_REGISTRERT", "SLETTET"], records.Select(r => Text(r, "status")!).Distinct().Order());
        Assert.Equal(["JA", "NEI"], records.Select(r => Text(r, "reservasjon")!).Distinct().Order());
        var all = Numbers().ToHashSet();
        Assert.Contains(records, r => !all.Contains(Text(r, "personidentifikator")!));
        Assert.Contains(records, r => all.Contains(Text(r, "personidentifikator")!) && !world.Persons.ContainsKey(Text(r, "personidentifikator")!));
        var contacts = records.Where(r => r.TryGetProperty("kontaktinformasjon", out _)).Select(r => r.GetProperty("kontaktinformasjon")).ToList();
        Assert.All(contacts, c => Assert.True(Text(c, "epostadresse")?.EndsWith("@example.com", StringComparison.Ordinal) ?? true));
        Assert.All(contacts, c => Assert.True(Text(c, "mobiltelefonnummer")?.StartsWith("+47999", StringComparison.Ordinal) ?? true));
        Assert.Contains(contacts, c => Text(c, "epostadresse_oppdatert")?.EndsWith("+02", StringComparison.Ordinal) ?? false);
    }

    private IEnumerable<string> Numbers() => world.Persons.Values.SelectMany(p => WrittenWorld.Rows(p, "identifikasjonsnummer")).Select(r => r.GetProperty("foedselsEllerDNummer").GetString()!);

    private static IEnumerable<JsonElement> Page(JsonElement page) => (page.TryGetProperty("list", out var list) ? list : page.GetProperty("personer")).EnumerateArray();

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string? Id(JsonElement row) => Text(row, "adresseIdentifikatorFraMatrikkelen");

    private static string? Municipality(JsonElement row) => row.TryGetProperty("vegadresse", out var street) ? Text(street, "kommunenummer") : Text(row.GetProperty("matrikkeladresse").GetProperty("matrikkelnummer"), "kommunenummer");
}
