using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>KRR's enumerations and the seed's words for them. A value's number is its place in the list, from 1; 0 is absent.</summary>
internal sealed class ContactCodes
{
    public static readonly ContactCodes Reservation = new("reservation", ("JA", "Yes"), ("NEI", "No"));
    public static readonly ContactCodes Status = new("contact_status", ("AKTIV", "Active"), ("SLETTET", "Deleted"), ("IKKE_REGISTRERT", "NotRegistered"));
    public static readonly ContactCodes NotificationStatus = new("notification_status", ("KAN_VARSLES", "CanBeNotified"), ("KAN_IKKE_VARSLES", "CanNotBeNotified"));

    public static readonly IReadOnlyList<ContactCodes> All = [Reservation, Status, NotificationStatus];

    private readonly (Utf8Text Register, Utf8Text Seed)[] values;

    private ContactCodes(string name, params (string Register, string Seed)[] values)
    {
        Name = name;
        this.values = [.. values.Select(v => (Utf8Text.From(v.Register), Utf8Text.From(v.Seed)))];
    }

    /// <summary>The list's name in <c>mart.code</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<(Utf8Text Register, Utf8Text Seed)> Values => values;

    /// <summary>The seed's word for a register's value; an unknown value stays what it is.</summary>
    public bool TryTranslate(Utf8Text register, out Utf8Text seed)
    {
        foreach (var value in values)
        {
            if (!value.Register.EqualsText(register)) continue;
            seed = value.Seed;
            return true;
        }
        seed = register;
        return false;
    }

    /// <summary>The number of a seed's word, or -1 when it is none.</summary>
    public int NumberOf(Utf8Text seed)
    {
        if (seed.IsAbsent) return 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Seed.EqualsText(seed)) return i + 1;
        }
        return -1;
    }

    public Utf8Text WordOf(int number) => values[number - 1].Seed;
}
