using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Krr;

/// <summary>
/// One person of KRR. Used again for each record:
/// the texts of <see cref="Contact"/> are slices of the buffer read from, valid until it moves.
/// </summary>
internal sealed class KrrRecord(bool certificates)
{
    /// <summary>Known, and not loaded; the certificate is when it is wanted.</summary>
    private static readonly string[] NotLoaded = ["reservasjonstidspunkt", "reservasjon_oppdatert", "sertifikat"];
    private static readonly string[] ContactInformationNotLoaded = ["epostadresse_sist_validert", "epostadresse_duplisert", "mobiltelefonnummer_sist_validert", "mobiltelefonnummer_duplisert"];

    private byte[] buffer = [];

    public ulong Number { get; private set; }

    public Contact Contact { get; private set; } = new();

    /// <summary>Why the record can't be used, or null.</summary>
    public string? Code { get; private set; }

    /// <summary>The property that is at fault.</summary>
    public string? JsonPath { get; private set; }

    /// <summary>What is worth counting in the record, by code.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>What the record holds otherwise than the contract says: code and path.</summary>
    public List<(string Code, string Path)> Contract { get; } = [];

    /// <summary>Reads the object the reader stands at to its end; false when it can't be used, or the reader doesn't hold it whole.</summary>
    public bool TryRead(ref Utf8JsonReader reader, byte[] source)
    {
        buffer = source;
        Contact = new Contact();
        Number = 0;
        Code = null;
        JsonPath = null;
        Remarks.Clear();
        Contract.Clear();
        var depth = reader.CurrentDepth;
        ReadPerson(ref reader);
        if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != depth) Fail("incomplete", "$");
        if (Code is null && Number == 0) Fail("no-number", "$.personidentifikator");
        if (Code is null && Contact.Status.IsAbsent) Fail("no-status", "$.status");
        if (Code is null) Finish();
        return Code is null;
    }

    /// <summary>The number of a record that can't be used, if that can be read; the reader stands on the record's first token and holds it whole.</summary>
    public static ulong? FindNumber(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isNumber = reader.ValueTextEquals("personidentifikator"u8);
            reader.Read();
            if (isNumber) return reader.TokenType == JsonTokenType.String && PersonNumber.TryPack(reader.ValueSpan, out var number) ? number : null;
            reader.Skip();
        }
        return null;
    }

    private void ReadPerson(ref Utf8JsonReader reader)
    {
        while (Code is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("personidentifikator"u8)) ReadNumber(ref reader);
            else if (reader.ValueTextEquals("reservasjon"u8)) Contact.Reservation = Word(ref reader, ContactCodes.Reservation, "reservasjon");
            else if (reader.ValueTextEquals("status"u8)) Contact.Status = Word(ref reader, ContactCodes.Status, "status");
            else if (reader.ValueTextEquals("varslingsstatus"u8)) Contact.NotificationStatus = Word(ref reader, ContactCodes.NotificationStatus, "varslingsstatus");
            else if (reader.ValueTextEquals("kontaktinformasjon"u8)) ReadContactInformation(ref reader);
            else if (reader.ValueTextEquals("digital_post"u8)) ReadDigitalPost(ref reader);
            else if (certificates && reader.ValueTextEquals("sertifikat"u8)) Contact.Certificate = Text(ref reader, "$.sertifikat");
            else if (reader.ValueTextEquals("spraak"u8)) Contact.Language = Text(ref reader, "$.spraak");
            else if (reader.ValueTextEquals("spraak_oppdatert"u8)) Contact.LanguageLastUpdated = Moment(ref reader, "$.spraak_oppdatert");
            else Skip(ref reader, "$.", NotLoaded);
        }
    }

    private void ReadContactInformation(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader, "$.kontaktinformasjon")) return;
        while (Code is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("epostadresse"u8)) Contact.Email = Text(ref reader, "$.kontaktinformasjon.epostadresse");
            else if (reader.ValueTextEquals("epostadresse_oppdatert"u8)) Contact.EmailLastUpdated = Moment(ref reader, "$.kontaktinformasjon.epostadresse_oppdatert");
            else if (reader.ValueTextEquals("epostadresse_sist_verifisert"u8)) Contact.EmailLastVerified = Moment(ref reader, "$.kontaktinformasjon.epostadresse_sist_verifisert");
            else if (reader.ValueTextEquals("mobiltelefonnummer"u8)) Contact.PhoneNumber = Text(ref reader, "$.kontaktinformasjon.mobiltelefonnummer");
            else if (reader.ValueTextEquals("mobiltelefonnummer_oppdatert"u8)) Contact.PhoneNumberLastUpdated = Moment(ref reader, "$.kontaktinformasjon.mobiltelefonnummer_oppdatert");
            else if (reader.ValueTextEquals("mobiltelefonnummer_sist_verifisert"u8)) Contact.PhoneNumberLastVerified = Moment(ref reader, "$.kontaktinformasjon.mobiltelefonnummer_sist_verifisert");
            else Skip(ref reader, "$.kontaktinformasjon.", ContactInformationNotLoaded);
        }
    }

    private void ReadDigitalPost(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader, "$.digital_post")) return;
        while (Code is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("postkasseadresse"u8)) Contact.DigitalPostAddress = Text(ref reader, "$.digital_post.postkasseadresse");
            else if (reader.ValueTextEquals("postkasseleverandoeradresse"u8)) Contact.DigitalPostVendorAddress = Text(ref reader, "$.digital_post.postkasseleverandoeradresse");
            else Skip(ref reader, "$.digital_post.", []);
        }
    }

    private void ReadNumber(ref Utf8JsonReader reader)
    {
        var text = Text(ref reader, "$.personidentifikator");
        if (text.IsAbsent) return;
        if (PersonNumber.TryPack(text.Span, out var number)) Number = number;
        else Fail("bad-number", "$.personidentifikator");
    }

    // only an active person has contact data, whatever else a delivery holds
    private void Finish()
    {
        if (Contact.Reservation.IsAbsent) Contract.Add((ContractRemarks.Missing, "$.reservasjon"));
        if (Contact.Status.EqualsText(ContactCodes.Status.WordOf(1))) return;
        var held = Contact.Email.IsPresent || Contact.PhoneNumber.IsPresent || Contact.DigitalPostAddress.IsPresent || Contact.DigitalPostVendorAddress.IsPresent || Contact.Certificate.IsPresent;
        if (held) Remarks.Add("contact-data-of-inactive");
        Contact = new Contact
        {
            Reservation = Contact.Reservation,
            Status = Contact.Status,
            NotificationStatus = Contact.NotificationStatus,
            Language = Contact.Language,
            LanguageLastUpdated = Contact.LanguageLastUpdated,
        };
    }

    private Utf8Text Word(ref Utf8JsonReader reader, ContactCodes codes, string property)
    {
        var text = Text(ref reader, "$." + property);
        if (text.IsPresent && !codes.TryTranslate(text, out text)) Remarks.Add("unknown-value:" + property);
        return text;
    }

    private void Skip(ref Utf8JsonReader reader, string parent, string[] known)
    {
        var isKnown = false;
        foreach (var name in known) isKnown |= reader.ValueTextEquals(name);
        if (!isKnown) Contract.Add((ContractRemarks.Unknown, parent + Encoding.UTF8.GetString(reader.ValueSpan)));
        reader.TrySkip();
    }

    private bool Enter(ref Utf8JsonReader reader, string path)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        if (reader.TokenType != JsonTokenType.Null) Fail("wrong-type", path);
        return false;
    }

    private Instant? Moment(ref Utf8JsonReader reader, string path)
    {
        var text = Text(ref reader, path);
        if (text.IsAbsent) return null;
        if (Timestamps.TryParseInstant(text.Span, out var instant)) return instant;
        Fail("bad-timestamp", path);
        return null;
    }

    private Utf8Text Text(ref Utf8JsonReader reader, string path)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return default;
        if (reader.TokenType != JsonTokenType.String)
        {
            Fail("wrong-type", path);
            return default;
        }
        var text = reader.ValueIsEscaped ? Unescape(ref reader) : new Utf8Text(buffer, (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        // PostgreSQL takes neither broken UTF-8 nor a zero byte
        if (text.IsAbsent || !Utf8.IsValid(text.Span) || text.Span.Contains((byte)0)) Fail("bad-text", path);
        return text.EmptyAsAbsent();
    }

    private static Utf8Text Unescape(ref Utf8JsonReader reader)
    {
        var target = new byte[reader.ValueSpan.Length];
        try
        {
            return new Utf8Text(target, 0, reader.CopyString(target));
        }
        catch (InvalidOperationException)
        {
            // half a surrogate pair: no text
            return default;
        }
    }

    private void Fail(string code, string path)
    {
        if (Code is not null) return;
        Code = code;
        JsonPath = path;
    }
}
