namespace PersonEtl.MartApi.Persons.Parts;

/// <summary>Who the person is: numbers, status, gender, birth, death, name, citizenship.</summary>
internal static class IdentityParts
{
    public static readonly Part NorwegianIdentificationNumber = new("norwegianIdentificationNumber", "Fødselsnummer and D-numbers (identifikasjonsnummer).",
        [Property.Text("status", meaning: "`InUse` or `Discontinued`."), Property.Text("identificationNumber", meaning: "Eleven digits."), Property.Text("identificationNumberType", meaning: "`NationalIdentityNumber` or `DNumber`."), .. Validity.Properties])
    {
        Public = ["mart.person_identifier"],
    };

    public static readonly Part Status = new("status", "Person status (status): Resident, Emigrated, Deceased and others.",
        [Property.Text("status"), .. Validity.Properties])
    {
        Public = ["(select * from mart.person_status where status in ('Resident', 'Emigrated', 'Deceased', 'Discontinued', 'Inactive')) as r"],
        Full = ["mart.person_status"],
    };

    public static readonly Part Gender = new("gender", "Gender (kjønn): the current value; its validity isn't kept.",
        [Property.Text("gender"), .. Validity.OfCurrentValue])
    {
        Public = ["(select * from mart.person where gender is not null) as r"],
        Versioned = false,
    };

    public static readonly Part Birth = new("birth", "Birth (fødsel).",
        [
            Property.Date("birthDate"), Property.Text("birthYear", "birth_year::text"), Property.Text("birthPlace"),
            Property.Text("birthMunicipalityNumber"), Property.Text("birthMunicipalityName"), Property.Text("birthCountyNumber"), Property.Text("birthCountyName"),
            Property.Text("birthCountry", meaning: "ISO 3166 alpha-3."), .. Validity.Properties,
        ])
    {
        Public = ["mart.person_birth"],
        Full =
        [
            """
            (
                select
                    b.person_id, b.version_number, b.birth_date, b.birth_year, b.birth_country,
                    coalesce(b.birth_place, p.birth_place) as birth_place,
                    coalesce(b.birth_municipality_number, p.birth_municipality_number) as birth_municipality_number,
                    coalesce(b.birth_municipality_name, p.birth_municipality_name) as birth_municipality_name,
                    coalesce(b.birth_county_number, p.birth_county_number) as birth_county_number,
                    coalesce(b.birth_county_name, p.birth_county_name) as birth_county_name,
                    b.registered_at, b.is_valid, b.source, b.reason, b.valid_from, b.valid_to
                from mart.person_birth b
                left join protected.person_birth p using (person_id, version_number)
            ) as r
            """,
        ],
    };

    public static readonly Part Death = new("death", "Death (dødsfall): the date; its validity isn't kept. Null for the living.",
        [Property.Date("deceasedDate", "death_date"), .. Validity.OfCurrentValue])
    {
        Public = ["(select * from mart.person where death_date is not null) as r"],
        Versioned = false,
        Single = true,
    };

    public static readonly Part Name = new("name", "Names (navn).",
        [
            Property.Text("givenName", "first_name"), Property.Text("middleName"), Property.Text("familyName", "last_name"),
            Property.Text("shortName", meaning: "At most 40 characters (forkortet navn)."), .. Validity.Properties,
        ])
    {
        Public = ["mart.person_name"],
    };

    public static readonly Part Citizenship = new("citizenship", "Citizenships (statsborgerskap).",
        [Property.Text("countryCode", "citizenship", "ISO 3166 alpha-3; XXX none, XUK unknown, XXK Kosovo."), Property.Date("aquiredDate", "acquired_on", "When it was acquired, spelt as Norsk helsenett spells it."), .. Validity.Properties])
    {
        Public = ["mart.person_citizenship"],
    };
}
