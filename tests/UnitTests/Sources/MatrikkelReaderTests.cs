using System.IO.Compression;
using System.Text;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Matrikkel;

namespace PersonEtl.UnitTests.Sources;

public sealed class MatrikkelReaderTests : IDisposable
{
    private const string Header = "lokalid;kommunenummer;kommunenavn;adressetype;adressekode;adressenavn;nummer;bokstav;gardsnummer;bruksnummer;festenummer;undernummer;postnummer;grunnkretsnummer;datauttaksdato;adresseId";
    private const string Street = "6492701571;5610;KARASJOK;vegadresse;1320;Leavnnjageaidnu;1057;;10;1;48;;9733;56100111;01.07.2026 10:00:51;6492701571";
    private const string Cadastral = "6504230836;0301;OSLO;matrikkeladresse;;;;;33;1144;;2;0788;03015001;20.07.2026 05:25:22;6504230836";

    private readonly DeliveryFolder folder = new(SourceName.Matrikkel);
    private readonly SourceReading reading = new(SourceName.Matrikkel);

    [Fact]
    public async Task Street_and_cadastral_addresses_are_read()
    {
        var register = await Read($"\uFEFF{Header}\r\n{Street}\r\n{Cadastral}\r\n");
        Assert.Equal(2, register.Count);
        Assert.True(register.TryFindById(6492701571, out var street));
        Assert.Equal(new AddressEntry(6492701571, 5610, 1320, 1057, '\0', false, 0, 0, 0, 0, 56100111, StreetName.Key("LEAVNNJAGEAIDNU"u8), 9733), street);
        Assert.True(register.TryFindById(6504230836, out var cadastral));
        Assert.Equal(new AddressEntry(6504230836, 301, 0, 0, '\0', true, 33, 1144, 0, 2, 3015001), cadastral);
        Assert.Equal(new DateTime(2026, 7, 20, 5, 25, 22, DateTimeKind.Unspecified), register.ExtractedAt);
        Assert.True(reading.Account.Closes);
        Assert.Equal(2, reading.Account.Out);
    }

    [Fact]
    public async Task The_order_of_columns_does_not_matter()
    {
        var turned = string.Join('\n', new[] { Header, Street }.Select(line => string.Join(';', line.Split(';').Reverse())));
        Assert.True((await Read(turned)).TryFindById(6492701571, out var street));
        Assert.Equal(56100111, street.Unit);
    }

    [Theory]
    [InlineData("a", 'A')]
    [InlineData("B", 'B')]
    [InlineData("æ", 'Æ')]
    [InlineData("Ø", 'Ø')]
    [InlineData("å", 'Å')]
    public async Task House_letters_are_upper_case(string written, char letter)
    {
        var register = await Read($"{Header}\n{Street.Replace(";1057;;", $";1057;{written};", StringComparison.Ordinal)}\n");
        Assert.Equal(new AddressMatch(1, 56100111, false), register.FindByStreet(5610, 1320, 1057, letter));
        Assert.Equal(default, register.FindByStreet(5610, 1320, 1057, '\0'));
    }

