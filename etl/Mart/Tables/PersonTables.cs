using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary>Every table whose rows come from a person, with how a person gives its rows.</summary>
internal static class PersonTables
{
    public static readonly Table<Person> Person = PersonTable.Table;

    public static readonly Table<Address> Address = new("mart", "person_address",
        "One version of one residential (bostedsadresse) or present (oppholdsadresse) address. Graded rows are not here.",
        ["person_id", "kind", "version_number"],
        VersionColumns.Of([Column<Address>.Key("kind", a => Terms.Of(a.Kind), Open, "`residential` or `present`."), .. AddressColumns.All, .. AddressColumns.Validity]));

    public static readonly Table<MaritalStatus> MaritalStatus = new("mart", "person_marital_status",
        "One version of a person's marital status (sivilstand). Of a graded person place, authority and abroad are left empty here.",
        ["person_id", "version_number"],
        VersionColumns.Of<MaritalStatus>([
            Column<MaritalStatus>.Text("status", m => m.Status, Open, "Marital status (sivilstand) in the Person API's terms. FREG."),
            Column<MaritalStatus>.Date("status_date", m => m.StatusDate, Open, "Its date (sivilstandsdato). FREG."),
            .. MaritalStatusPlace.Columns(m => m.Person.Grading == Grading.Unclassified),
        ]));

    public static readonly Table<Birth> Birth = new("mart", "person_birth",
        "One version of a person's birth (fødsel). Of a graded person only the country is here.",
        ["person_id", "version_number"],
        VersionColumns.Of<Birth>([
            Column<Birth>.Date("birth_date", b => b.BirthDate, Open, "Birth date (fødselsdato). FREG."),
            Column<Birth>.Integer("birth_year", b => b.BirthYear, Open, "Birth year (fødselsår). FREG."),
            Column<Birth>.Text("birth_country", b => b.BirthCountry, Open, "Birth country (fødeland), ISO 3166 alpha-3. FREG."),
            .. BirthPlace.Columns(b => b.Person.Grading == Grading.Unclassified),
        ]));

    public static readonly Table<Name> Name = new("mart", "person_name",
        "One version of a person's name (navn).",
        ["person_id", "version_number"],
        VersionColumns.Of(
            Column<Name>.Text("first_name", n => n.FirstName, Identifying, "First name (fornavn). FREG."),
            Column<Name>.Text("middle_name", n => n.MiddleName, Identifying, "Middle name (mellomnavn). FREG."),
            Column<Name>.Text("last_name", n => n.LastName, Identifying, "Last name (etternavn). FREG."),
            Column<Name>.Text("short_name", n => n.ShortName, Identifying, "Shortened name (forkortet navn), at most 40 characters. FREG.")));

    public static readonly Table<Status> Status = new("mart", "person_status",
        "One version of a person's status (status).",
        ["person_id", "version_number"],
        VersionColumns.Of(Column<Status>.Text("status", s => s.Value, Open, "Person status in the Person API's terms. FREG.")));

    public static readonly Table<Citizenship> Citizenship = new("mart", "person_citizenship",
        "One version of one citizenship (statsborgerskap).",
        ["person_id", "version_number"],
        VersionColumns.Of(
            Column<Citizenship>.Text("citizenship", c => c.Country, Open, "Country (statsborgerskap), ISO 3166 alpha-3. FREG."),
            Column<Citizenship>.Date("acquired_on", c => c.AcquiredOn, Open, "When it was acquired (ervervsdato). FREG.")));

    public static readonly Table<Identifier> Identifier = new("mart", "person_identifier",
        "One number that a person has or had (identifikasjonsnummer).",
        ["person_id", "version_number"],
        VersionColumns.Of<Identifier>([
            Column<Identifier>.Key("identification_number", i => i.Number, Identifying, "Fødselsnummer or D-number, eleven digits. FREG."),
            Column<Identifier>.Text("identification_number_type", i => i.NumberType, Open, "`NationalIdentityNumber` or `DNumber` (identifikatortype). FREG."),
            Column<Identifier>.Text("status", i => i.Status, Open, "`InUse` or `Discontinued` (status). FREG."),
            .. Column<Identifier>.Derived(
                Column<Identifier>.Text("number_series", i => Terms.Of(i.Series), Open, "The number's series, by its month: `real`; the synthetic `tenor` (month + 80), `nhn` (+ 65) and `nav` (+ 40); `help-number` where the first digit is 8 or 9; `unknown`. Ours."),
                Column<Identifier>.Text("number_check", i => Terms.Of(i.Check), Open, "What check digits and date say: `valid`, `valid-2032` (only by the rule for numbers issued from 2032), `invalid-digits` or `invalid-date`. A flag: no number is refused for it. Ours."))]));

