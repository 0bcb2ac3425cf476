using System.Globalization;
using Npgsql;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Run;

/// <summary>What the mart holds of KRR: contacts that persons have, and those that wait. Both come back as KRR's reader gives them.</summary>
internal static class KnownContacts
{
    private static readonly string Columns = string.Join(", ", new[] { "identification_number" }.Concat(ContactColumns.Record.Select(c => c.Name)));

    private static readonly string Known = $"""
        select {Columns} from mart.person_contact where person_id = any(@persons)
        union all
        select {Columns} from protected.contact_waiting where identification_number = any(@numbers)
        """;

    /// <summary>Adds the contacts of these persons, and those that wait under these numbers.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, Guid[] persons, string[] numbers, ContactRegisterBuilder contacts, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Known, connection) { CommandTimeout = 0, Parameters = { new("persons", persons), new("numbers", numbers) } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var at = Enumerable.Range(0, row.FieldCount).ToDictionary(row.GetName, i => i, StringComparer.Ordinal);
        while (await row.ReadAsync(cancellationToken))
        {
            contacts.Add(ulong.Parse(row.GetString(0), CultureInfo.InvariantCulture), new()
            {
                Reservation = Text("reservation"),
                Status = Text("contact_status"),
                NotificationStatus = Text("notification_status"),
                Language = Text("language"),
                Email = Text("email"),
                EmailLastUpdated = Moment("email_last_updated"),
                EmailLastVerified = Moment("email_last_verified"),
                PhoneNumber = Text("phone_number"),
                PhoneNumberLastUpdated = Moment("phone_number_last_updated"),
                PhoneNumberLastVerified = Moment("phone_number_last_verified"),
                DigitalPostAddress = Text("digital_post_address"),
                DigitalPostVendorAddress = Text("digital_post_vendor_address"),
                Certificate = Text("certificate"),
                LanguageLastUpdated = Moment("language_last_updated"),
            });
        }

        Utf8Text Text(string column) => row.IsDBNull(at[column]) ? default : Utf8Text.From(row.GetString(at[column]));

        Instant? Moment(string column) => row.IsDBNull(at[column]) ? null : new(row.GetFieldValue<long>(at[column]));
    }
}
