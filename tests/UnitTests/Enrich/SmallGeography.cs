using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Enrich;

/// <summary>A made-up Norway of a few codes: 5534 was 5423 until 2024, and 1806 is another town since 2020, and 5999 comes in 2027.</summary>
internal static class SmallGeography
{
    public static readonly DateOnly AsOf = new(2026, 11, 23);

    private static readonly District Frogner = new(Text("030105"), Text("Frogner"), null, null);
    private static readonly District Sentrum = new(Text("030116"), Text("Sentrum"), null, null);

    public static readonly Geography Made = new(
        [
            Municipality("0301", "Oslo", "03", null, null), Municipality("1806", "Svolvær", "18", null, "1964-01-01"), Municipality("1806", "Narvik", "18", "2020-01-01", null),
            Municipality("5423", "Karlsøy", "54", "2020-01-01", "2024-01-01"), Municipality("5534", "Karlsøy", "55", "2024-01-01", null),
            Municipality("5999", "Troms", "55", "2027-01-01", null),
            Municipality("1902", "Tromsø", "19", "1964-01-01", "2020-01-01"), Municipality("1930", "Nord", "19", null, "2024-01-01"), Municipality("1931", "Sør", "19", null, "2024-01-01"), Municipality("5501", "Samlet", "55", "2024-01-01", null),
        ],
        [],
        [
            new(Text("03010101"), Text("Rådhuset"), Text("0301"), Sentrum, Frogner, Date("2010-01-01"), null), new(Text("03010102"), Text("Tøyen"), Text("0301"), null, null, Date("2010-01-01"), null),
            new(Text("54230208"), Text("Vannareid"), Text("5423"), null, null, Date("2020-01-01"), Date("2024-01-01")), new(Text("55340208"), Text("Vannavalen"), Text("5534"), null, null, Date("2024-01-01"), null),
        ],
        [],
        AsOf,
        [new(new(2020, 1, 1), null, 1806), new(new(2024, 1, 1), 5423, 5534), new(new(2024, 1, 1), 1930, 5501), new(new(2024, 1, 1), 1931, 5501)],
        []);

    public static Utf8Text Text(string? text) => Utf8Text.From(text);

    public static Instant At(string date) => Instant.From(DateTimeOffset.Parse(date + "T12:00:00+01:00", CultureInfo.InvariantCulture));

    public static DateOnly? Date(string? date) => date is null ? null : DateOnly.Parse(date, CultureInfo.InvariantCulture);

    private static Municipality Municipality(string number, string name, string county, string? from, string? to) => new(Text(number), Text(name), Text(county), Text("Fylke " + county), Date(from), Date(to));
}
