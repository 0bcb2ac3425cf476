using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Run;

namespace PersonEtl.UnitTests.Run;

public sealed class ContactCountTests
{
    private readonly ContactRegister register;

    public ContactCountTests()
    {
        var builder = new ContactRegisterBuilder();
        foreach (var number in new ulong[] { 1, 2, 3, 4 }) builder.Add(number, new());
        register = builder.Build();
    }

    [Fact]
    public void A_contact_is_a_persons_or_of_a_further_number_or_nobodys()
    {
        var account = Count(joined: [1, 2], further: [3]).Close(4);

        Assert.Equal((2L, 1L, 1L), (account.Out, account.Merged, account.Filtered["of-nobody-delivered"]));
        Assert.True(account.Closes);
    }

    [Fact]
    public void A_contact_that_two_persons_have_leaves_the_account_open() => Assert.False(Count(joined: [1, 1], further: []).Close(4).Closes);

    [Fact]
    public void A_contact_that_the_register_lacks_leaves_the_account_open() => Assert.False(Count(joined: [1, 2], further: []).Close(5).Closes);

    private ContactCount Count(ulong[] joined, ulong[] further)
    {
        var counts = new EnrichmentCounts();
        counts.ContactsJoined.AddRange(joined.Select(register.SlotOf));
        counts.ContactsOfFurtherNumbers.AddRange(further.Select(register.SlotOf));
        var count = new ContactCount(register);
        count.Add(counts);
        return count;
    }
}
