using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary><c>protected.person_key</c>: the number register, append-only.</summary>
internal static class PersonKeyTable
{
    public static readonly Table<Person> Table = new("protected", "person_key",
        "The number under which a person was first published, and the id it was given. Append-only; an input of every run.",
        ["identification_number"],
        [
            Column<Person>.Key("identification_number", p => p.CurrentIdentifier!.Number, Secret, "Fødselsnummer or D-number, eleven digits."),
            Column<Person>.Uuid("person_id", p => p.Id, Secret, "The id: the keyed hash of the number."),
            Column<Person>.Number("since", p => p.FirstPublished!.Value, Secret, "The generation that first published the person."),
        ]);
}
