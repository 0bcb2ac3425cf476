using PersonEtl.Etl.Sources;
using static PersonEtl.UnitTests.Sources.Freg.FregReading;
using static PersonEtl.UnitTests.Sources.Malformed.MalformedInput;

namespace PersonEtl.UnitTests.Sources.Malformed;

/// <summary>FREG: a broken document stands on line 2, between two good ones.</summary>
internal static class MalformedFreg
{
    private const string Complete = "\"erGjeldende\":true,";
    private static readonly string Before = Element("01818012345") + "\n";
    private static readonly string After = "\n" + Element("02818012345") + "\n";

    public static IEnumerable<MalformedInput> All =>
    [
        // the number
        Line("a number of ten digits", Document("1391214639"), "quarantined bad-number at $.identifikasjonsnummer.foedselsEllerDNummer, line 2"),
        Line("a number of twelve digits", Document(SecretNumber + "0"), "quarantined bad-number at $.identifikasjonsnummer.foedselsEllerDNummer, line 2"),
        Line("letters in a number", Document("1391214639X"), "quarantined bad-number at $.identifikasjonsnummer.foedselsEllerDNummer, line 2"),
        Line("a number with a blank", Document("139121 46396"), "quarantined bad-number at $.identifikasjonsnummer.foedselsEllerDNummer, line 2"),
        Line("an empty number", Document(""), "quarantined bad-number at $.identifikasjonsnummer.foedselsEllerDNummer, line 2"),
        Line("a number as true", Document(SecretNumber).Replace($"\"{SecretNumber}\"", "true", StringComparison.Ordinal), "quarantined not-a-text at $.identifikasjonsnummer.foedselsEllerDNummer, line 2"),
        Line("no number at all", $$"""{"navn":[{"fornavn":"{{Secret}}"}]}""", "quarantined no-number at $, line 2"),
        Line("an empty document", "{}", "quarantined no-number at $, line 2"),
        Line("numbers as a text", $$"""{"identifikasjonsnummer":"{{SecretNumber}}"}""", "quarantined not-an-object at $.identifikasjonsnummer, line 2"),

        // dates and moments
        Line("29 February of a common year", More("\"foedsel\":[{" + Complete + "\"foedselsaar\":\"2001\",\"foedselsdato\":\"2001-02-29\"}]"), "quarantined bad-date at $.foedsel.foedselsdato, line 2"),
        Line("31 April", More("\"sivilstand\":[{" + Complete + "\"sivilstand\":\"gift\",\"sivilstandsdato\":\"1991-04-31\"}]"), "quarantined bad-date at $.sivilstand.sivilstandsdato, line 2"),
        Line("a date without zeros", More("\"doedsfall\":{\"doedsdato\":\"2020-1-1\"}"), "quarantined bad-date at $.doedsfall.doedsdato, line 2"),
        Line("a date in Norwegian order", More("\"doedsfall\":{\"doedsdato\":\"24.12.2020\"}"), "quarantined bad-date at $.doedsfall.doedsdato, line 2"),
        Line("a date with a time", More("\"doedsfall\":{\"doedsdato\":\"2020-12-24T00:00:00\"}"), "quarantined bad-date at $.doedsfall.doedsdato, line 2"),
        Line("a date as a number", More("\"doedsfall\":{\"doedsdato\":20201224}"), "quarantined bad-date at $.doedsfall.doedsdato, line 2"),
        Line("the year 0", More("\"doedsfall\":{\"doedsdato\":\"0000-12-24\"}"), "quarantined bad-date at $.doedsfall.doedsdato, line 2"),
        Line("a moment without an offset", Moment("2020-01-01T00:00:00"), "quarantined bad-timestamp at $.kjoenn.ajourholdstidspunkt, line 2"),
        Line("an offset of 25 hours", Moment("2020-01-01T00:00:00+25:00"), "quarantined bad-timestamp at $.kjoenn.ajourholdstidspunkt, line 2"),
        Line("an offset of 75 minutes", Moment("2020-01-01T00:00:00+01:75"), "quarantined bad-timestamp at $.kjoenn.ajourholdstidspunkt, line 2"),
        Line("an offset of one digit", Moment("2020-01-01T00:00:00+1"), "quarantined bad-timestamp at $.kjoenn.ajourholdstidspunkt, line 2"),
        Line("24 o'clock", Moment("2020-01-01T24:00:00Z"), "quarantined bad-timestamp at $.kjoenn.ajourholdstidspunkt, line 2"),
        Line("a leap second", Moment("2016-12-31T23:59:60Z"), "quarantined bad-timestamp at $.kjoenn.ajourholdstidspunkt, line 2"),
        Line("ten digits of a second", Moment("2020-01-01T00:00:00.1234567890Z"), "quarantined bad-timestamp at $.kjoenn.ajourholdstidspunkt, line 2"),
        Line("offsets of hours alone and without a colon", Moment("2020-01-01T00:00:00+02") + "\n" + Moment("2020-01-01T00:00:00-0230").Replace(SecretNumber, "03818012345", StringComparison.Ordinal), "read"),

        // types
        Line("a unit as a fraction", Address("\"grunnkrets\":111.5"), "quarantined bad-integer at $.bostedsadresse.grunnkrets, line 2"),
        Line("a unit that is too large", Address("\"grunnkrets\":99999999999999999999"), "quarantined bad-integer at $.bostedsadresse.grunnkrets, line 2"),
        Line("a unit with an exponent", Address("\"grunnkrets\":1e2"), "quarantined bad-integer at $.bostedsadresse.grunnkrets, line 2"),
        Line("a unit below zero", Address("\"grunnkrets\":-1"), "quarantined bad-integer at $.bostedsadresse.grunnkrets, line 2"),
        Line("a unit as true", Address("\"grunnkrets\":true"), "quarantined not-a-text at $.bostedsadresse.grunnkrets, line 2"),
        Line("erGjeldende as a text", More("\"kjoenn\":[{\"kjoenn\":\"mann\",\"erGjeldende\":\"true\"}]"), "quarantined not-a-boolean at $.kjoenn.erGjeldende, line 2"),
        Line("erGjeldende as 1", More("\"kjoenn\":[{\"kjoenn\":\"mann\",\"erGjeldende\":1}]"), "quarantined not-a-boolean at $.kjoenn.erGjeldende, line 2"),
        Line("a part as a text", More($"\"status\":\"{Secret}\""), "quarantined not-an-object at $.status, line 2"),
        Line("a part as a list of texts", More($"\"status\":[\"{Secret}\"]"), "quarantined not-an-object at $.status, line 2"),
        Line("a part as a list of lists", More("\"status\":[[]]"), "quarantined not-an-object at $.status, line 2"),
        Line("a death as a list", More("\"doedsfall\":[{\"doedsdato\":\"2020-12-24\"}]"), "quarantined not-an-object at $.doedsfall, line 2"),
        Line("a grading as a text", More("\"adressebeskyttelse\":\"fortrolig\""), "quarantined not-an-object at $.adressebeskyttelse, line 2"),
        Line("a grading as an object", More("\"adressebeskyttelse\":[{\"graderingsnivaa\":{}}]"), "quarantined not-a-text at $.adressebeskyttelse.graderingsnivaa, line 2"),
        Line("a name as an object", More("\"statsborgerskap\":[{\"statsborgerskap\":{\"x\":\"" + Secret + "\"}}]"), "quarantined not-a-text at $.statsborgerskap.statsborgerskap, line 2"),
        Line("a street as a list", Address("\"vegadresse\":[]"), "quarantined not-an-object at $.bostedsadresse.vegadresse, line 2"),
        Line("a town as a text", Address($"\"vegadresse\":{{\"poststed\":\"{Secret}\"}}"), "quarantined not-an-object at $.bostedsadresse.vegadresse.poststed, line 2"),
        Line("a cadastral number as a text", Address("\"matrikkeladresse\":{\"matrikkelnummer\":\"12/3\"}"), "quarantined not-an-object at $.bostedsadresse.matrikkeladresse.matrikkelnummer, line 2"),
        Line("a land number as a word", Address($"\"matrikkeladresse\":{{\"matrikkelnummer\":{{\"gaardsnummer\":\"{Secret}\"}}}}"), "quarantined bad-integer at $.bostedsadresse.matrikkeladresse.matrikkelnummer.gaardsnummer, line 2"),
        Line("a number for a document", SecretNumber, "quarantined not-an-object at $, line 2"),
        Line("a text for a document", $"\"{Secret}\"", "quarantined not-an-object at $, line 2"),
        Line("a list for a person", $$"""{"foedselsEllerDNummer":"{{SecretNumber}}","folkeregisterperson":[]}""", "quarantined not-an-object at $, line 2"),
        Line("no person and no message", $$"""{"foedselsEllerDNummer":"{{SecretNumber}}","folkeregisterperson":null}""", "quarantined no-person at $, line 2"),

        // texts
        Line("a zero byte in a name", Document(SecretNumber, Secret + "\\u0000"), "quarantined bad-text at $.navn.fornavn, line 2"),
        Line("half a surrogate pair", Document(SecretNumber, Secret + "\\ud800"), "quarantined bad-escape at $.navn.fornavn, line 2"),
        Raw("a name in Latin-1", 0xE5, "quarantined bad-text at $.navn.fornavn, line 2"),
        Raw("an overlong slash", 0xC0, "quarantined bad-text at $.navn.fornavn, line 2"),
        Raw("a byte that UTF-8 never has", 0xFF, "quarantined bad-text at $.navn.fornavn, line 2"),

        // two of what there is one of
        Line("two forms of an address", Address($"\"vegadresse\":{{\"kommunenummer\":\"0301\",\"adressenavn\":\"{Secret}\"}},\"matrikkeladresse\":{{\"matrikkelnummer\":{{\"kommunenummer\":\"4601\"}}}}"), "quarantined two-address-forms at $.bostedsadresse.matrikkeladresse, line 2"),
        Line("an address that is unknown and foreign", More("\"oppholdsadresse\":[{\"adressenErUkjent\":true,\"utenlandskAdresse\":{\"landkode\":\"SE\"}}]"), "quarantined two-address-forms at $.oppholdsadresse.utenlandskAdresse, line 2"),
        Line("two gradings of an address", Address("\"adressegradering\":\"fortrolig\",\"adressegradering\":\"ugradert\""), "quarantined duplicate-property at $.bostedsadresse.adressegradering, line 2"),
        Line("two lists of gradings", More("\"adressebeskyttelse\":[],\"adressebeskyttelse\":[]"), "quarantined duplicate-property at $.adressebeskyttelse, line 2"),

        // odd, and read
        Line("a status never heard of", More($"\"status\":[{{{Complete}\"status\":\"{Secret}\"}}]"), "read: unknown-value:person_status"),
        Line("a grading never heard of", More("\"adressebeskyttelse\":[{" + Complete + "\"graderingsnivaa\":\"hemmelig\"}]"), "read: unknown-value:address_confidentiality"),
        Line("a new part", More("\"nyDel\":{\"x\":\"" + Secret + "\"}"), "read: unknown-property $.nyDel"),
        Line("a new property of an address", Address($"\"adressegradering\":\"ugradert\",{Complete}\"nyNoekkel\":\"{Secret}\""), "read: unknown-property $.bostedsadresse.nyNoekkel"),
        Line("a new property of a street", Address($"\"adressegradering\":\"ugradert\",{Complete}\"vegadresse\":{{\"kommunenummer\":\"0301\",\"adressenavn\":\"X\",\"ny\":1}}"), "read: unknown-property $.bostedsadresse.vegadresse.ny"),
        Line("a property with a person's data for a name", More($"\"{SecretNumber} {Secret[..4]}\":1"), "read: unknown-property $.13912*******HEMM"),
        Line("a row that does not say whether it holds", More("\"status\":[{\"status\":\"bosatt\"}]"), "read: missing-property $.status.erGjeldende"),
        Line("an address without a grading", Address(Complete.TrimEnd(',')), "read: missing-property $.bostedsadresse.adressegradering"),
        File("a byte order mark and CRLF", Bytes("\uFEFF" + (Before + After).Replace("\n", "\r\n", StringComparison.Ordinal)), "read"),
        File("a page with an element that is no person", Bytes($"{{\"oppslag\":[\n{Element("01818012345")},\n7,\n{Element("02818012345")}]}}"), "quarantined not-an-object at $, line 3"),

        // files that are broken as a whole
        Line("no JSON", Secret, "refused json-broken, line 2"),
        Line("a document that is cut off", Document(SecretNumber, Secret)[..^20], "refused json-broken, line 2"),
        Line("single quotes", "{'navn':'" + Secret + "'}", "refused json-broken, line 2"),
        Line("a comma too many", $$"""{"navn":["{{Secret}}",]}""", "refused json-broken, line 2"),
        Line("a comment", "{} // " + Secret, "refused json-broken, line 2"),
        Line("NaN", More("\"bostedsadresse\":[{\"grunnkrets\":NaN}]"), "refused json-broken, line 2"),
        Line("two documents on a line", Document(SecretNumber) + Document("03818012345"), "refused json-broken, line 2"),
        Line("a line break in a name", Document(SecretNumber, Secret + "\n"), "refused json-broken, line 2"),
        Line("a zero byte between values", "{\0}", "refused json-broken, line 2"),
        Line("nesting a thousand deep", More($"\"nyDel\":{new string('[', 1000)}\"{Secret}\"{new string(']', 1000)}"), "refused json-broken, line 2"),
        Line("a key without a value", $$"""{"{{Secret}}"}""", "refused json-broken, line 2"),
        File("UTF-16", [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(Document(SecretNumber, Secret))], "refused json-broken, line 1"),
        File("an empty file", [], "refused empty-file"),
        File("blank lines only", Bytes("\r\n \n"), "refused empty-file"),
        File("a value over several lines that never ends", Bytes($"{{\n\"navn\":[\n{{\"fornavn\":\"{Secret}\"}}\n"), "refused json-truncated, line 1"),
        File("gzip that is cut off", DeliveryFolder.Gzip(Before)[..^9], "refused gzip-truncated"),
        File("gzip with bytes after it", [.. DeliveryFolder.Gzip(Before), .. Bytes(Secret)], "refused gzip-truncated"),
        File("gzip with a wrong checksum", Flipped(DeliveryFolder.Gzip(Before), fromEnd: 6), "refused gzip-broken"),
        File("gzip inside gzip", DeliveryFolder.Gzip(DeliveryFolder.Gzip(Before)), "refused json-broken, line 1"),
    ];

    private static MalformedInput Line(string name, string line, string outcome) => File(name, Bytes(Before + line + After), outcome);

    private static MalformedInput Raw(string name, byte value, string outcome)
    {
        var bytes = Bytes(Before + Document(SecretNumber, Secret + "~") + After);
        bytes[Array.IndexOf(bytes, (byte)'~')] = value;
        return File(name, bytes, outcome);
    }

    private static MalformedInput File(string name, byte[] content, string outcome) => new(SourceName.Freg, name, outcome, ("part-000.ndjson", content));

    private static string More(string part) => Document(SecretNumber, Secret, "," + part);

    private static string Moment(string moment) => More("\"kjoenn\":[{" + Complete + "\"kjoenn\":\"mann\",\"ajourholdstidspunkt\":\"" + moment + "\"}]");

    private static string Address(string properties) => More("\"bostedsadresse\":[{" + properties + "}]");

    private static byte[] Flipped(byte[] bytes, int fromEnd)
    {
        bytes[^fromEnd] ^= 1;
        return bytes;
    }
}
