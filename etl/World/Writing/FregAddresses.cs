using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.People;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Writes bostedsadresse, oppholdsadresse and deltBosted as FREG does.</summary>
internal sealed class FregAddresses(Land land)
{
    private static readonly string[] UnitKinds = ["bolig", "bolig", "bolig", "bolig", "bolig", "bolig", "bolig", "annetEnnBolig", "fritidsbolig", "ikkeGodkjentBolig", "unummerertBruksenhet"];

    public void Write(Utf8JsonWriter json, ReadOnlySpan<byte> part, IReadOnlyList<AddressRow> rows, Dice dice)
    {
        if (rows.Count == 0) return;
        json.WriteStartArray(part);
        foreach (var row in rows) WriteRow(json, row, dice);
        json.WriteEndArray();
    }

    private void WriteRow(Utf8JsonWriter json, AddressRow row, Dice dice)
    {
        json.WriteStartObject();
        FregMetadata.Write(json, row.Registered, row.Current, row.Source, row.Reason, row.ValidFrom, row.Ceased);
        switch (row.Form)
        {
            case AddressForm.Street: WriteStreet(json, row, dice); break;
            case AddressForm.Cadastral: WriteCadastral(json, row, dice); break;
            case AddressForm.UnknownResidence:
                json.WriteStartObject("ukjentBosted"u8);
                if (dice.PerMille(850)) json.WriteString("bostedskommune"u8, row.Municipality);
                json.WriteEndObject();
                break;
            case AddressForm.Foreign: WriteForeign(json, dice); break;
            case AddressForm.AddressUnknown: json.WriteBoolean("adressenErUkjent"u8, true); break;
            default: throw new InvalidOperationException($"No way to write {row.Form}.");
        }
        if (row.Kind == AddressKind.Shared)
        {
            JsonText.Write(json, "startdatoForKontrakt"u8, row.MovedOn);
            if (row.ContractEnd is { } end) JsonText.Write(json, "sluttdatoForKontrakt"u8, end);
        }
        if (row.MatrikkelId is { } id) WriteDigits(json, "adresseIdentifikatorFraMatrikkelen"u8, id);
        // a key announced for 2026 whose name is not public yet: a reader must not mind
        if (row.MatrikkelId is not null && dice.PerMille(150)) json.WriteString("nyNoekkelMotMatrikkelen"u8, "MA-" + row.Address.ToString(CultureInfo.InvariantCulture));
        json.WriteString("adressegradering"u8, row.Grading.Text());
        if (row.Kind == AddressKind.Residential)
        {
            JsonText.Write(json, "flyttedato"u8, row.MovedOn);
            if (row.Grunnkrets is { } unit) json.WriteNumber("grunnkrets"u8, unit);
            if (row.Form != AddressForm.UnknownResidence) WriteOtherDistricts(json, row);
        }
        if (row.Kind == AddressKind.Present)
        {
            JsonText.Write(json, "oppholdsadressedato"u8, row.MovedOn);
            JsonText.WriteOptional(json, "oppholdAnnetSted"u8, row.StayElsewhere);
        }
        json.WriteEndObject();
    }

    private static void WriteOtherDistricts(Utf8JsonWriter json, AddressRow row)
    {
        json.WriteNumber("stemmekrets"u8, 1 + (row.Address % 23));
        json.WriteNumber("skolekrets"u8, 1 + (row.Address % 31));
        json.WriteNumber("kirkekrets"u8, 1 + (row.Address % 3));
    }

    private void WriteStreet(Utf8JsonWriter json, AddressRow row, Dice dice)
    {
        json.WriteStartObject("vegadresse"u8);
        json.WriteString("kommunenummer"u8, row.Municipality);
        WriteDwelling(json, dice);
        if (dice.PerMille(5)) JsonText.WriteEscaped(json, "adressenavn"u8, row.StreetName!);
        else json.WriteString("adressenavn"u8, row.StreetName);
        if (row.HouseNumber is { } number)
        {
            json.WriteStartObject("adressenummer"u8);
            json.WriteString("husnummer"u8, number.ToString(row.PadsHouseNumber ? "0000" : "0", CultureInfo.InvariantCulture));
            if (row.HouseLetter is { } letter) json.WriteString("husbokstav"u8, [letter]);
            json.WriteEndObject();
        }
        JsonText.WriteOptional(json, "adressekode"u8, row.StreetCode);
        if (dice.PerMille(12)) json.WriteString("adressetilleggsnavn"u8, dice.PerMille(300) ? "Test \"Solbakken\" nordre" : "Testbruket");
        WritePlace(json, row);
        if (dice.PerMille(15)) json.WriteString("coAdressenavn"u8, "c/o VENNLIG STOL");
        json.WriteEndObject();
    }