    public static readonly Table<Contact> Contact = new("mart", "person_contact",
        "What the Common Contact Register (KRR) holds of a person; no row when it holds nothing.",
        ["person_id"],
        [
            Column<Contact>.Uuid("person_id", c => c.Person.Id, Open, "The person: `mart.person`."),
            .. ContactColumns.Record,
            Column<Contact>.Text("identification_number", c => c.Number, Identifying, ContactColumns.NumberMeaning),
        ]);

    public static readonly Table<PersonAlias> Alias = new("mart", "person_alias",
        "An id that was given up when its person turned out to be another one (merger), and the id that stands for both. It goes when the persons are parted again.",
        ["person_id"],
        [
            Column<PersonAlias>.Uuid("person_id", a => a.Id, Open, "The id that was given up."),
            Column<PersonAlias>.Uuid("survivor_id", a => a.Survivor, Open, "The person that it stands for now: `mart.person`. Never itself an alias."),
            Column<PersonAlias>.Number("since_generation", a => a.Since, Open, "The generation that first showed this survivor."),
        ]);

    public static readonly Table<Address> ProtectedAddress = new("protected", "person_address",
        "One version of a graded address, and every shared residence (delt bosted). Of StrictlyConfidential rows nothing is kept but what the register may hold openly.",
        ["person_id", "kind", "version_number"],
        VersionColumns.Of([
            Column<Address>.Key("kind", a => Terms.Of(a.Kind), Secret, "`residential`, `present` or `shared`."),
            Column<Address>.Text("address_confidentiality", a => Terms.Of(a.Grading), Secret, "The strictest of the row's own grading (adressegradering) and the person's (adressebeskyttelse). FREG."),
            Column<Address>.Date("contract_valid_from", a => a.ContractValidFrom, Secret, "Shared residence: start of the contract (startdatoForKontrakt). FREG."),
            Column<Address>.Date("contract_valid_to", a => a.ContractValidTo, Secret, "Shared residence: end of the contract (sluttdatoForKontrakt). FREG."),
            .. AddressColumns.All, .. AddressColumns.Validity]));

    public static readonly Table<MaritalStatus> ProtectedMaritalStatus = new("protected", "person_marital_status",
        "What `mart.person_marital_status` must not hold of the same version: the spouse's number of anyone, place and authority of a graded person.",
        ["person_id", "version_number"],
        [
            Column<MaritalStatus>.Uuid("person_id", m => m.Person.Id, Secret, "The person: `mart.person`."),
            Column<MaritalStatus>.Number("version_number", m => m.VersionNumber, Secret, "The version: `mart.person_marital_status`."),
            Column<MaritalStatus>.Text("related_by_marital_status", m => m.RelatedByMaritalStatus, Secret, "The spouse's number (relatertVedSivilstand). FREG."),
            .. MaritalStatusPlace.Columns(m => m.Person.Grading != Grading.Unclassified),
        ]);

    public static readonly Table<Birth> ProtectedBirth = new("protected", "person_birth",
        "Place of birth below the country of a graded person, by version of `mart.person_birth`.",
        ["person_id", "version_number"],
        [
            Column<Birth>.Uuid("person_id", b => b.Person.Id, Secret, "The person: `mart.person`."),
            Column<Birth>.Number("version_number", b => b.VersionNumber, Secret, "The version: `mart.person_birth`."),
            .. BirthPlace.Columns(b => b.Person.Grading != Grading.Unclassified),
        ]);

    public static readonly Table<AddressProtection> Protection = new("protected", "person_address_protection",
        "One version of a person's own grading (adressebeskyttelse).",
        ["person_id", "version_number"],
        VersionColumns.Of(Column<AddressProtection>.Text("level", p => p.Level, Secret, "The grading (graderingsnivå) in the Person API's terms. FREG.")));

    /// <summary>All of them, in the order they are filled and published.</summary>
    public static readonly IReadOnlyList<ITable> All =
        [Person, Address, MaritalStatus, Birth, Name, Status, Citizenship, Identifier, Contact, Alias, ProtectedAddress, ProtectedMaritalStatus, ProtectedBirth, Protection];
}
