namespace PersonEtl.MartApi.Persons.Parts;

/// <summary>Marital status: the spouse's number, and a graded person's places, are for full access only.</summary>
internal static class MaritalStatusPart
{
    public static readonly Part Part = new("maritalStatus", "Marital status (sivilstand).",
        [
            Property.Text("status"), Property.Date("statusDate"), Property.Text("authority"),
            Property.Text("municipalityNumber"), Property.Text("municipalityName"), Property.Text("countyNumber"), Property.Text("countyName"),
            Property.Text("place"), Property.Text("abroad"),
            Property.Text("relatedByMaritalStatus", meaning: "The spouse's number; null for restricted-access."),
            .. Validity.Properties,
        ])
    {
        Public = ["(select *, null::text as related_by_marital_status from mart.person_marital_status) as r"],
        Full =
        [
            """
            (
                select
                    m.person_id, m.version_number, m.status, m.status_date,
                    coalesce(m.authority, p.authority) as authority,
                    coalesce(m.municipality_number, p.municipality_number) as municipality_number,
                    coalesce(m.municipality_name, p.municipality_name) as municipality_name,
                    coalesce(m.county_number, p.county_number) as county_number,
                    coalesce(m.county_name, p.county_name) as county_name,
                    coalesce(m.place, p.place) as place,
                    coalesce(m.abroad, p.abroad) as abroad,
                    p.related_by_marital_status,
                    m.registered_at, m.is_valid, m.source, m.reason, m.valid_from, m.valid_to
                from mart.person_marital_status m
                left join protected.person_marital_status p using (person_id, version_number)
            ) as r
            """,
        ],
    };
}
