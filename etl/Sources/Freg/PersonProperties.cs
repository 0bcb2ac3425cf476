using System.Text.Json;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>
/// What is read of a FREG person document: every property by its Norwegian name beside the English one it fills in.
/// What the contract says of them stands here too: which are known and not loaded, and which are always there.
/// </summary>
internal static class PersonProperties
{
    private static readonly (string Norwegian, ReadProperty<Mart.Version> Read)[] Metadata =
    [
        ("ajourholdstidspunkt", static (ref r, v, d) => v.RegisteredAt = d.Instant(ref r)),
        ("erGjeldende", static (ref r, v, d) => v.IsValid = d.Boolean(ref r)),
        ("kilde", static (ref r, v, d) => v.Source = d.Text(ref r)),
        ("aarsak", static (ref r, v, d) => v.Reason = d.Text(ref r)),
        ("gyldighetstidspunkt", static (ref r, v, d) => v.ValidFrom = d.Instant(ref r)),
        ("opphoerstidspunkt", static (ref r, v, d) => v.ValidTo = d.Instant(ref r)),
    ];

    private static readonly PropertyTable<Identifier> Identifier = Part<Identifier>(
        ("foedselsEllerDNummer", static (ref r, i, d) =>
        {
            i.Number = d.Text(ref r);
            i.PackedNumber = PersonNumber.TryPack(i.Number.Span, out var packed) ? packed : throw d.Unreadable("bad-number");
        }
    ),
        ("identifikatortype", static (ref r, i, d) => i.NumberType = d.Term(ref r, FregTerms.IdentifierType)),
        ("status", static (ref r, i, d) =>
        {
            i.InUse = d.Text(ref r).Span.SequenceEqual("iBruk"u8);
            i.Status = d.Term(ref r, FregTerms.IdentifierStatus);
        }
    )).Always("foedselsEllerDNummer", "identifikatortype", "status");

    private static readonly PropertyTable<Status> Status = Part<Status>(("status", static (ref r, s, d) => s.Value = d.Term(ref r, FregTerms.PersonStatus))).Always("status");

    private static readonly PropertyTable<Name> Name = Part<Name>(
        ("fornavn", static (ref r, n, d) => n.FirstName = d.Text(ref r)),
        ("mellomnavn", static (ref r, n, d) => n.MiddleName = d.Text(ref r)),
        ("etternavn", static (ref r, n, d) => n.LastName = d.Text(ref r)),
        ("forkortetNavn", static (ref r, n, d) => n.ShortName = d.Text(ref r))).NotLoaded("originaltNavn").Always("fornavn", "etternavn");

    private static readonly PropertyTable<Gender> Gender = Part<Gender>(("kjoenn", static (ref r, g, d) => g.Value = d.Term(ref r, FregTerms.Gender))).Always("kjoenn");

    private static readonly PropertyTable<Birth> Birth = Part<Birth>(
        ("foedselsdato", static (ref r, b, d) => b.BirthDate = d.Date(ref r)),
        ("foedselsaar", static (ref r, b, d) => b.BirthYear = d.Integer(ref r)),
        ("foedested", static (ref r, b, d) => b.BirthPlace = d.Text(ref r)),
        ("foedekommuneINorge", static (ref r, b, d) => b.Place.MunicipalityNumber = d.Text(ref r)),
        ("foedeland", static (ref r, b, d) => b.BirthCountry = d.Text(ref r))).Always("foedselsaar");

    private static readonly PropertyTable<MaritalStatus> MaritalStatus = Part<MaritalStatus>(
        ("sivilstand", static (ref r, m, d) => m.Status = d.Term(ref r, FregTerms.MaritalStatus)),
        ("sivilstandsdato", static (ref r, m, d) => m.StatusDate = d.Date(ref r)),
        ("myndighet", static (ref r, m, d) => m.Authority = d.Text(ref r)),
        ("kommune", static (ref r, m, d) => m.Place.MunicipalityNumber = d.Text(ref r)),
        ("sted", static (ref r, m, d) => m.PlaceName = d.Text(ref r)),
        ("utland", static (ref r, m, d) => m.Abroad = d.Text(ref r)),
        ("relatertVedSivilstand", static (ref r, m, d) => m.RelatedByMaritalStatus = d.Text(ref r))).Always("sivilstand");

    private static readonly PropertyTable<Citizenship> Citizenship = Part<Citizenship>(
        ("statsborgerskap", static (ref r, c, d) => c.Country = d.Text(ref r)),
        ("ervervsdato", static (ref r, c, d) => c.AcquiredOn = d.Date(ref r))).Always("statsborgerskap");

    private static readonly PropertyTable<AddressProtection> Protection = Part<AddressProtection>(
        ("graderingsnivaa", static (ref r, p, d) => p.Level = d.Term(ref r, FregTerms.Confidentiality))).Always("graderingsnivaa");

