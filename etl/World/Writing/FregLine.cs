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

    private readonly FregAddresses addresses = new(land);
    private readonly FregIdentity identity = new(land, options);
    private readonly Utf8JsonWriter json = new(Stream.Null, JsonText.Options);
    private readonly DateOnly asOf = options.PeopleDay;

    public void Write(IBufferWriter<byte> output, PersonDocument document)
    {
        var person = document.Person;
        var dice = new Dice(options.Seed, DiceSubject.Document, person.Index);
        json.Reset(output);
        json.WriteStartObject();
        json.WriteString("foedselsEllerDNummer"u8, person.Number);
        json.WriteStartObject("folkeregisterperson"u8);
        WriteParts(document, dice);
        json.WriteEndObject();
        json.WriteEndObject();
        End(output);
    }

    public void WriteError(IBufferWriter<byte> output, string number)
    {
        json.Reset(output);
        json.WriteStartObject();
        json.WriteString("foedselsEllerDNummer"u8, number);
        json.WriteStartObject("feilmelding"u8);
        json.WriteString("feilmelding"u8, "Fant ikke person");
        json.WriteEndObject();
        json.WriteEndObject();
        End(output);
    }

    public void Dispose() => json.Dispose();

    private void End(IBufferWriter<byte> output)
    {
        json.Flush();
        output.Write("\n"u8);
    }

    private void WriteParts(PersonDocument document, Dice dice)
    {
        var person = document.Person;
        var foreign = person.HasDNumber || (person.Earlier.Count > 0 && person.Earlier[0][0] >= '4') || dice.PerMille(120);
        var since = document.Residences.Count > 0 ? document.Residences[^1].MovedOn : person.Born;
        FregIdentity.WriteNumbers(json, person, dice);
        if (dice.PerMille(150)) FregIdentity.WriteOne(json, "identitetsgrunnlag"u8, "status"u8, "kontrollert", since, dice);
        FregIdentity.WriteStatus(json, person, since, dice);
        if (person.Kind == PersonKind.Discontinued && dice.PerMille(600))
        {
            FregIdentity.WriteMarital(json, document.Marital);
            return;
        }
        if (person.HasDNumber) FregIdentity.WriteOne(json, "utenlandskPersonidentifikasjon"u8, "identifikasjonsnummer"u8, "1750070838983-3", since, dice);
        if (dice.PerMille(997)) identity.WriteBirth(json, person, foreign, dice);
        WriteFamily(person, dice);
        FregIdentity.WriteMarital(json, document.Marital);
        if (person is { Kind: PersonKind.Dead, Left: { } died })
        {
            json.WriteStartObject("doedsfall"u8);
            FregMetadata.Write(json, died, current: true, "Dødsfall", dice);
            JsonText.Write(json, "doedsdato"u8, died);
            json.WriteEndObject();
        }
        if (dice.PerMille(996)) identity.WriteNames(json, person, dice);
        FregIdentity.WriteProtection(json, person, dice);
        addresses.Write(json, "bostedsadresse"u8, document.Residences, dice);
        addresses.Write(json, "deltBosted"u8, document.Shared, dice);
        addresses.Write(json, "oppholdsadresse"u8, document.Presents, dice);
        WritePostal(person, since, dice);
        WriteMovesAbroad(person, since, foreign, dice);
        if (dice.PerMille(998)) FregIdentity.WriteOne(json, "kjoenn"u8, "kjoenn"u8, person.Woman ? "kvinne" : "mann", person.Born, dice);
        WriteCitizenship(person, foreign, dice);
        // a part that came later than the published description
        if (dice.PerMille(10)) FregIdentity.WriteOne(json, "rettsligHandleevne"u8, "beskrivelse"u8, "Testvedtak", since, dice);
    }

    private void WriteFamily(SyntheticPerson person, Dice dice)
    {
        if (!dice.PerMille(250)) return;
        var relative = population[dice.Below(options.Persons)];
        if (relative.Index == person.Index) return;
        var younger = relative.Born > person.Born;
        json.WriteStartArray("familierelasjon"u8);
        json.WriteStartObject();
        FregMetadata.Write(json, younger ? relative.Born : person.Born, current: true, "Grunnbefolkning", dice);
        json.WriteString("relatertPerson"u8, relative.Number);
        json.WriteString("relatertPersonsRolle"u8, younger ? "barn" : relative.Woman ? "mor" : "far");
        json.WriteString("minRolleForPerson"u8, younger ? person.Woman ? "mor" : "far" : "barn");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WritePostal(SyntheticPerson person, DateOnly since, Dice dice)
    {
        if (person.Grading == Grading.StrictlyConfidential)
        {
            // the one address FREG has of them: an open postal one that others read for them
            json.WriteStartArray("postadresse"u8);
            json.WriteStartObject();
            FregMetadata.Write(json, person.GradedSince, current: true, "Adressebeskyttelse", dice);
            json.WriteString("adressegradering"u8, "ugradert");
            json.WriteStartObject("postboksadresse"u8);
            json.WriteString("postboks"u8, "Testboks 1");
            json.WriteStartObject("poststed"u8);
            json.WriteString("poststedsnavn"u8, "TESTBY");
            json.WriteString("postnummer"u8, "0001");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }
        else if (person.HasDNumber || (person.Kind == PersonKind.Emigrated && dice.PerMille(500)))
        {
            json.WriteStartArray("postadresseIUtlandet"u8);
            json.WriteStartObject();
            FregMetadata.Write(json, person.Left ?? since, current: true, "Utflytting", dice);
            json.WriteString("adressegradering"u8, "ugradert");
            FregAddresses.WriteForeign(json, dice);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    private void WriteMovesAbroad(SyntheticPerson person, DateOnly since, bool foreign, Dice dice)
    {
        if (foreign && person.Kind is PersonKind.Resident or PersonKind.Dead)
            FregIdentity.WriteOne(json, "innflytting"u8, "fraflyttingsland"u8, dice.Pick<(string Three, string Two)>(WordList.Countries).Three, since, dice, "Innvandring");
        if (person is not { Kind: PersonKind.Emigrated, Left: { } left }) return;
        json.WriteStartArray("utflytting"u8);
        json.WriteStartObject();
        FregMetadata.Write(json, left, current: true, "Utflytting", dice);
        json.WriteString("tilflyttingsland"u8, dice.Pick<(string Three, string Two)>(WordList.Countries).Three);
        JsonText.Write(json, "utflyttingsdato"u8, left);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteCitizenship(SyntheticPerson person, bool foreign, Dice dice)
    {
        json.WriteStartArray("statsborgerskap"u8);
        var citizen = foreign ? dice.PerMille(20) ? "XXX" : dice.Pick<(string Three, string Two)>(WordList.Countries).Three : "NOR";
        var naturalized = foreign && !person.HasDNumber && dice.PerMille(300);
        if (naturalized) WriteOne("NOR", person.Born.AddDays(Math.Max(0, (asOf.DayNumber - person.Born.DayNumber) / 2)), current: true);
        WriteOne(citizen, person.Born, current: !naturalized);
        json.WriteEndArray();

        void WriteOne(string country, DateOnly from, bool current)
        {
            json.WriteStartObject();
            FregMetadata.Write(json, from, current, "Grunnbefolkning", dice);
            json.WriteString("statsborgerskap"u8, country);
            if (dice.PerMille(700)) JsonText.Write(json, "ervervsdato"u8, from);
            json.WriteEndObject();
        }
    }
}
