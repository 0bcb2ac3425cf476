using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>What became of each contact of KRR: a person's, one of another number of a person who has a contact, or nobody's.</summary>
internal sealed class ContactCount(ContactRegister register)
{
    private readonly bool[] reached = new bool[register.Slots];
    private readonly bool[] isJoined = new bool[register.Slots];
    private long joined;
    private long further;
    private long met;

    /// <summary>Takes in what one block of persons found. One caller at a time.</summary>
    public void Add(EnrichmentCounts counts)
    {
        joined += counts.ContactsJoined.Count;
        foreach (var slot in counts.ContactsJoined) isJoined[slot] = true;
        further += counts.ContactsOfFurtherNumbers.Count;
        Meet(counts.ContactsJoined);
        Meet(counts.ContactsOfFurtherNumbers);
    }

    /// <summary>The contacts that no person has: each with the number that KRR has it under.</summary>
    /// <param name="never">Numbers under which nothing waits.</param>
    public IEnumerable<Contact> Waiting(IReadOnlySet<ulong> never)
    {
        for (var slot = 0; slot < register.Slots; slot++)
        {
            if (isJoined[slot] || register.NumberAt(slot) is not (> 0 and var number) || never.Contains((ulong)number)) continue;
            var contact = register.At(slot);
            contact.Number = Utf8Text.From(number.ToString("D11", CultureInfo.InvariantCulture));
            yield return contact;
        }
    }

    /// <summary>The account, of as many contacts as the reader passed on.</summary>
    public Account Close(long read)
    {
        var account = new Account("contacts");
        account.CountIn(read);
        account.CountOut(joined);
        account.CountMerged(further);
        account.CountFiltered("of-nobody-delivered", register.Count - met);
        return account;
    }

    private void Meet(List<int> slots)
    {
        foreach (var slot in slots)
        {
            if (!reached[slot]) met++;
            reached[slot] = true;
        }
    }
}
