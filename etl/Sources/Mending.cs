namespace PersonEtl.Etl.Sources;

/// <summary>What to do about records that could not be read: a sentence for each code that a reader gives.</summary>
internal static class Mending
{
    public static readonly IReadOnlyDictionary<string, string> Sentences = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bad-date"] = "The value is no date that exists, written as 2024-01-31. Fetch the document again; if the register itself gives such a date, report it there.",
        ["bad-escape"] = "A text has an escape that names half a character (\\ud800). Fetch the document again, and keep the answer's bytes as they are.",
        ["bad-integer"] = "A number must be digits only, at most 2147483647. Fetch the document again; if the register has changed the property, its reader must follow.",
        ["bad-number"] = "A person's number must be eleven digits. Fetch the document again; a spreadsheet on the way may have taken a leading zero.",
        ["bad-text"] = "A text is not UTF-8, or holds a zero byte. Keep the answer's bytes as they are; nothing on the way may change their encoding.",
        ["bad-timestamp"] = "The value is no instant with an offset, as 2024-01-31T12:00:00+01:00. Fetch the document again; if the register itself gives it, report it there.",
        ["duplicate-property"] = "A property stands twice in one object, and nobody can tell which is meant. Fetch the document again; whatever joins documents must not repeat properties.",
        ["field-count"] = "The row has another number of fields than the header: a separator is missing, or stands in a name. Download the file again; mend the row by hand if Kartverket's has it too.",
        ["no-number"] = "The record has no number to know the person by. Fetch it again with identifikasjonsnummer among the parts.",
        ["no-person"] = "The element has neither a person nor an error message. Fetch the page again.",
        ["no-status"] = "The record has no status (AKTIV, SLETTET or IKKE_REGISTRERT), so nothing can be said of its contact data. Fetch the page again.",
        ["not-a-boolean"] = "The value must be true or false. Fetch the document again; if the register has changed the property, its reader must follow.",
        ["not-a-text"] = "The value must be a text. Fetch the document again; if the register has changed the property, its reader must follow.",
        ["not-an-object"] = "There must be an object with properties. Fetch the page again; if the register has changed the property, its reader must follow.",
        ["two-address-forms"] = "An address has two forms, as vegadresse and matrikkeladresse, where the register gives one. Fetch the document again.",
        ["wrong-type"] = "The value has another type than KRR gives (a text, or an object). Fetch the page again; if KRR has changed the property, its reader must follow.",
        ["bad-adressetype"] = Row("adressetype must be vegadresse or matrikkeladresse"),
        ["bad-adresseId"] = Row("adresseId must be a whole number above 0"),
        ["bad-kommunenummer"] = Row("kommunenummer must be four digits; a spreadsheet on the way may have taken a leading zero"),
        ["bad-adressekode"] = Row("adressekode must be a whole number up to 131071, and a vegadresse must have one"),
        ["bad-nummer"] = Row("nummer must be a whole number up to 65535, or empty"),
        ["bad-bokstav"] = Row("bokstav must be one letter, or empty"),
        ["bad-gardsnummer"] = Row("gardsnummer must be a whole number, or empty"),
        ["bad-bruksnummer"] = Row("bruksnummer must be a whole number, or empty"),
        ["bad-festenummer"] = Row("festenummer must be a whole number, or empty"),
        ["bad-undernummer"] = Row("undernummer must be a whole number, or empty"),
        ["bad-postnummer"] = Row("postnummer must be four digits, or empty; a spreadsheet on the way may have taken a leading zero"),
        ["bad-grunnkretsnummer"] = Row("grunnkretsnummer must be eight digits, or empty; a spreadsheet on the way may have taken a leading zero"),
    };

    private static string Row(string must) => $"In matrikkelenAdresse.csv {must}. Download the file again; mend the row by hand if Kartverket's has it too.";
}
