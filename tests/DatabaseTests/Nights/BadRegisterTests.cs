using System.IO.Compression;
using System.Text;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.GoodNight;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Deliveries of KRR, KLASS, Matrikkelen and the service districts that no mart may be built on.</summary>
public sealed class BadRegisterTests(GoodNight night) : IClassFixture<GoodNight>
{
    private const string Codes = "131_codesAt_2026-11-23.json";

    [Fact]
    public async Task A_KRR_page_that_ends_early_is_told()
    {
        const string Page = "{\"personer\":[{\"personidentifikator\":\"13912146396\",\"kontaktinformasjon\":{\"epostadresse\":\"" + Secret + "\"}},";

        await RefuseAsync(SourceName.Krr, "krr/20261123T230000Z-full/part-000.json, line 1: expected JSON to the end of the file", "(json-broken)", ("krr.json", Bytes(Page)));
    }

    [Fact]
    public Task A_KRR_file_that_is_no_JSON_is_told_with_its_line()
        => RefuseAsync(SourceName.Krr, "part-000.json, line 3: expected JSON", "(json-broken)", ("krr.json", Bytes("{\"personer\":[\n\n" + Secret)));

    [Fact]
    public Task A_KRR_file_that_holds_something_else_is_told()
        => RefuseAsync(SourceName.Krr, "part-000.json, line 1: expected a page", "(krr-shape)", ("krr.json", Bytes("\"" + Secret + "\"")));

    [Fact]
    public async Task A_KRR_gzip_that_is_cut_off_is_told()
        => await RefuseAsync(SourceName.Krr, "krr/20261123T230000Z-full/part-000.json.gz: expected whole gzip members", "(gzip-truncated)", ("krr.json.gz", CutOff(Files(await night.LandingAsync(), SourceName.Krr).Values.First())));

    [Fact]
    public Task A_blank_KRR_file_is_told_as_empty()
        => RefuseAsync(SourceName.Krr, "part-000.json: expected persons of KRR, found an empty file", "(empty-file)", ("krr.json", Bytes("\n")));

    [Fact]
    public async Task A_Matrikkel_gzip_that_is_cut_off_is_told()
        => await RefuseAsync(SourceName.Matrikkel, "matrikkel/20261123T230000Z-full/part-000.csv.gz: expected whole gzip members", "(gzip-truncated)", ("m.csv.gz", CutOff(Csv(await night.LandingAsync()))));

    [Fact]
    public async Task A_Matrikkel_zip_that_is_cut_off_is_told()
    {
        var zip = await File.ReadAllBytesAsync(PathOfOnly(await night.LandingAsync(), SourceName.Matrikkel));

        await RefuseAsync(SourceName.Matrikkel, "part-000.zip: expected a whole zip", "(zip-broken)", ("m.zip", zip[..(zip.Length / 2)]));
    }

    [Theory]
    [InlineData("en;annen;tabell", "(csv-header)")]
    [InlineData("lokalid,kommunenummer,kommunenavn", "(csv-header)")]
    [InlineData("lokalid;kommunenummer;kommunenavn;adressetype;adressetilleggsnavn;adressetilleggsnavnKilde;adressekode;adressenavn;nummer;bokstav;gardsnummer;bruksnummer;festenummer;undernummer;adresseTekst;adresseTekstUtenAdressetilleggsnavn;EPSG-kode;Nord;Øst;postnummer;poststed;oppdateringsdato;datauttaksdato;adresseId;uuidAdresse", "(matrikkel-no-units)")]
    public Task A_Matrikkel_table_with_another_header_is_told(string header, string code)
        => RefuseAsync(SourceName.Matrikkel, "matrikkel/20261123T230000Z-full/part-000.csv, line 1: expected ", code, ("m.csv", Bytes(header + "\n" + Secret.Replace(' ', ';'))));

    [Fact]
    public async Task Matrikkelens_table_of_dwellings_is_told()
    {
        var header = Encoding.UTF8.GetString(Csv(await night.LandingAsync())).Split('\n')[0].Replace("undernummer;", "undernummer;bruksenhetid;bruksenhetsnummer;", StringComparison.Ordinal);

        await RefuseAsync(SourceName.Matrikkel, "part-000.csv, line 1: expected matrikkelenAdresse.csv, one row per address; found", "(matrikkel-dwelling-level)", ("m.csv", Bytes(header + "\n")));
    }

    [Fact]
    public async Task A_Matrikkel_table_without_rows_is_told_as_empty()
        => await RefuseAsync(SourceName.Matrikkel, "part-000.csv, line 2: expected addresses, found none", "(empty-file)", ("m.csv", Bytes(Encoding.UTF8.GetString(Csv(await night.LandingAsync())).Split('\n')[0] + "\n")));

    [Fact]
    public Task A_KLASS_file_that_is_cut_off_is_told()
        => RefuseKlassAsync(files => files[Codes] = files[Codes][..1000], $"klass/20261123T230000Z-full/{Codes}, line 1: expected an answer of KLASS as JSON", "(json-broken)");

