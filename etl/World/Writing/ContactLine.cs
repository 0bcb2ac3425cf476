using System.Text.Json;
using PersonEtl.Etl.World.Nights;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Writes the contact records that came after the first night.</summary>
internal sealed class ContactLine(WorldOptions options, NightDays days)
{
    /// <summary>New contact data are those of somebody else of the world, so to speak.</summary>
    private const int Step = 1009;

    public void Write(Utf8JsonWriter json, Life life, LifeEvent contact)
    {
        var number = contact.Numbers[0];
        if (contact.Change == NightChange.ContactDeleted)
        {
            json.WriteStartObject();
            json.WriteString("personidentifikator"u8, number);
            json.WriteString("reservasjon"u8, "NEI");
            json.WriteString("status"u8, "SLETTET");
            json.WriteString("varslingsstatus"u8, "KAN_IKKE_VARSLES");
            json.WriteEndObject();
            return;
        }
        // every time of the record is reckoned from the day it came on
        var record = new KrrRecord(options with { Reform = null, AsOf = days.AsOf(contact.Night) });
        var index = life.Person.Index;
        if ((contact.Change == NightChange.ContactVerified ? life.Origin(contact) : contact) is { } origin)
        {
            record.Write(json, number, index + (origin.Night * Step), new(options.Seed, DiceSubject.NightContact, ((long)origin.Night << 32) + index));
            return;
        }
        var dice = new Dice(options.Seed, DiceSubject.Contact, index);
        _ = KrrRecord.NumberOf(life.Person, options.PeopleDay, dice);
        record.Write(json, number, index, dice);
    }
}
