using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary>Codes in their validity, as the mart and its exports show them.</summary>
internal static class ReferenceTables
{
    public static readonly Table<County> County = new("mart", "county",
        "A county (fylke) in one period. SSB, KLASS 104.",
        ["county_number", "valid_from"],
        [
            Column<County>.Key("county_number", c => c.Number, Open, "County number (fylkesnummer), two digits."),
            .. Period<County>(),
            Column<County>.Text("county_name", c => c.Name, Open, "County name (fylkesnavn), Sámi and Kven parts included."),
        ]);

    public static readonly Table<Municipality> Municipality = new("mart", "municipality",
        "A municipality (kommune) in one period, with its county. SSB, KLASS 131 to 104.",
        ["municipality_number", "valid_from"],
        [
            Column<Municipality>.Key("municipality_number", m => m.Number, Open, "Municipality number (kommunenummer), four digits."),
            .. Period<Municipality>(),
            Column<Municipality>.Text("municipality_name", m => m.Name, Open, "Municipality name (kommunenavn), Sámi and Kven parts included."),
            Column<Municipality>.Text("county_number", m => m.CountyNumber, Open, "Its county (fylkesnummer)."),
            Column<Municipality>.Text("county_name", m => m.CountyName, Open, "Name of the county (fylkesnavn)."),
            Column<Municipality>.Text("municipality_number_today", m => m.NumberToday, Open, "The municipality that all of it is on the as-of date, by KLASS's changes; null where that isn't one."),
            Column<Municipality>.Text("today_reason", m => Terms.Of(m.TodayReason), Open, "Why it isn't one: `split`, `no-change-data` (it ended, and the changes delivered don't tell how), `ceased` or `future`. Ours."),
        ]);

    public static readonly Table<District> UrbanDistrict = new("mart", "urban_district",
        "An urban district (bydel) in one period. SSB, KLASS 103.",
        ["urban_district_code", "valid_from"],
        [
            Column<District>.Key("urban_district_code", d => d.Code, Open, "Six digits: municipality and district."),
            .. Period<District>(),
            Column<District>.Text("urban_district_name", d => d.Name, Open, "Its name (bydelsnavn)."),
            Column<District>.Text("municipality_number", d => d.Code.First(4), Open, "Its municipality (kommunenummer)."),
        ]);

    public static readonly Table<Unit> BasicStatisticalUnit = new("mart", "basic_statistical_unit",
        "A basic statistical unit (grunnkrets) in one period, with its municipality and both urban districts. SSB, KLASS 1 to 103; the city of Oslo.",
        ["basic_statistical_unit_number", "valid_from"],
        [
            Column<Unit>.Key("basic_statistical_unit_number", u => u.Number, Open, "Eight digits: municipality and unit."),
            .. Period<Unit>(),
            Column<Unit>.Text("basic_statistical_unit_name", u => u.Name, Open, "Its name (grunnkretsnavn)."),
            Column<Unit>.Text("municipality_number", u => u.MunicipalityNumber, Open, "Its municipality (kommunenummer)."),
            Column<Unit>.Text("urban_district_code", u => u.ServiceProviding?.Code ?? default, Open, "Urban district that provides municipal services; null where the city has none for it."),
            Column<Unit>.Text("urban_district_name", u => u.ServiceProviding?.Name ?? default, Open, "Name of that district."),
            Column<Unit>.Text("geographical_urban_district_code", u => u.Geographical?.Code ?? default, Open, "Geographical urban district; null outside the cities that have them."),
            Column<Unit>.Text("geographical_urban_district_name", u => u.Geographical?.Name ?? default, Open, "Name of that district."),
        ]);

    public static readonly Table<CodeListValue> Code = new("mart", "code",
        "A value of a code list of the mart, with the register's own term.",
        ["code_list", "code"],
        [
            Column<CodeListValue>.Key("code_list", c => c.List, Open, "The list, named as the columns that use it."),
            Column<CodeListValue>.Key("code", c => c.Code, Open, "The value as it stands in the mart."),
            Column<CodeListValue>.Text("norwegian_term", c => c.NorwegianTerm, Open, "The value as the register writes it; null where the code is ours."),
            Column<CodeListValue>.Text("ssb_code", c => c.SsbCode, Open, "The value in Statistics Norway's code list; null where there is none."),
            Column<CodeListValue>.Integer("klass_id", c => c.KlassId, Open, "That list's number in KLASS."),
        ]);

    public static readonly IReadOnlyList<ITable> All = [County, Municipality, UrbanDistrict, BasicStatisticalUnit, Code];

    private static Column<TRow>[] Period<TRow>()
        where TRow : IVersion =>
    [
        Column<TRow>.Date("valid_from", r => r.ValidFrom, Open, "From this date; null when it is not known."),
        Column<TRow>.Date("valid_to", r => r.ValidTo, Open, "Until this date, exclusive; null while it holds."),
    ];
}
