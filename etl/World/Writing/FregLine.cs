using System.Buffers;
using System.Text.Json;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.People;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.Writing;

/// <summary>
/// Writes one <c>oppslag</c> element a line: number and <c>folkeregisterperson</c>, or number and <c>feilmelding</c>.
/// Holds a writer of its own, so each chunk has one.
/// </summary>
internal sealed class FregLine(Land land, Population population, WorldOptions options) : IDisposable
{
    /// <summary>The parts asked for, by the register's names.</summary>
    public static readonly string[] Parts =
    [
        "identifikasjonsnummer", "identitetsgrunnlag", "status", "utenlandskPersonidentifikasjon", "foedsel", "foedselINorge", "familierelasjon", "sivilstand", "doedsfall",
        "navn", "adressebeskyttelse", "bostedsadresse", "deltBosted", "oppholdsadresse", "postadresse", "postadresseIUtlandet", "innflytting", "utflytting", "foreldreansvar",
        "statsborgerskap", "kjoenn", "rettsligHandleevne", "historikk",
    ];

    private readonly FregAddresses _addresses = new(land);
    private readonly FregIdentity _identity = new(land, options);
    private readonly Utf8JsonWriter _json = new(Stream.Null, JsonText.Options);
    private readonly DateOnly _asOf = options.AsOfDate;

    public void Write(IBufferWriter<byte> output, PersonDocument document)
    {
        var person = document.Person;
        var dice = new Dice(options.Seed, DiceSubject.Document, person.Index);
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("foedselsEllerDNummer"u8, person.Number);
        _json.WriteStartObject("folkeregisterperson"u8);
        WriteParts(document, dice);
        _json.WriteEndObject();
        _json.WriteEndObject();
        End(output);
    }

