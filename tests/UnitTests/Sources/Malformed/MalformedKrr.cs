using PersonEtl.Etl.Sources;
using static PersonEtl.UnitTests.Sources.Malformed.MalformedInput;

namespace PersonEtl.UnitTests.Sources.Malformed;

/// <summary>KRR: a broken record stands on line 2, between two good ones.</summary>
internal static class MalformedKrr
{
    private const string Before = """{"list":[{"personidentifikator":"21836797660","reservasjon":"JA","status":"IKKE_REGISTRERT"},""" + "\n";
    private const string After = ",\n" + """{"personidentifikator":"22885399316","reservasjon":"NEI","status":"AKTIV"}]}""" + "\n";

    public static IEnumerable<MalformedInput> All =>
    [
        Record("a number of ten digits", $$"""{"personidentifikator":"1391214639","spraak":"{{Secret}}"}""", "quarantined bad-number at $.personidentifikator, line 2"),
        Record("a number of twelve digits", $$"""{"personidentifikator":"{{SecretNumber}}0"}""", "quarantined bad-number at $.personidentifikator, line 2"),
        Record("a number without quotes", $$"""{"personidentifikator":{{SecretNumber}}}""", "quarantined wrong-type at $.personidentifikator, line 2"),
        Record("no number", $$"""{"status":"AKTIV","spraak":"{{Secret}}"}""", "quarantined no-number at $.personidentifikator, line 2"),
        Record("an empty record", "{}", "quarantined no-number at $.personidentifikator, line 2"),
        Record("a text for a record", $"\"{Secret}\"", "quarantined not-an-object, line 2"),
        Record("null for a record", "null", "quarantined not-an-object, line 2"),
        Record("a list for a record", $"[\"{Secret}\"]", "quarantined not-an-object, line 2"),
        Record("a status as true", More("\"status\":true"), "quarantined wrong-type at $.status, line 2"),
        Record("contact data as a list", More("\"kontaktinformasjon\":[]"), "quarantined wrong-type at $.kontaktinformasjon, line 2"),
        Record("a mail address as a list", More($"\"kontaktinformasjon\":{{\"epostadresse\":[\"{Secret}\"]}}"), "quarantined wrong-type at $.kontaktinformasjon.epostadresse, line 2"),
        Record("a telephone number as a number", More("\"kontaktinformasjon\":{\"mobiltelefonnummer\":4799999999}"), "quarantined wrong-type at $.kontaktinformasjon.mobiltelefonnummer, line 2"),
        Record("a post box as an object", More("\"digital_post\":{\"postkasseadresse\":{}}"), "quarantined wrong-type at $.digital_post.postkasseadresse, line 2"),
        Record("30 February", More("\"kontaktinformasjon\":{\"epostadresse_oppdatert\":\"2023-02-30T10:00:00+01\"}"), "quarantined bad-timestamp at $.kontaktinformasjon.epostadresse_oppdatert, line 2"),
        Record("a moment without an offset", More("\"spraak_oppdatert\":\"2023-02-03T10:00:00\""), "quarantined bad-timestamp at $.spraak_oppdatert, line 2"),
        Record("a zero byte", More($"\"spraak\":\"{Secret}\\u0000\""), "quarantined bad-text at $.spraak, line 2"),
        Record("half a surrogate pair", More($"\"spraak\":\"{Secret}\\udc00\""), "quarantined bad-text at $.spraak, line 2"),
        Record("a status never heard of", More($"\"reservasjon\":\"NEI\",\"status\":\"{Secret}\""), "read: unknown-value:status"),
        Record("a new property", More($"\"reservasjon\":\"NEI\",\"status\":\"AKTIV\",\"nytt\":\"{Secret}\""), "read: unknown-property $.nytt"),
        Record("a new property of contact data", More($"\"reservasjon\":\"NEI\",\"status\":\"AKTIV\",\"kontaktinformasjon\":{{\"faks\":\"{Secret}\"}}"), "read: unknown-property $.kontaktinformasjon.faks"),
        Record("no reservation", More("\"status\":\"AKTIV\""), "read: missing-property $.reservasjon"),
        Record("a comma too many", $$"""{"spraak":"{{Secret}}",}""", "refused json-broken, line 2"),
        Record("a key without quotes", $$"""{spraak:"{{Secret}}"}""", "refused json-broken, line 2"),
        File("a page that is cut off", Bytes($"{Before}{{\"personidentifikator\":\"{SecretNumber}\""), "refused json-broken, line 2"),
        File("a page without a list", Bytes($"{{\"feil\":\"{Secret}\"}}"), "quarantined no-number at $.personidentifikator, line 1"),
        File("a page whose list is a text", Bytes($"{{\"list\":\"{Secret}\"}}"), "refused krr-shape, line 1"),
        File("a text", Bytes($"\n\"{Secret}\""), "refused krr-shape, line 2"),
        File("HTML", Bytes($"<html>{Secret}</html>"), "refused json-broken, line 1"),
        File("an empty file", [], "refused empty-file"),
        File("a byte order mark alone", Bytes("\uFEFF"), "refused empty-file"),
    ];

    private static MalformedInput Record(string name, string record, string outcome) => File(name, Bytes(Before + record + After), outcome);

    private static MalformedInput File(string name, byte[] content, string outcome) => new(SourceName.Krr, name, outcome, ("part-000.json", content));

    private static string More(string properties) => $$"""{"personidentifikator":"{{SecretNumber}}",{{properties}}}""";
}
