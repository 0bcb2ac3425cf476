namespace PersonEtl.Etl.Mart;

/// <summary>What KRR says of a person; texts are KRR's own with "" as absent, enumerations in the seed's terms.</summary>
internal sealed class Contact
{
    /// <summary>The person, set when the contact is joined to one.</summary>
    public Person Person { get; set; } = null!;

    /// <summary>The number that KRR has it under, set when the contact is joined to a person or waits for one.</summary>
    public Utf8Text Number { get; set; }

    public Utf8Text Reservation { get; set; }
    public Utf8Text Status { get; set; }
    public Utf8Text NotificationStatus { get; set; }
    public Utf8Text Email { get; set; }
    public Instant? EmailLastUpdated { get; set; }
    public Instant? EmailLastVerified { get; set; }
    public Utf8Text PhoneNumber { get; set; }
    public Instant? PhoneNumberLastUpdated { get; set; }
    public Instant? PhoneNumberLastVerified { get; set; }
    public Utf8Text DigitalPostAddress { get; set; }
    public Utf8Text DigitalPostVendorAddress { get; set; }
    public Utf8Text Certificate { get; set; }
    public Utf8Text Language { get; set; }
    public Instant? LanguageLastUpdated { get; set; }

    /// <summary>Active, Deleted, NotRegistered or NotDelivered (the person is not in the delivery).</summary>
    public Utf8Text State { get; set; }

    /// <summary>The first Norwegian date on which the address no longer serves for notices: 18 months after the later of updated and verified.</summary>
    public DateOnly? EmailUsableUntil { get; set; }
    public DateOnly? PhoneUsableUntil { get; set; }
}
