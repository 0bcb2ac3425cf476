using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary><c>protected.person_key</c>: the number register, append-only.</summary>
internal static class PersonKeyTable
{
    public static readonly Table<PersonKey> Table = new("protected", "person_key",
        "The number under which a person was first published, and the id it was given. Append-only; an input of every run.",
        ["identification_number"],
        [
            Column<PersonKey>.Key("identification_number", k => k.Number, Secret, "Fødselsnummer or D-number, eleven digits."),
            Column<PersonKey>.Uuid("person_id", k => k.PersonId, Secret, "The id: the keyed hash of the number."),
            Column<PersonKey>.Number("since", k => k.Since, Secret, "The generation that first published the person."),
        ]);
}
