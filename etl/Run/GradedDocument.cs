using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Run;

/// <summary>What is kept of a document that grades its person or an address: no text of it.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Identifiers">Its numbers.</param>
/// <param name="Grading">The person's own grading.</param>
/// <param name="Shown">The address rows that it shows as ungraded.</param>
internal sealed record GradedDocument(long Position, IReadOnlyList<Identifier> Identifiers, Grading Grading, IReadOnlyList<ShownAddress> Shown)
{
    /// <summary>Null when nothing in the document is graded, as most are.</summary>
    public static GradedDocument? Of(Person person)
    {
        Protection.Grade(person);
        if (person.Grading == Grading.Unclassified && !person.Addresses.Exists(a => a.Grading != Grading.Unclassified)) return null;
        return new(
            person.Position,
            [.. person.Identifiers.Select(i => new Identifier { PackedNumber = i.PackedNumber, InUse = i.InUse, IsValid = i.IsValid, RegisteredAt = i.RegisteredAt })],
            person.Grading,
            [.. person.Addresses.Where(a => a.Grading == Grading.Unclassified).Select(a => new ShownAddress(a.Kind, a.RegisteredAt, a.ValidFrom))]);
    }

    /// <summary>The person as far as its ids are decided by it.</summary>
    public Person ToPerson()
    {
        var person = new Person { Position = Position };
        person.Identifiers.AddRange(Identifiers);
        return person;
    }
}