    private static readonly PropertyTable<Address> Address = Part(AddressProperties.All).Always("adressegradering");

    /// <summary>Which row it is, and its grading.</summary>
    private static readonly PropertyTable<Address> GradedAddress = new PropertyTable<Address>(
        ("adressegradering", static (ref r, a, d) => a.Confidentiality = d.Term(ref r, FregTerms.Confidentiality)),
        ("ajourholdstidspunkt", static (ref r, a, d) => a.RegisteredAt = d.Instant(ref r)),
        ("gyldighetstidspunkt", static (ref r, a, d) => a.ValidFrom = d.Instant(ref r))).Part();

    private static readonly PropertyTable<Person> Death = new PropertyTable<Person>(("doedsdato", static (ref r, p, d) => p.DeathDate = d.Date(ref r)))
        .NotLoaded(Metadata.Select(m => m.Norwegian));

    /// <summary>The whole document.</summary>
    public static readonly PropertyTable<Person> Document = new PropertyTable<Person>(
        ("identifikasjonsnummer", static (ref r, p, d) => d.Versions(ref r, Identifier, p, p.Identifiers)),
        ("status", static (ref r, p, d) => d.Versions(ref r, Status, p, p.Statuses)),
        ("navn", static (ref r, p, d) => d.Versions(ref r, Name, p, p.Names)),
        ("kjoenn", static (ref r, p, d) => d.Versions(ref r, Gender, p, p.Genders)),
        ("foedsel", static (ref r, p, d) => d.Versions(ref r, Birth, p, p.Births)),
        ("sivilstand", static (ref r, p, d) => d.Versions(ref r, MaritalStatus, p, p.MaritalStatuses)),
        ("statsborgerskap", static (ref r, p, d) => d.Versions(ref r, Citizenship, p, p.Citizenships)),
        ("adressebeskyttelse", static (ref r, p, d) => d.Versions(ref r, Protection, p, p.Protections)),
        ("doedsfall", static (ref r, p, d) => Death.Read(ref r, p, d)),
        ("bostedsadresse", static (ref r, p, d) => Addresses(ref r, p, d, AddressKind.Residential)),
        ("oppholdsadresse", static (ref r, p, d) => Addresses(ref r, p, d, AddressKind.Present)),
        ("deltBosted", static (ref r, p, d) => Addresses(ref r, p, d, AddressKind.Shared)))
        .NotLoaded(
            "identitetsgrunnlag", "kontaktinformasjonForDoedsbo", "legitimasjonsdokument", "utlendingsmyndighetenesIdentifikasjonsnummer", "utenlandskPersonidentifikasjon",
            "familierelasjon", "postadresse", "postadresseIUtlandet", "preferertKontaktadresse", "innflytting", "utflytting", "forholdTilSametingetsValgmanntall",
            "foreldreansvar", "foedselINorge", "vergemaalEllerFremtidsfullmakt", "opphold", "oppholdPaaSvalbard", "bibehold", "brukAvSamiskSpraak", "rettsligHandleevne", "falskIdentitet")
        .Always("identifikasjonsnummer");

    /// <summary>Only the numbers: what collecting needs before anything is built.</summary>
    public static readonly PropertyTable<Person> NumbersOnly = new PropertyTable<Person>(
        ("identifikasjonsnummer", static (ref r, p, d) => d.Versions(ref r, Identifier, p, p.Identifiers))).Part();

    /// <summary>The numbers, and what decides who may see addresses: what is read ahead of everything else.</summary>
    public static readonly PropertyTable<Person> NumbersAndGradings = new PropertyTable<Person>(
        ("identifikasjonsnummer", static (ref r, p, d) => d.Versions(ref r, Identifier, p, p.Identifiers)),
        ("adressebeskyttelse", static (ref r, p, d) => d.Versions(ref r, Protection, p, p.Protections)),
        ("bostedsadresse", static (ref r, p, d) => Addresses(ref r, p, d, AddressKind.Residential, GradedAddress)),
        ("oppholdsadresse", static (ref r, p, d) => Addresses(ref r, p, d, AddressKind.Present, GradedAddress))).Part();

    private static void Addresses(ref Utf8JsonReader reader, Person person, FregDocument document, AddressKind kind, PropertyTable<Address>? properties = null)
    {
        var before = person.Addresses.Count;
        document.Versions(ref reader, properties ?? Address, person, person.Addresses);
        for (var i = before; i < person.Addresses.Count; i++) person.Addresses[i].Kind = kind;
    }

    private static PropertyTable<T> Part<T>(params (string Norwegian, ReadProperty<T> Read)[] own)
        where T : Mart.Version
        => new PropertyTable<T>([.. own, .. Metadata.Select(m => (m.Norwegian, (ReadProperty<T>)m.Read))]).Always("erGjeldende");
}
