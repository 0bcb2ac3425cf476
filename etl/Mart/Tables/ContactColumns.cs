using static PersonEtl.Etl.Mart.Column<PersonEtl.Etl.Mart.Contact>;
using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary>The columns of KRR, one line each; the statuses and dates stand in <c>mart.person</c> as well.</summary>
internal static class ContactColumns
{
    public static readonly IReadOnlyList<Column<Contact>> Statuses =
    [
        Text("reservation", c => c.Reservation, Open, "Whether the person has opted out of electronic communication (reservasjon): `Yes` or `No`. KRR."),
        Text("contact_status", c => c.Status, Open, "Status in the register (status): `Active`, `Deleted` or `NotRegistered`. KRR."),
        Text("notification_status", c => c.NotificationStatus, Open, "Whether the person can be notified (varslingsstatus): `CanBeNotified` or `CanNotBeNotified`. KRR."),
        Text("language", c => c.Language, Open, "Preferred language (språk): nb, nn, en or se. KRR."),
        .. Derived(
            Date("email_usable_until", c => c.EmailUsableUntil, Open, "First Norwegian date on which the e-mail address no longer serves for notices: 18 months after the later of updated and verified. Ours, by eForvaltningsforskriften § 32."),
            Date("phone_usable_until", c => c.PhoneUsableUntil, Open, "The same for the mobile number. Ours.")),
    ];

    /// <summary>A contact of KRR without its person: what it is known by, and all that is held.</summary>
    public static readonly Column<Contact>[] Record =
    [
        .. Derived(Key("contact_state", c => c.State, Open, "`Active`, `Deleted` or `NotRegistered`. Ours, from KRR.")),
        .. Statuses,
        Text("email", c => c.Email, ColumnClass.Contact, "E-mail address (epostadresse). KRR."),
        Instant("email_last_updated", c => c.EmailLastUpdated, Open, "When it was updated (epostadresse_oppdatert). KRR."),
        Instant("email_last_verified", c => c.EmailLastVerified, Open, "When it was verified (epostadresse_sist_verifisert). KRR."),
        Text("phone_number", c => c.PhoneNumber, ColumnClass.Contact, "Mobile number (mobiltelefonnummer). KRR."),
        Instant("phone_number_last_updated", c => c.PhoneNumberLastUpdated, Open, "When it was updated (mobiltelefonnummer_oppdatert). KRR."),
        Instant("phone_number_last_verified", c => c.PhoneNumberLastVerified, Open, "When it was verified (mobiltelefonnummer_sist_verifisert). KRR."),
        Text("digital_post_address", c => c.DigitalPostAddress, ColumnClass.Contact, "Digital postbox (postkasseadresse). KRR."),
        Text("digital_post_vendor_address", c => c.DigitalPostVendorAddress, Open, "Its vendor's organisation number (postkasseleverandøradresse), as text. KRR."),
        Text("certificate", c => c.Certificate, ColumnClass.Contact, "Certificate for digital post (sertifikat); empty unless loading it is switched on. KRR."),
        Instant("language_last_updated", c => c.LanguageLastUpdated, Open, "When the language was updated (spraak_oppdatert). KRR."),
    ];

    /// <summary>Which of the person's numbers it came by.</summary>
    public static readonly string NumberMeaning = "Number that KRR has the person under (personidentifikator): the one in use, or an earlier one. KRR.";
}
