namespace PersonEtl.Etl.Mart;

/// <summary>The columns of a municipality and its county, for every part that names one.</summary>
internal static class PlaceColumns
{
    public static Column<TRow>[] Of<TRow>(string prefix, string term, Func<TRow, Place> place) =>
    [
        Column<TRow>.Text(prefix + "municipality_number", r => place(r).MunicipalityNumber, ColumnClass.Open, $"Municipality number ({term}), four digits, as FREG has it. FREG."),
        .. Column<TRow>.Derived(
            Column<TRow>.Text(prefix + "municipality_name", r => place(r).MunicipalityName, ColumnClass.Open, "Municipality name (kommunenavn), Sámi and Kven parts included. SSB, KLASS 131."),
            Column<TRow>.Text(prefix + "county_number", r => place(r).CountyNumber, ColumnClass.Open, "County number (fylkesnummer), two digits. SSB, KLASS 131 to 104."),
            Column<TRow>.Text(prefix + "county_name", r => place(r).CountyName, ColumnClass.Open, "County name (fylkesnavn). SSB, KLASS 104."),
            Column<TRow>.Text(prefix + "municipality_number_today", r => place(r).MunicipalityNumberToday, ColumnClass.Open, "Municipality number that the place has on the as-of date, where KLASS's changes lead to one, or the address decides between several. SSB, KLASS 131."),
            Column<TRow>.Text(prefix + "municipality_name_today", r => place(r).MunicipalityNameToday, ColumnClass.Open, "Name of that municipality on the as-of date. SSB, KLASS 131."),
            Column<TRow>.Text(prefix + "code_resolution", r => Terms.Of(place(r).CodeResolution), ColumnClass.Open, "Which step found the municipality: `as-of`, `valid-from`, `registered-at`, `fact-date`, `latest`; or why none did: `ambiguous-code`, `unknown-code`. Ours."),
            Column<TRow>.Text(prefix + "code_state", r => Terms.Of(place(r).CodeState), ColumnClass.Open, "Whether the municipality number is `current`, `ended`, `future` or `unknown` on the as-of date. Ours.")),
    ];
}
