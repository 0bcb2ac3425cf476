using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>Joins persons to what KRR holds of them, by any number that is theirs: the one in use first, then in the order of their numbers.</summary>
/// <param name="contacts">Those of KRR.</param>
/// <param name="withCertificate">Whether certificates are kept.</param>
internal sealed class ContactJoin(ContactRegister contacts, bool withCertificate)
{
    public void Join(Person person, EnrichmentCounts counts)
    {
        Join(person, person.CurrentIdentifier!, counts);
        if (person.Identifiers.Count == 1) return;
        var numbers = new HashSet<ulong> { person.CurrentIdentifier!.PackedNumber };
        foreach (var identifier in person.Identifiers)
        {
            if (!identifier.IsOfAnother && numbers.Add(identifier.PackedNumber)) Join(person, identifier, counts);
        }
    }

    private void Join(Person person, Identifier identifier, EnrichmentCounts counts)
    {
        var slot = contacts.SlotOf(identifier.PackedNumber);
        if (slot < 0) return;
        if (person.Contact is not null)
        {
            counts.ContactsOfFurtherNumbers.Add(slot);
            return;
        }
        var contact = contacts.At(slot);
        contact.Person = person;
        contact.Number = identifier.Number;
        if (!withCertificate) contact.Certificate = default;
        person.Contact = contact;
        counts.ContactsJoined.Add(slot);
    }
}