    private void WriteCadastral(Utf8JsonWriter json, AddressRow row, Dice dice)
    {
        ref readonly var address = ref land.Address(row.Address);
        json.WriteStartObject("matrikkeladresse"u8);
        WriteDwelling(json, dice);
        json.WriteStartObject("matrikkelnummer"u8);
        json.WriteString("kommunenummer"u8, row.Municipality);
        json.WriteNumber("gaardsnummer"u8, row.Title.Land);
        json.WriteNumber("bruksnummer"u8, row.Title.Title);
        json.WriteNumber("festenummer"u8, address.Leasehold);
        json.WriteEndObject();
        if (row.HasSub) json.WriteNumber("undernummer"u8, address.Sub);
        WritePlace(json, row);
        json.WriteEndObject();
    }

    private static void WriteDwelling(Utf8JsonWriter json, Dice dice)
    {
        if (dice.PerMille(60)) return;
        if (dice.PerMille(10)) json.WriteString("bruksenhetsnummer"u8, ""u8);
        else
        {
            Span<byte> text = [dice.Pick("HHHHHHKLU"u8), (byte)'0', (byte)('0' + dice.Between(1, 5)), (byte)'0', (byte)('0' + dice.Between(1, 4))];
            json.WriteString("bruksenhetsnummer"u8, text);
        }
        json.WriteString("bruksenhetstype"u8, dice.Pick<string>(UnitKinds));
    }

    private void WritePlace(Utf8JsonWriter json, AddressRow row)
    {
        json.WriteStartObject("poststed"u8);
        json.WriteString("poststedsnavn"u8, row.Address < 0 ? "LONGYEARBYEN" : land.UnitOf(row.Address).Municipality.MatrikkelName);
        JsonText.WriteOptional(json, "postnummer"u8, row.PostalCode);
        json.WriteEndObject();
    }

    public static void WriteForeign(Utf8JsonWriter json, Dice dice)
    {
        json.WriteStartObject("utenlandskAdresse"u8);
        if (dice.PerMille(200)) json.WriteString("coAdressenavn"u8, "c/o Misfornøyd August");
        json.WriteString("adressenavn"u8, "Testadressenavn " + dice.Between(1, 200).ToString(CultureInfo.InvariantCulture));
        if (dice.PerMille(200)) json.WriteString("bygning"u8, "Testbygning B");
        if (dice.PerMille(200)) json.WriteString("etasjenummer"u8, "3");
        if (dice.PerMille(100)) json.WriteString("boenhet"u8, "301");
        if (dice.PerMille(100)) json.WriteString("postboks"u8, "Testboks 12");
        json.WriteString("postkode"u8, "Testpostkode utland 97");
        json.WriteString("byEllerStedsnavn"u8, "Gnien testby- eller stedsnavn");
        if (dice.PerMille(300)) json.WriteString("distriktsnavn"u8, "Testdistrikt 294");
        if (dice.PerMille(300)) json.WriteString("region"u8, "Testregion 80");
        json.WriteString("landkode"u8, dice.PerMille(30) ? "YY" : dice.Pick<(string Three, string Two)>(WordList.Countries).Two);
        json.WriteEndObject();
    }

    private static void WriteDigits(Utf8JsonWriter json, ReadOnlySpan<byte> name, long value)
    {
        Span<byte> text = stackalloc byte[20];
        value.TryFormat(text, out var written, provider: CultureInfo.InvariantCulture);
        json.WriteString(name, text[..written]);
    }
}
