using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary><c>protected.person_key</c>: the number register, which grows, and from which only an erasure takes anything.</summary>
internal static class PersonKeyTable
{
    public static readonly Table<Person> Table = new("protected", "person_key",
        "A number under which a person was published, and the person's id. Only an erasure takes anything out of it; an input of every run.",
        ["identification_number", "person_id"],
        [
            Column<Person>.Key("identification_number", p => p.CurrentIdentifier!.Number, Secret, "Fødselsnummer or D-number, eleven digits."),
            Column<Person>.Uuid("person_id", p => p.Id, Secret, "The id: the keyed hash of the number under which the person was first published."),
            Column<Person>.Number("since", p => p.FirstPublished!.Value, Secret, "The generation that published the person under this number, first or anew after another."),
            Column<Person>.Text("first_number", p => p.FirstNumber, Secret, "The number that the id was made from, where it is not this one."),
        ]);
}