    [Fact]
    public Task A_packed_KLASS_file_that_is_cut_off_is_told()
        => RefuseKlassAsync(files => files[Codes] = CutOff(files[Codes]), $"{Codes}: expected whole gzip members", "(gzip-truncated)");

    [Fact]
    public Task A_KLASS_file_of_another_classification_is_told()
        => RefuseKlassAsync(files => files[Codes] = files["104_codesAt_2026-11-23.json"], Codes, "(klass-");

    [Fact]
    public Task A_KLASS_correspondence_of_another_pair_is_told()
        => RefuseKlassAsync(files => files["1_correspondsAt_103_2026-11-23.json"] = files["131_correspondsAt_104_2026-11-23.json"], "1_correspondsAt_103_2026-11-23.json", "(klass-");

    [Fact]
    public Task A_KLASS_file_of_another_kind_is_told()
        => RefuseKlassAsync(files => files[Codes] = files["131_correspondsAt_104_2026-11-23.json"], $"{Codes}, line 1: expected an object with \"codes\"", "(json-shape)");

    [Fact]
    public Task A_KLASS_CSV_with_another_header_is_told()
        => RefuseKlassAsync(
            files =>
            {
                files.Remove(Codes);
                files["131_codesAt_2026-11-23.csv"] = Bytes("\"kode\",\"navn\"\n\"0301\",\"Oslo\"\n");
            },
            "131_codesAt_2026-11-23.csv, line 1: expected the column code among others", "(csv-header)");

    [Theory]
    [InlineData("131_codes", "codes of classification 131")]
    [InlineData("104_codes", "codes of classification 104")]
    [InlineData("103_codes", "codes of classification 103")]
    [InlineData("1_codes", "codes of classification 1 ")]
    [InlineData("1_corresponds", "the correspondence of 1 to 103")]
    public Task A_KLASS_delivery_without_a_classification_is_told(string missing, string says)
        => RefuseKlassAsync(
            files =>
            {
                foreach (var name in files.Keys.Where(n => n.StartsWith(missing, StringComparison.Ordinal)).ToList()) files.Remove(name);
            },
            $"klass/20261123T230000Z-full: expected {says}", "(klass-incomplete)");

    [Fact]
    public Task A_KLASS_file_without_rows_is_told_as_empty()
        => RefuseKlassAsync(files => files[Codes] = Bytes("""{"codes":[]}"""), $"{Codes}: expected rows of KLASS, found none", "(empty-file)");

    [Fact]
    public Task A_KLASS_file_whose_name_says_nothing_is_told()
        => RefuseKlassAsync(files => files["municipalities.json"] = files[Codes], "expected a name that says what the file is", "(klass-file-name)");

    [Fact]
    public Task Service_districts_with_another_header_are_told()
        => RefuseAsync(SourceName.ServiceDistricts, "service-districts/20261123T230000Z-full/part-000.csv, line 1: expected the header", "(csv-header)", ("s.csv", Bytes("krets;bydel\n03011601;030104\n")));

    [Fact]
    public Task Service_districts_with_a_bad_row_are_told_with_its_line()
        => RefuseAsync(SourceName.ServiceDistricts, "part-000.csv, line 3: expected ", "(csv-row)", ("s.csv", Bytes("grunnkrets8;service_bydel;valid_from;valid_to;source\n03011601;030104;;;x\n" + Secret + ";030104;;;x\n")));

    [Fact]
    public Task Service_districts_without_rows_are_told_as_empty()
        => RefuseAsync(SourceName.ServiceDistricts, "part-000.csv, line 2: expected rows", "(empty-file)", ("s.csv", Bytes("grunnkrets8;service_bydel;valid_from;valid_to;source\n")));

    private async Task RefuseAsync(SourceName source, string says, string code, params (string Name, byte[] Content)[] files)
    {
        var landing = await night.LandingAsync();
        await night.DeliverAsync(landing, source, files);
        await night.MustRefuseAsync(landing, ExitCode.BadInput, says, code);
    }

    private async Task RefuseKlassAsync(Action<Dictionary<string, byte[]>> change, string says, string code)
    {
        var landing = await night.LandingAsync();
        var files = Files(landing, SourceName.Klass);
        change(files);
        await night.DeliverAsync(landing, SourceName.Klass, [.. files.Select(f => (f.Key, f.Value))]);
        await night.MustRefuseAsync(landing, ExitCode.BadInput, says, code);
    }

    private static string PathOfOnly(string landing, SourceName source)
    {
        var delivery = SmallWorld.Newest(landing, source);
        return delivery.PathOf(delivery.Manifest.Files.Single());
    }

    private static byte[] Csv(string landing)
    {
        using var zip = ZipFile.OpenRead(PathOfOnly(landing, SourceName.Matrikkel));
        using var stream = zip.Entries.Single(e => e.Name.EndsWith(".csv", StringComparison.Ordinal)).Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
