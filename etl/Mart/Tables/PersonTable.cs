using static PersonEtl.Etl.Mart.Column<PersonEtl.Etl.Mart.Person>;
using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary><c>mart.person</c>: the wide, denormalized table, a person a row.</summary>
internal static class PersonTable
{
    public const string StaleSince = "stale_since";

    private static readonly Column<Person>[] AddressColumnsOf =
    [
        .. AddressColumns.All.Select(c => c.Within<Person>("residential_", "Current residential address", p => p.Residential)),
        .. AddressColumns.All.Select(c => c.Within<Person>("present_", "Current present address", p => p.Present)),
    ];

    public static readonly Table<Person> Table = new("mart", "person",
        "A person as of the generation: the current number, name, statuses and ungraded current addresses with all enrichment. A person with graded addresses looks like one without any.",
        ["person_id"],
        [
            Uuid("person_id", p => p.Id, Open, "Stable id of the person: keyed hash of the number under which it was first published. Ours."),
            Text("identification_number", p => p.CurrentIdentifier?.Number ?? default, Identifying, "The person's current fødselsnummer or D-number (fødselsEllerDNummer), eleven digits. FREG."),
            Text("identification_number_type", p => p.CurrentIdentifier?.NumberType ?? default, Open, "`NationalIdentityNumber` or `DNumber` (identifikatortype). FREG."),
            Text("status", p => p.CurrentStatus?.Value ?? default, Open, "Current person status (status) in the Person API's terms. FREG."),
            Text("first_name", p => p.CurrentName?.FirstName ?? default, Identifying, "Current first name (fornavn). FREG."),
            Text("middle_name", p => p.CurrentName?.MiddleName ?? default, Identifying, "Current middle name (mellomnavn). FREG."),
            Text("last_name", p => p.CurrentName?.LastName ?? default, Identifying, "Current last name (etternavn). FREG."),
            Text("gender", p => p.CurrentGender?.Value ?? default, Open, "`Female` or `Male` (kjønn). FREG."),
            Date("birth_date", p => p.CurrentBirth?.BirthDate, Open, "Birth date (fødselsdato). FREG."),
            Integer("birth_year", p => p.CurrentBirth?.BirthYear, Open, "Birth year (fødselsår). FREG."),
            Text("birth_country", p => p.CurrentBirth?.BirthCountry ?? default, Open, "Birth country (fødeland), ISO 3166 alpha-3. FREG."),
            Date("death_date", p => p.DeathDate, Open, "Date of death (dødsdato). FREG."),
            Text("marital_status", p => p.CurrentMaritalStatus?.Status ?? default, Open, "Current marital status (sivilstand) in the Person API's terms. FREG."),
            Date("marital_status_date", p => p.CurrentMaritalStatus?.StatusDate, Open, "Its date (sivilstandsdato). FREG."),
            .. AddressColumnsOf,
            Key("contact_state", p => p.Contact is { } contact ? contact.State : Terms.NotDelivered, Open, "`Active`, `Deleted`, `NotRegistered`, or `NotDelivered` when the contact register has no record of the person. Ours, from KRR."),
            .. ContactColumns.Statuses.Select(c => c.Within<Person>("", "Common Contact Register", p => p.Contact)),
            Date(StaleSince, _ => null, Open, "As-of date of the first night on which the register's document of the person could not be read; from then on what was published before stands, without addresses. Null when it could be read. Ours."),
        ]);

    /// <summary>Columns of current addresses.</summary>
    public static readonly IReadOnlySet<string> AddressColumnNames = AddressColumnsOf.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
}
