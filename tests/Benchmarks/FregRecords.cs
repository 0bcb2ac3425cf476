namespace PersonEtl.Benchmarks;

/// <summary>FREG's document as one would write it for a deserialiser: the fields that <c>PersonProperties</c> reads, by their Norwegian names.</summary>
internal static class FregRecords
{
    internal sealed record Answer(string? FoedselsEllerDNummer, Document? Folkeregisterperson);

    internal sealed record Document(
        List<Number>? Identifikasjonsnummer, List<State>? Status, List<PersonName>? Navn, List<Sex>? Kjoenn, List<BirthEvent>? Foedsel, List<Marriage>? Sivilstand,
        List<Nationality>? Statsborgerskap, List<Protection>? Adressebeskyttelse, Death? Doedsfall, List<Residence>? Bostedsadresse, List<Residence>? Oppholdsadresse, List<Residence>? DeltBosted);

    internal abstract record Version
    {
        public DateTimeOffset? Ajourholdstidspunkt { get; init; }
        public bool? ErGjeldende { get; init; }
        public string? Kilde { get; init; }
        public string? Aarsak { get; init; }
        public DateTimeOffset? Gyldighetstidspunkt { get; init; }
        public DateTimeOffset? Opphoerstidspunkt { get; init; }
    }

    internal sealed record Number(string? FoedselsEllerDNummer, string? Identifikatortype, string? Status) : Version;

    internal sealed record State(string? Status) : Version;

    internal sealed record PersonName(string? Fornavn, string? Mellomnavn, string? Etternavn, string? ForkortetNavn) : Version;

    internal sealed record Sex(string? Kjoenn) : Version;

    internal sealed record BirthEvent(DateOnly? Foedselsdato, int? Foedselsaar, string? Foedested, string? FoedekommuneINorge, string? Foedeland) : Version;

    internal sealed record Marriage(string? Sivilstand, DateOnly? Sivilstandsdato, string? Myndighet, string? Kommune, string? Sted, string? Utland, string? RelatertVedSivilstand) : Version;

    internal sealed record Nationality(string? Statsborgerskap, DateOnly? Ervervsdato) : Version;

    internal sealed record Protection(string? Graderingsnivaa) : Version;

    internal sealed record Death(DateOnly? Doedsdato);

    internal sealed record City(string? Poststedsnavn, string? Postnummer);

    internal sealed record HouseNumber(string? Husnummer, string? Husbokstav);

    internal sealed record Street(
        string? Kommunenummer, string? Adressenavn, HouseNumber? Adressenummer, string? Adressekode,
        string? Bruksenhetsnummer, string? Bruksenhetstype, string? Adressetilleggsnavn, City? Poststed, string? CoAdressenavn);

    internal sealed record CadastralNumber(string? Kommunenummer, int? Gaardsnummer, int? Bruksnummer, int? Festenummer);

    internal sealed record Cadastral(
        CadastralNumber? Matrikkelnummer, int? Undernummer,
        string? Bruksenhetsnummer, string? Bruksenhetstype, string? Adressetilleggsnavn, City? Poststed, string? CoAdressenavn);

    internal sealed record Unknown(string? Bostedskommune);

    internal sealed record Foreign(
        string? Adressenavn, string? Bygning, string? Etasjenummer, string? Boenhet, string? Postboks, string? Postkode, string? ByEllerStedsnavn,
        string? Distriktsnavn, string? Region, string? Landkode, string? CoAdressenavn);

    internal sealed record Residence(
        Street? Vegadresse, Cadastral? Matrikkeladresse, Unknown? UkjentBosted, Foreign? UtenlandskAdresse, bool? AdressenErUkjent,
        string? AdresseIdentifikatorFraMatrikkelen, string? NaerAdresseIdentifikatorFraMatrikkelen, string? Adressegradering,
        DateOnly? Flyttedato, int? Grunnkrets, int? Stemmekrets, int? Skolekrets, int? Kirkekrets,
        DateOnly? Oppholdsadressedato, string? OppholdAnnetSted, DateOnly? StartdatoForKontrakt, DateOnly? SluttdatoForKontrakt) : Version;
}