    [Fact]
    public async Task Quote_characters_are_data()
    {
        var register = await Read($"{Header}\n{Street.Replace("Leavnn", "\"Leavnn", StringComparison.Ordinal)}\n{Cadastral}\n");
        Assert.Equal(2, register.Count);
        Assert.Empty(reading.Quarantine);
    }

    [Fact]
    public async Task Packed_by_gzip_it_is_the_same()
    {
        folder.With("part-000.csv.gz", DeliveryFolder.Gzip($"{Header}\r\n{Street}\r\n"));
        Assert.Equal(1, (await MatrikkelReader.ReadAsync(folder.Delivery, reading, default)).Count);
    }

    [Theory]
    [InlineData("Basisdata_5610_Karasjok/matrikkelenAdresse.csv")]
    [InlineData("annet.csv")]
    public async Task In_its_zip_it_is_the_same(string name)
    {
        folder.With("part-000.zip", Zip((name, $"{Header}\r\n{Street}\r\n"), ("les.txt", "x")));
        Assert.Equal(1, (await MatrikkelReader.ReadAsync(folder.Delivery, reading, default)).Count);
    }

    [Fact]
    public async Task A_zip_without_the_file_is_refused()
    {
        folder.With("part-000.zip", Zip(("a.csv", Header), ("b.csv", Header)));
        Assert.Equal("zip-content", (await Refused()).Code);
    }

    [Fact]
    public async Task A_zip_that_is_cut_off_is_refused()
    {
        var zip = Zip(("matrikkelenAdresse.csv", $"{Header}\r\n{Street}\r\n"));
        folder.With("part-000.zip", zip.AsSpan(0, zip.Length / 2));
        Assert.Equal("zip-broken", (await Refused()).Code);
    }

    [Fact]
    public async Task A_zip_with_one_digit_changed_is_refused()
    {
        var zip = Zip(CompressionLevel.NoCompression, ("matrikkelenAdresse.csv", $"{Header}\r\n{Street}\r\n"));
        zip[zip.AsSpan().IndexOf(";1057;"u8) + 4] = (byte)'8';
        folder.With("part-000.zip", zip);
        Assert.Equal("zip-broken", (await Refused()).Code);
    }

    [Theory]
    [InlineData("lokalId;kommunenummer;kommunenavn;adressekode;adressenavn;nummer;bokstav", "matrikkel-no-units")]
    [InlineData("kommunenummer;adressetype;adressekode;nummer;bokstav;gardsnummer;bruksnummer;festenummer;seksjonsnummer;undernummer;bruksenhetid;grunnkretsnummer", "matrikkel-dwelling-level")]
    [InlineData("a;b;c", "csv-header")]
    [InlineData("lokalid,kommunenummer,adressetype", "csv-header")]
    public async Task Another_file_is_refused_by_its_header(string header, string code)
    {
        var error = await Assert.ThrowsAsync<BadInputException>(() => Read(header + "\n" + Street));
        Assert.Equal(code, error.Code);
        Assert.Contains($"matrikkel/{folder.Delivery.Name}/part-000.csv, line 1: expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_column_is_named()
    {
        var error = await Assert.ThrowsAsync<BadInputException>(() => Read(Header.Replace("festenummer", "annet", StringComparison.Ordinal) + "\n" + Street));
        Assert.Equal("csv-header", error.Code);
        Assert.Contains("festenummer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Header)]
    [InlineData(Header + "\r\n")]
    public async Task A_file_without_addresses_is_refused(string content)
        => Assert.Equal("empty-file", (await Assert.ThrowsAsync<BadInputException>(() => Read(content))).Code);

    [Theory]
    [InlineData("a;b;c", "field-count")]
    [InlineData(Street + ";", "field-count")]
    [InlineData("1;5610;K;veg;1320;L;1057;;10;1;48;;9733;56100111;01.07.2026 10:00:51;1", "bad-adressetype")]
    [InlineData("1;561;K;vegadresse;1320;L;1057;;10;1;48;;9733;56100111;01.07.2026 10:00:51;1", "bad-kommunenummer")]
    [InlineData("1;;K;vegadresse;1320;L;1057;;10;1;48;;9733;56100111;01.07.2026 10:00:51;1", "bad-kommunenummer")]
    [InlineData("1;5610;K;vegadresse;;L;1057;;10;1;48;;9733;56100111;01.07.2026 10:00:51;1", "bad-adressekode")]
    [InlineData("1;5610;K;vegadresse;200000;L;1057;;10;1;48;;9733;56100111;01.07.2026 10:00:51;1", "bad-adressekode")]
    [InlineData("1;5610;K;vegadresse;1320;L;1057x;;10;1;48;;9733;56100111;01.07.2026 10:00:51;1", "bad-nummer")]
    [InlineData("1;5610;K;vegadresse;1320;L;1057;AB;10;1;48;;9733;56100111;01.07.2026 10:00:51;1", "bad-bokstav")]
    [InlineData("1;5610;K;vegadresse;1320;L;1057;1;10;1;48;;9733;56100111;01.07.2026 10:00:51;1", "bad-bokstav")]
    [InlineData("1;5610;K;vegadresse;1320;L;1057;;-10;1;48;;9733;56100111;01.07.2026 10:00:51;1", "bad-gardsnummer")]
    [InlineData("1;5610;K;vegadresse;1320;L;1057;;10;1;48;;9733;5610111;01.07.2026 10:00:51;1", "bad-grunnkretsnummer")]
    [InlineData("1;5610;K;vegadresse;1320;L;1057;;10;1;48;;973;56100111;01.07.2026 10:00:51;1", "bad-postnummer")]
    [InlineData("1;5610;K;vegadresse;1320;L;1057;;10;1;48;;9733;56100111;01.07.2026 10:00:51;x", "bad-adresseId")]
    public async Task A_row_that_cannot_be_read_is_quarantined_with_its_place(string row, string code)
    {
        var before = $"\uFEFF{Header}\r\n{Street}\r\n";
        var register = await Read($"{before}{row}\r\n{Cadastral}\r\n");
        Assert.Equal(new QuarantinedRecord(SourceName.Matrikkel, folder.Delivery.Name, "part-000.csv", 3, Encoding.UTF8.GetByteCount(before), code, null), Assert.Single(reading.Quarantine));
        Assert.Equal(2, register.Count);
        Assert.Equal(3, reading.Account.In);
        Assert.True(reading.Account.Closes);
    }

    [Fact]
    public async Task The_last_row_of_an_id_replaces_the_earlier_one()
    {
        var register = await Read($"{Header}\n{Street}\n{Cadastral}\n{Street.Replace("56100111", "56100104", StringComparison.Ordinal)}\n");
        Assert.Equal(2, register.Count);
        Assert.Equal(new AddressMatch(1, 56100104, false), register.FindByStreet(5610, 1320, 1057, '\0'));
        Assert.Equal(1, reading.Account.Merged);
        Assert.True(reading.Account.Closes);
    }

    [Fact]
    public async Task An_address_without_unit_is_kept_and_counted()
    {
        var register = await Read($"{Header}\n{Street.Replace("56100111", "", StringComparison.Ordinal)}\n");
        Assert.Equal(new AddressMatch(1, 0, false), register.FindByStreet(5610, 1320, 1057, '\0'));
        Assert.Equal(1, reading.Remarks["no-unit"]);
    }

    [SharedDataFact]
    public async Task The_real_files_are_read_whole()
    {
        folder.WithCopyOf(SharedData.Path("matrikkel", "matrikkelenAdresse_3420_Elverum_first6000.csv"));
        folder.WithCopyOf(SharedData.Path("matrikkel", "kartverket_bulk_sample.csv"));
        var register = await MatrikkelReader.ReadAsync(folder.Delivery, reading, default);
        Assert.Equal(6_009, register.Count);
        Assert.Empty(reading.Quarantine);
        Assert.Empty(reading.Remarks);
        Assert.Equal(new AddressMatch(1, 34200302, false), register.FindByStreet(3420, 4200, 9, 'F'));
        Assert.Equal(new AddressMatch(1, 56100104, false), register.FindByStreet(5610, 1300, 30, '\0'));
        Assert.Equal(1, register.FindByCadastralNumber(301, 33, 1144, 0, 2).Candidates);
        Assert.Equal(1, register.FindByCadastralNumber(301, 33, 1144, 0, AddressRegister.AnySubNumber).Candidates);
        Assert.True(register.FindByStreetOnly(3420, 8850).Candidates > 100);
    }

    public void Dispose() => folder.Dispose();

    private static byte[] Zip(params (string Name, string Content)[] entries) => Zip(CompressionLevel.Fastest, entries);

    private static byte[] Zip(CompressionLevel level, params (string Name, string Content)[] entries)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }
        return memory.ToArray();
    }

    private Task<AddressRegister> Read(string content)
    {
        folder.With("part-000.csv", content);
        return MatrikkelReader.ReadAsync(folder.Delivery, reading, default);
    }

    private Task<BadInputException> Refused() => Assert.ThrowsAsync<BadInputException>(() => MatrikkelReader.ReadAsync(folder.Delivery, reading, default));
}
