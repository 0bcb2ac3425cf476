using System.Text.Json;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.People;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Writes who a person is: numbers, status, birth, name, gender, citizenship, marital status, death, protection.</summary>
internal sealed class FregIdentity(Land land, WorldOptions options)
{
    private readonly DateOnly asOf = options.PeopleDay;

    public static void WriteNumbers(Utf8JsonWriter json, SyntheticPerson person, Dice dice)
    {
        json.WriteStartArray("identifikasjonsnummer"u8);
        var discontinued = person.Kind == PersonKind.Discontinued;
        WriteNumber(json, person.Number, current: true, discontinued ? "opphoert" : "iBruk", person.Born, dice);
        foreach (var number in person.Earlier) WriteNumber(json, number, current: false, "opphoert", person.Born, dice);
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string number, bool current, string status, DateOnly from, Dice dice)
    {
        var dNumber = number[0] >= '4';
        json.WriteStartObject();
        FregMetadata.Write(json, from, current, dNumber ? "Tildele d-nummer" : "Grunnbefolkning", dice);
        json.WriteString("status"u8, status);
        json.WriteString("foedselsEllerDNummer"u8, number);
        json.WriteString("identifikatortype"u8, dNumber ? "dNummer" : "foedselsnummer");
        json.WriteEndObject();
    }

    public static void WriteStatus(Utf8JsonWriter json, SyntheticPerson person, DateOnly since, Dice dice)
    {
        json.WriteStartArray("status"u8);
        var (now, before) = person.Kind switch
        {
            PersonKind.Resident => ("bosatt", null),
            PersonKind.Dead => ("doed", "bosatt"),
            PersonKind.Emigrated => ("utflyttet", "bosatt"),
            PersonKind.DNumber => (dice.PerMille(600) ? "midlertidig" : dice.PerMille(800) ? "inaktiv" : "aktiv", null),
            PersonKind.Discontinued => ("opphoert", null),
            PersonKind.Disappeared => ("forsvunnet", "bosatt"),
            PersonKind.NotResident => ("ikkeBosatt", (string?)null),
            PersonKind.AtBirth => ("foedselsregistrert", null),
            _ => throw new InvalidOperationException($"No status for {person.Kind}."),
        };
        WriteOne(now, person.Left ?? since, current: true);
        if (before is not null) WriteOne(before, since, current: false);
        json.WriteEndArray();

        void WriteOne(string status, DateOnly from, bool current)
        {
            json.WriteStartObject();
            FregMetadata.Write(json, from, current, "Grunnbefolkning", dice);
            json.WriteString("status"u8, status);
            json.WriteEndObject();
        }
    }

    public void WriteBirth(Utf8JsonWriter json, SyntheticPerson person, bool abroad, Dice dice)
    {
        var municipality = land.Municipalities[dice.Below(land.Municipalities.Count)];
        json.WriteStartArray("foedsel"u8);
        json.WriteStartObject();
        FregMetadata.Write(json, person.Born, current: true, "Grunnbefolkning", dice);
        if (dice.PerMille(995)) JsonText.Write(json, "foedselsdato"u8, person.Born);
        json.WriteString("foedselsaar"u8, person.Born.Year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (!abroad)
        {
            // today's number, that of the registration in 2020-23, or that of the day of birth
            var code = dice.Below(10) switch { < 5 => municipality.Parts[0].CodeOn(asOf), < 7 => municipality.Parts[0].CodeOn(new DateOnly(2022, 3, 2) < asOf ? new(2022, 3, 2) : asOf), _ => municipality.Parts[0].CodeOn(person.Born) };
            if (dice.PerMille(400)) json.WriteString("foedested"u8, municipality.MatrikkelName);
            json.WriteString("foedekommuneINorge"u8, code);
        }
        json.WriteString("foedeland"u8, abroad ? dice.PerMille(20) ? "XUK" : dice.Pick<(string Three, string Two)>(WordList.Countries).Three : "NOR");
        json.WriteEndObject();
        json.WriteEndArray();
        if (abroad || !dice.PerMille(400)) return;
        json.WriteStartArray("foedselINorge"u8);
        json.WriteStartObject();
        FregMetadata.Write(json, person.Born, current: true, "Fødsel", dice);
        json.WriteString("foedselsinstitusjonsnavn"u8, "Mett Testinstitusjon");
        if (dice.PerMille(200)) json.WriteNumber("rekkefoelgenummer"u8, 11);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public void WriteNames(Utf8JsonWriter json, SyntheticPerson person, Dice dice)
    {
        json.WriteStartArray("navn"u8);
        var changed = dice.PerMille(80);
        for (var version = 0; version < (changed ? 2 : 1); version++)
        {
            json.WriteStartObject();
            FregMetadata.Write(json, version == 0 && changed ? person.Born.AddDays(Math.Max(0, (person.Until(asOf).DayNumber - person.Born.DayNumber) / 2)) : person.Born, version == 0, "Patch", dice);
            var (first, last) = (dice.Pick<string>(WordList.First), dice.Pick<string>(WordList.Last));
            if (dice.PerMille(10)) JsonText.WriteEscaped(json, "fornavn"u8, first);
            else json.WriteString("fornavn"u8, dice.PerMille(4) ? $"{first} \"{dice.Pick<string>(WordList.First)}\"" : first);
            if (dice.PerMille(200)) json.WriteString("mellomnavn"u8, dice.Pick<string>(WordList.Middle));
            json.WriteString("etternavn"u8, last);
            if (dice.PerMille(60)) json.WriteString("forkortetNavn"u8, $"{first} {last}");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteMarital(Utf8JsonWriter json, IReadOnlyList<MaritalRow> rows)
    {
        json.WriteStartArray("sivilstand"u8);
        for (var r = 0; r < rows.Count; r++)
        {
            var row = rows[r];
            json.WriteStartObject();
            FregMetadata.Write(json, row.Registered, r == 0, row.Source, row.Reason, Moment.Midnight(row.Date ?? row.Registered.Date));
            json.WriteString("sivilstand"u8, row.Status);
            if (row.Date is { } date) JsonText.Write(json, "sivilstandsdato"u8, date);
            JsonText.WriteOptional(json, "myndighet"u8, row.Authority);
            JsonText.WriteOptional(json, "kommune"u8, row.Municipality);
            JsonText.WriteOptional(json, "sted"u8, row.Place);
            JsonText.WriteOptional(json, "utland"u8, row.Abroad);
            JsonText.WriteOptional(json, "relatertVedSivilstand"u8, row.Spouse);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteProtection(Utf8JsonWriter json, SyntheticPerson person, Dice dice)
    {
        // a client address is one address; the person has no protection
        if (person.Grading is not (Grading.Confidential or Grading.StrictlyConfidential)) return;
        json.WriteStartArray("adressebeskyttelse"u8);
        json.WriteStartObject();
        FregMetadata.Write(json, person.GradedSince, current: true, "Adressebeskyttelse", dice);
        json.WriteString("graderingsnivaa"u8, person.Grading.Text());
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>A part of one element with one text and the usual metadata.</summary>
    public static void WriteOne(Utf8JsonWriter json, ReadOnlySpan<byte> part, ReadOnlySpan<byte> field, string value, DateOnly from, Dice dice, string reason = "Grunnbefolkning")
    {
        json.WriteStartArray(part);
        json.WriteStartObject();
        FregMetadata.Write(json, from, current: true, reason, dice);
        json.WriteString(field, value);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
