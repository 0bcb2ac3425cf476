namespace PersonEtl.MartApi.Persons.Parts;

/// <summary>What the Common Contact Register (KRR) holds of the person.</summary>
internal static class ContactPart
{
    public static readonly Part Part = new("commonContactRegisterInformation", "Common Contact Register (kontakt- og reservasjonsregisteret). Null for a person who isn't in it; not there for restricted-access.",
        [
            Property.Text("reservation", meaning: "`Yes` when the person has opted out of electronic communication."), Property.Text("status", "contact_status"), Property.Text("notificationStatus", meaning: "CanBeNotified or CanNotBeNotified."),
            Property.Group("contactInformation", "true",
                Property.Text("email"), Property.Instant("emailLastUpdated"), Property.Instant("emailLastVerified"),
                Property.Text("phoneNumber"), Property.Instant("phoneNumberLastUpdated"), Property.Instant("phoneNumberLastVerified")),
            Property.Group("digitalPost", "true", Property.Text("digitalPostAddress"), Property.Text("digitalPostVendorAddress")),
            Property.Text("certificate", meaning: "Null unless loading it is switched on."),
            Property.Text("language"), Property.Instant("languageLastUpdated"),
        ])
    {
        Public = [],
        Full = ["mart.person_contact"],
        FullOnly = true,
        Single = true,
        Versioned = false,
    };
}