    public void WriteError(IBufferWriter<byte> output, string number)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("foedselsEllerDNummer"u8, number);
        _json.WriteStartObject("feilmelding"u8);
        _json.WriteString("feilmelding"u8, "Fant ikke person");
        _json.WriteEndObject();
        _json.WriteEndObject();
        End(output);
    }

    public void Dispose() => _json.Dispose();

    private void End(IBufferWriter<byte> output)
    {
        _json.Flush();
        output.Write("\n"u8);
    }

    private void WriteParts(PersonDocument document, Dice dice)
    {
        var person = document.Person;
        var foreign = person.HasDNumber || (person.Earlier.Count > 0 && person.Earlier[0][0] >= '4') || dice.PerMille(120);
        var since = document.Residences.Count > 0 ? document.Residences[^1].MovedOn : person.Born;
        FregIdentity.WriteNumbers(_json, person, dice);
        if (dice.PerMille(150)) FregIdentity.WriteOne(_json, "identitetsgrunnlag"u8, "status"u8, "kontrollert", since, dice);
        FregIdentity.WriteStatus(_json, person, since, dice);
        if (person.Kind == PersonKind.Discontinued && dice.PerMille(600))
        {
            FregIdentity.WriteMarital(_json, document.Marital);
            return;
        }
        if (person.HasDNumber) FregIdentity.WriteOne(_json, "utenlandskPersonidentifikasjon"u8, "identifikasjonsnummer"u8, "1750070838983-3", since, dice);
        if (dice.PerMille(997)) _identity.WriteBirth(_json, person, foreign, dice);
        WriteFamily(person, dice);
        FregIdentity.WriteMarital(_json, document.Marital);
        if (person is { Kind: PersonKind.Dead, Left: { } died })
        {
            _json.WriteStartObject("doedsfall"u8);
            FregMetadata.Write(_json, died, current: true, "Dødsfall", dice);
            JsonText.Write(_json, "doedsdato"u8, died);
            _json.WriteEndObject();
        }
        if (dice.PerMille(996)) _identity.WriteNames(_json, person, dice);
        FregIdentity.WriteProtection(_json, person, dice);
        _addresses.Write(_json, "bostedsadresse"u8, document.Residences, dice);
        _addresses.Write(_json, "deltBosted"u8, document.Shared, dice);
        _addresses.Write(_json, "oppholdsadresse"u8, document.Presents, dice);
        WritePostal(person, since, dice);
        WriteMovesAbroad(person, since, foreign, dice);
        if (dice.PerMille(998)) FregIdentity.WriteOne(_json, "kjoenn"u8, "kjoenn"u8, person.Woman ? "kvinne" : "mann", person.Born, dice);
        WriteCitizenship(person, foreign, dice);
        // a part that came later than the published description
        if (dice.PerMille(10)) FregIdentity.WriteOne(_json, "rettsligHandleevne"u8, "beskrivelse"u8, "Testvedtak", since, dice);
    }

    private void WriteFamily(SyntheticPerson person, Dice dice)
    {
        if (!dice.PerMille(250)) return;
        var relative = population[dice.Below(options.Persons)];
        if (relative.Index == person.Index) return;
        var younger = relative.Born > person.Born;
        _json.WriteStartArray("familierelasjon"u8);
        _json.WriteStartObject();
        FregMetadata.Write(_json, younger ? relative.Born : person.Born, current: true, "Grunnbefolkning", dice);
        _json.WriteString("relatertPerson"u8, relative.Number);
        _json.WriteString("relatertPersonsRolle"u8, younger ? "barn" : relative.Woman ? "mor" : "far");
        _json.WriteString("minRolleForPerson"u8, younger ? person.Woman ? "mor" : "far" : "barn");
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WritePostal(SyntheticPerson person, DateOnly since, Dice dice)
    {
        if (person.Grading == Grading.StrictlyConfidential)
        {
            // the one address FREG has of them: an open postal one that others read for them
            _json.WriteStartArray("postadresse"u8);
            _json.WriteStartObject();
            FregMetadata.Write(_json, person.GradedSince, current: true, "Adressebeskyttelse", dice);
            _json.WriteString("adressegradering"u8, "ugradert");
            _json.WriteStartObject("postboksadresse"u8);
            _json.WriteString("postboks"u8, "Testboks 1");
            _json.WriteStartObject("poststed"u8);
            _json.WriteString("poststedsnavn"u8, "TESTBY");
            _json.WriteString("postnummer"u8, "0001");
            _json.WriteEndObject();
            _json.WriteEndObject();
            _json.WriteEndObject();
            _json.WriteEndArray();
        }
        else if (person.HasDNumber || (person.Kind == PersonKind.Emigrated && dice.PerMille(500)))
        {
            _json.WriteStartArray("postadresseIUtlandet"u8);
            _json.WriteStartObject();
            FregMetadata.Write(_json, person.Left ?? since, current: true, "Utflytting", dice);
            _json.WriteString("adressegradering"u8, "ugradert");
            FregAddresses.WriteForeign(_json, dice);
            _json.WriteEndObject();
            _json.WriteEndArray();
        }
    }

    private void WriteMovesAbroad(SyntheticPerson person, DateOnly since, bool foreign, Dice dice)
    {
        if (foreign && person.Kind is PersonKind.Resident or PersonKind.Dead)
            FregIdentity.WriteOne(_json, "innflytting"u8, "fraflyttingsland"u8, dice.Pick<(string Three, string Two)>(WordList.Countries).Three, since, dice, "Innvandring");
        if (person is not { Kind: PersonKind.Emigrated, Left: { } left }) return;
        _json.WriteStartArray("utflytting"u8);
        _json.WriteStartObject();
        FregMetadata.Write(_json, left, current: true, "Utflytting", dice);
        _json.WriteString("tilflyttingsland"u8, dice.Pick<(string Three, string Two)>(WordList.Countries).Three);
        JsonText.Write(_json, "utflyttingsdato"u8, left);
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteCitizenship(SyntheticPerson person, bool foreign, Dice dice)
    {
        _json.WriteStartArray("statsborgerskap"u8);
        var citizen = foreign ? dice.PerMille(20) ? "XXX" : dice.Pick<(string Three, string Two)>(WordList.Countries).Three : "NOR";
        var naturalized = foreign && !person.HasDNumber && dice.PerMille(300);
        if (naturalized) WriteOne("NOR", person.Born.AddDays(Math.Max(0, (_asOf.DayNumber - person.Born.DayNumber) / 2)), current: true);
        WriteOne(citizen, person.Born, current: !naturalized);
        _json.WriteEndArray();

        void WriteOne(string country, DateOnly from, bool current)
        {
            _json.WriteStartObject();
            FregMetadata.Write(_json, from, current, "Grunnbefolkning", dice);
            _json.WriteString("statsborgerskap"u8, country);
            if (dice.PerMille(700)) JsonText.Write(_json, "ervervsdato"u8, from);
            _json.WriteEndObject();
        }
    }
}
