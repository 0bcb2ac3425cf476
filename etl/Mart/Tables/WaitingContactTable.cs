using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary><c>protected.contact_waiting</c>: with <c>mart.person_contact</c> all that KRR holds.</summary>
internal static class WaitingContactTable
{
    public static readonly Table<Contact> Table = new("protected", "contact_waiting",
        "What KRR holds under numbers that no published person has its contact data by: their person isn't there yet, or has a newer number in KRR too.",
        ["identification_number"],
        [
            Column<Contact>.Key("identification_number", c => c.Number, Secret, ContactColumns.NumberMeaning),
            .. ContactColumns.Record,
        ]);
}
