using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Writes a person's contact record as KRR does: empty strings for what is missing, offsets of hours only beside Z.</summary>
internal sealed class KrrRecord(WorldOptions options)
{
    private readonly DateOnly asOf = options.PeopleDay;

    /// <summary>Which number KRR knows the person by, null when it doesn't.</summary>
    public static string? NumberOf(SyntheticPerson person, DateOnly asOf, Dice dice)
    {
        var age = (asOf.DayNumber - person.Born.DayNumber) / 365;
        var share = person.Kind switch
        {
            PersonKind.Resident or PersonKind.Disappeared => age < 13 ? 250 : 930,
            PersonKind.Dead => person.Left!.Value.Year >= asOf.Year - 1 ? 500 : 5,
            PersonKind.Emigrated => 300,
            PersonKind.DNumber or PersonKind.NotResident => 250,
            _ => 0,
        };
        if (!dice.PerMille(share)) return null;
        return person.Earlier.Count > 0 && dice.PerMille(400) ? person.Earlier[^1] : person.Number;
    }

    public void Write(Utf8JsonWriter json, string number, int serial, Dice dice)
    {
        json.WriteStartObject();
        json.WriteString("personidentifikator"u8, number);
        var state = dice.Below(1000);
        if (state < 45)
        {
            // deleted, or never registered: no contact data
            json.WriteString("reservasjon"u8, "NEI");
            json.WriteString("status"u8, state < 33 ? "SLETTET" : "IKKE_REGISTRERT");
            json.WriteString("varslingsstatus"u8, "KAN_IKKE_VARSLES");
            json.WriteEndObject();
            return;
        }
        var reserved = dice.PerMille(35);
        var expired = dice.PerMille(90);
        json.WriteString("reservasjon"u8, reserved ? "JA" : "NEI");
        if (reserved) json.WriteString("reservasjon_oppdatert"u8, Timestamp(this.asOf.AddDays(-dice.Between(20, 2000)), dice));
        json.WriteString("status"u8, "AKTIV");
        json.WriteString("varslingsstatus"u8, reserved || expired ? "KAN_IKKE_VARSLES" : "KAN_VARSLES");
        WriteContact(json, serial, expired, dice);
        json.WriteStartObject("digital_post"u8);
        var hasMailbox = dice.PerMille(600);
        json.WriteString("postkasseadresse"u8, hasMailbox ? $"test.person#{serial.ToString("X4", CultureInfo.InvariantCulture)}" : "");
        json.WriteString("postkasseleverandoeradresse"u8, hasMailbox ? dice.PerMille(600) ? "984661185" : "922020175" : "");
        json.WriteEndObject();
        json.WriteString("sertifikat"u8, hasMailbox && dice.PerMille(300) ? $"MIITESTSERTIFIKAT{dice.Next():X16}{dice.Next():X16}==" : "");
        if (dice.PerMille(900))
        {
            json.WriteString("spraak"u8, dice.Below(100) switch { < 82 => "nb", < 93 => "nn", < 98 => "en", _ => "se" });
            json.WriteString("spraak_oppdatert"u8, Timestamp(this.asOf.AddDays(-dice.Between(20, 2500)), dice));
        }
        json.WriteEndObject();
    }

    private void WriteContact(Utf8JsonWriter json, int serial, bool expired, Dice dice)
    {
        // both channels, or one of them
        var channels = dice.Below(100);
        json.WriteStartObject("kontaktinformasjon"u8);
        if (channels < 92) WriteChannel(json, "epostadresse", string.Create(CultureInfo.InvariantCulture, $"person{serial}@example.com"), expired, dice);
        if (channels is < 84 or >= 92) WriteChannel(json, "mobiltelefonnummer", string.Create(CultureInfo.InvariantCulture, $"+47999{serial % 100_000:00000}"), expired, dice);
        json.WriteEndObject();
    }

    private void WriteChannel(Utf8JsonWriter json, string name, string value, bool expired, Dice dice)
    {
        // eighteen months after the later of the two a channel may no longer be used for notices
        var verified = this.asOf.AddDays(-(expired ? dice.Between(600, 2200) : dice.Between(1, 500)));
        json.WriteString(name, value);
        json.WriteString(name + "_oppdatert", Timestamp(verified.AddDays(-dice.Between(0, 1500)), dice));
        if (dice.PerMille(950)) json.WriteString(name + "_sist_verifisert", Timestamp(verified, dice));
        if (dice.PerMille(100)) json.WriteString(name + "_duplisert", dice.PerMille(500) ? "JA" : "NEI");
    }

    private static string Timestamp(DateOnly date, Dice dice)
    {
        var local = date.ToDateTime(TimeOnly.MinValue).AddSeconds(dice.Between(7200, 80_000));
        var hours = OsloTime.OffsetHours(local);
        return dice.PerMille(700)
            ? string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-ddTHH:mm:ss}+0{hours}")
            : string.Create(CultureInfo.InvariantCulture, $"{local.AddHours(-hours):yyyy-MM-ddTHH:mm:ss}.{dice.Below(1000):000}Z");
    }
}
