using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Enrich;

public sealed class ContactRegisterTests
{
    [Fact]
    public void Every_one_of_many_is_found_and_no_other()
    {
        var builder = new ContactRegisterBuilder();
        for (var i = 0; i < 200_000; i++) Assert.True(builder.Add(NumberOf(i), ContactOf(i)));
        for (var i = 0; i < 200_000; i += 3) Assert.False(builder.Add(NumberOf(i), ContactOf(i + 1)));
        var register = builder.Build();
        Assert.Equal(200_000, register.Count);
        for (var i = 0; i < 200_000; i++)
        {
            Assert.True(register.TryFind(NumberOf(i), out var contact));
            var expected = ContactOf(i % 3 == 0 ? i + 1 : i);
            Assert.True(contact.Email.EqualsText(expected.Email));
            Assert.Equal(expected.EmailLastUpdated, contact.EmailLastUpdated);
            Assert.Equal(expected.PhoneNumberLastVerified, contact.PhoneNumberLastVerified);
            Assert.False(register.TryFind(NumberOf(i) + 1, out _));
        }
    }

    [Fact]
    public void A_typical_person_takes_less_than_150_bytes()
    {
        var builder = new ContactRegisterBuilder();
        for (var i = 0; i < 300_000; i++) builder.Add(NumberOf(i), ContactOf(i));
        Assert.True(builder.Build().Bytes / 300_000 < 150);
    }

    [Fact]
    public void An_empty_register_finds_nothing()
    {
        Assert.False(ContactRegister.Empty.TryFind(22885399316, out _));
        Assert.False(ContactRegister.Empty.TryFind(0, out _));
    }

    private static ulong NumberOf(int i) => 1_018_000_000UL + ((ulong)i * 2 * 99_991 % 31_000_000_000UL * 2);

    private static Contact ContactOf(int i) => new()
    {
        Reservation = Utf8Text.From("No"),
        Status = Utf8Text.From("Active"),
        NotificationStatus = Utf8Text.From("CanBeNotified"),
        Email = Utf8Text.From(string.Create(CultureInfo.InvariantCulture, $"fornavn.etternavn{i}@example.no")),
        EmailLastUpdated = new Instant(i * -1_234_567L),
        EmailLastVerified = new Instant((i * 1_234_567L) + 600_000_000_000_000),
        PhoneNumber = Utf8Text.From("+4799999999"),
        PhoneNumberLastUpdated = new Instant((i * 1_234_567L) + 600_000_000_000_000),
        PhoneNumberLastVerified = new Instant((i * 7_654_321L) + 600_000_000_000_000),
        DigitalPostVendorAddress = Utf8Text.From("984661185"),
        DigitalPostAddress = Utf8Text.From("ola.nordmann#9YDT"),
        Language = Utf8Text.From("nb"),
        LanguageLastUpdated = new Instant((i * 1_234_567L) + 500_000_000_000_000),
    };
}
