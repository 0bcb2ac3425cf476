using System.IO.Compression;
using System.Text;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World.Writing;
using static PersonEtl.UnitTests.Sources.Malformed.MalformedInput;

namespace PersonEtl.UnitTests.Sources.Malformed;

/// <summary>Matrikkelen, KLASS and the service districts. In Matrikkelen a broken row stands on line 3, between two good ones.</summary>
internal static class MalformedTables
{
    private const string Good = "1;4601;BY;vegadresse;;;1200;Testveien;7;A;12;3;;;tekst;tekst;4258;60.1;10.1;0001;BY;46010101;KRETS;;;;;;1;KRETS;01.01.2024 00:00:00;20.11.2026 05:00:00;1;;;;;;;;;;;;;";
    private const string Codes = "131_codesAt_2024-01-01";
    private const string CodesHeader = "\"code\",\"parentCode\",\"level\",\"name\",\"shortName\",\"presentationName\",\"validFrom\",\"validTo\",\"notes\"\n";
    private const string DistrictsHeader = "grunnkrets8;service_bydel;valid_from;valid_to;source\n";

    public static IEnumerable<MalformedInput> All => [.. Matrikkel, .. Klass, .. Districts];

    private static IEnumerable<MalformedInput> Matrikkel =>
    [
        Row("a field too many", Good + ";" + Secret, "quarantined field-count, line 3"),
        Row("a field too few", Good[..^1], "quarantined field-count, line 3"),
        Row("an empty line's worth of separators", new string(';', 45), "quarantined bad-adressetype, line 3"),
        Row("another kind of address", With(3, Secret), "quarantined bad-adressetype, line 3"),
        Row("an id of letters", With(32, Secret), "quarantined bad-adresseId, line 3"),
        Row("an id that is too large", With(32, "99999999999999999999"), "quarantined bad-adresseId, line 3"),
        Row("an id of 0", With(32, "0"), "quarantined bad-adresseId, line 3"),
        Row("a municipality without its zero", With(1, "301"), "quarantined bad-kommunenummer, line 3"),
        Row("a municipality as a fraction", With(1, "4601.0"), "quarantined bad-kommunenummer, line 3"),
        Row("an address code that is too large", With(6, "131072"), "quarantined bad-adressekode, line 3"),
        Row("a street address without a code", With(6, ""), "quarantined bad-adressekode, line 3"),
        Row("a house number with its letter", With(8, "7A"), "quarantined bad-nummer, line 3"),
        Row("a house number below zero", With(8, "-7"), "quarantined bad-nummer, line 3"),
        Row("two house letters", With(9, "AB"), "quarantined bad-bokstav, line 3"),
        Row("a digit for a house letter", With(9, "1"), "quarantined bad-bokstav, line 3"),
        Row("a land number that is too large", With(10, "4294967296"), "quarantined bad-gardsnummer, line 3"),
        Row("a title number as a word", With(11, Secret), "quarantined bad-bruksnummer, line 3"),
        Row("a leasehold number as a fraction", With(12, "1,5"), "quarantined bad-festenummer, line 3"),
        Row("a sub number with a sign", With(13, "+1"), "quarantined bad-undernummer, line 3"),
        Row("a unit of seven digits", With(21, "4601010"), "quarantined bad-grunnkretsnummer, line 3"),
        Row("a unit of letters", With(21, "4601010X"), "quarantined bad-grunnkretsnummer, line 3"),
        Row("a house letter in Latin-1", With(9, "~"), "quarantined bad-bokstav, line 3", latin: true),
        Row("no unit", With(21, "").Replace(";1;;", ";9;;", StringComparison.Ordinal), "read: no-unit"),
        Row("a moment of extraction in another form", With(31, "2026-11-20"), "read: bad-datauttaksdato"),
        Row("a quote in a name", With(7, "\"" + Secret), "read"),
        Csv("a new column", Table(MatrikkelFile.Header + ";nyKolonne", Good + ";" + Secret), "read: unknown-property nyKolonne"),
        Csv("a column that is gone", Table(MatrikkelFile.Header.Replace(";uuidAdresse", "", StringComparison.Ordinal), Good[..^1]), "read: missing-property uuidAdresse"),
        Csv("a column twice", Table(MatrikkelFile.Header.Replace(";uuidAdresse", ";nummer", StringComparison.Ordinal), Good), "refused csv-header, line 1"),
        Csv("commas", Table(MatrikkelFile.Header.Replace(';', ','), Good.Replace(';', ',')), "refused csv-header, line 1"),
        Csv("no header", Good + "\r\n" + Good, "refused csv-header, line 1"),
        Csv("a header alone", MatrikkelFile.Header + "\r\n", "refused empty-file, line 2"),
        Csv("the table of dwellings", "kommunenummer;adressekode;bruksenhetid;grunnkretsnummer\r\n", "refused matrikkel-dwelling-level, line 1"),
        Csv("the table of streets", "lokalId;kommunenummer;adressekode\r\n", "refused matrikkel-no-units, line 1"),
        Csv("a line of two megabytes", Table(MatrikkelFile.Header, With(7, new string('x', 2 << 20))), "refused csv-broken, line 2"),
        File(SourceName.Matrikkel, "an empty file", "part-000.csv", [], "refused empty-file"),
        File(SourceName.Matrikkel, "a header in UTF-16", "part-000.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(MatrikkelFile.Header)], "refused empty-file, line 2"),
        Zip("a zip that is cut off", b => b[..(b.Length / 2)], "refused zip-broken", ("matrikkelenAdresse.csv", Table(MatrikkelFile.Header, Good))),
        Zip("a zip with a wrong checksum", Damaged, "refused zip-broken", ("matrikkelenAdresse.csv", Table(MatrikkelFile.Header, Good))),
        Zip("a zip with two tables and neither of the name", b => b, "refused zip-content", ("a.csv", Secret), ("b.csv", Secret)),
        Zip("a zip without a table", b => b, "refused zip-content", ($"{SecretNumber}.txt", Secret)),
        Zip("a zip with the table twice", b => b, "refused zip-content", ("a/matrikkelenAdresse.csv", Table(MatrikkelFile.Header, Good)), ("b/matrikkelenAdresse.csv", Table(MatrikkelFile.Header, Good))),
        Zip("an empty zip", b => b, "refused zip-content"),
    ];

    private static IEnumerable<MalformedInput> Klass =>
    [
        Json("no JSON", Secret, "refused json-broken, line 1"),
        Json("JSON that is cut off", $$"""{"codes":[{"code":"0301","name":"{{Secret}}""", "refused json-broken, line 1"),
        Json("another kind of answer", """{"correspondenceItems":[]}""", "refused json-shape, line 1"),
        Json("a list alone", $$"""[{"code":"{{Secret}}"}]""", "refused json-broken, line 1"),
        Json("no codes", """{"codes":[]}""", "refused empty-file"),
        Json("a code as a number", $$"""{"codes":[{"code":301,"level":"1","name":"{{Secret}}"}]}""", "refused json-broken, line 1"),
        Json("a code without its zero", $$"""{"codes":[{"code":"301","level":"1","name":"{{Secret}}"}]}""", "refused klass-wrong-classification"),
        Json("codes of another classification", $$"""{"codes":[{"code":"03010101","level":"2","name":"{{Secret}}"}]}""", "refused klass-wrong-classification"),
        Json("a code without a name", """{"codes":[{"code":"0301","level":"1","name":" "}]}""", "refused klass-row"),
        Json("null for a row", """{"codes":[null]}""", "refused klass-row"),
        Json("a date of another form", $$"""{"codes":[{"code":"0301","level":"1","name":"{{Secret}}","validFrom":"01.01.2024"}]}""", "refused klass-row"),
        Json("lost letters", """{"codes":[{"code":"5610","level":"1","name":"K?r??johka"}]}""", "refused klass-letters"),
        Json("a replacement character", $$"""{"codes":[{"code":"5610","level":"1","name":"{{Secret}}\uFFFD"}]}""", "refused klass-letters"),
        Named("a name that says nothing", "municipalities.json", $"{{\"{Secret}\":1}}", "refused klass-file-name"),
        Named("a name of a day that never was", "131_codesAt_2023-02-29.json", "{}", "refused klass-file-name"),
        Named("a period that ends before it begins", "131_changes_2024-01-01_2018-01-01.json", """{"codeChanges":[]}""", "refused klass-file-name"),
        Named("a correspondence of another pair", "131_correspondsAt_103_2024-01-01.json", """{"correspondenceItems":[{"sourceCode":"0301","targetCode":"030101"}]}""", "refused klass-wrong-classification"),
        Named("a classification of which nothing is known", "6_codesAt_2024-01-01.json", """{"codes":[{"code":"01","level":"1","name":"x"}]}""", "refused klass-wrong-classification"),
        KlassCsv("a CSV header of another table", "\"kode\",\"navn\"\n\"0301\",\"" + Secret + "\"\n", "refused csv-header, line 1"),
        KlassCsv("a CSV row with a field too few", CodesHeader + "\"0301\",,\"1\",\"" + Secret + "\"\n", "refused csv-broken, line 2"),
        KlassCsv("a CSV quote that never ends", CodesHeader + "\"0301\",,\"1\",\"" + Secret + "\n", "refused csv-broken, line 2"),
        KlassCsv("a CSV column twice", CodesHeader.Replace("notes", "name", StringComparison.Ordinal) + "\"0301\",,\"1\",\"Oslo\",,,,,\n", "refused csv-header, line 1"),
        KlassCsv("a CSV header alone", CodesHeader, "refused empty-file"),
    ];

    private static IEnumerable<MalformedInput> Districts =>
    [
        District("another header", "krets;bydel\n", "refused csv-header, line 1"),
        District("commas", DistrictsHeader.Replace(';', ',') + "03010101,030104,,,x\n", "refused csv-header, line 1"),
        District("a column twice", DistrictsHeader.Replace("source", "valid_to", StringComparison.Ordinal), "refused csv-header, line 1"),
        District("a header alone", DistrictsHeader, "refused empty-file, line 2"),
        District("an empty file", "", "refused empty-file"),
        District("a unit of seven digits", DistrictsHeader + "3010101;030104;;;x\n", "refused csv-row, line 2"),
        District("a district of letters", DistrictsHeader + $"03010101;{Secret};;;x\n", "refused csv-row, line 2"),
        District("29 February of a common year", DistrictsHeader + "03010101;030104;2023-02-29;;x\n", "refused csv-row, line 2"),
        District("a time that ends before it begins", DistrictsHeader + "03010101;030104;2024-01-01;2023-01-01;x\n", "refused csv-row, line 2"),
        District("a field too few", DistrictsHeader + $"03010101;030104;;{Secret}\n", "refused csv-row, line 2"),
        District("two districts at once", DistrictsHeader + "03010101;030104;;;x\n03010101;030105;;;x\n", "refused csv-row, line 3"),
        District("a new column", DistrictsHeader.TrimEnd() + ";ny\n03010101;030104;;;x;" + Secret + "\n", "read: unknown-property ny"),
        File(SourceName.ServiceDistricts, "Latin-1", "part-000.csv", Encoding.Latin1.GetBytes(DistrictsHeader + "03010101;030104;;;Ås\n"), "refused csv-encoding"),
    ];

    private static string Table(params string[] lines) => string.Concat(lines.Select(l => l + "\r\n"));

    /// <summary>A row of Matrikkelen with another value in one column; its id is not that of the good ones.</summary>
    private static string With(int column, string value)
    {
        var fields = Good.Split(';');
        (fields[0], fields[32]) = ("2", "2");
        fields[column] = value;
        return string.Join(';', fields);
    }

    private static MalformedInput Row(string name, string row, string outcome, bool latin = false)
    {
        var bytes = Bytes(Table(MatrikkelFile.Header, Good, row, Good.Replace(";1;;;;;;;;;;;;;", ";3;;;;;;;;;;;;;", StringComparison.Ordinal)));
        if (latin) bytes[Array.IndexOf(bytes, (byte)'~')] = 0xE5;
        return File(SourceName.Matrikkel, name, "part-000.csv", bytes, outcome);
    }

    private static MalformedInput Csv(string name, string content, string outcome) => File(SourceName.Matrikkel, name, "part-000.csv", Bytes(content), outcome);

    private static MalformedInput Zip(string name, Func<byte[], byte[]> change, string outcome, params (string Name, string Content)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (entry, content) in entries)
            {
                using var stream = zip.CreateEntry(entry, CompressionLevel.NoCompression).Open();
                stream.Write(Bytes(content));
            }
        }
        return File(SourceName.Matrikkel, name, "part-000.zip", change(memory.ToArray()), outcome);
    }

    private static byte[] Damaged(byte[] zip)
    {
        zip[zip.AsSpan().IndexOf("Testveien"u8)] = (byte)'X';
        return zip;
    }

    private static MalformedInput Json(string name, string content, string outcome) => Named(name, Codes + ".json", content, outcome);

    private static MalformedInput KlassCsv(string name, string content, string outcome) => Named(name, Codes + ".csv", content, outcome);

    private static MalformedInput Named(string name, string file, string content, string outcome) => File(SourceName.Klass, name, file, Bytes(content), outcome);

    private static MalformedInput District(string name, string content, string outcome) => File(SourceName.ServiceDistricts, name, "part-000.csv", Bytes(content), outcome);

    private static MalformedInput File(SourceName source, string name, string file, byte[] content, string outcome) => new(source, name, outcome, (file, content));
}
