using System.Text;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Klass;
using PersonEtl.UnitTests.Enrich;

namespace PersonEtl.UnitTests.Sources;

public sealed class KlassReaderTests : IDisposable
{
    private readonly DeliveryFolder folder = new(SourceName.Klass);
    private readonly SourceReading reading = new(SourceName.Klass);

    [Fact]
    public async Task Json_and_csv_say_the_same()
    {
        var json = await Read(Complete());
        using var other = new DeliveryFolder(SourceName.Klass);
        Complete(other, except: "131_codesAt_2024.json");
        other.With("131_codesAt_2024-01-01.csv", "\"code\",\"parentCode\",\"level\",\"name\",\"shortName\",\"presentationName\",\"validFrom\",\"validTo\",\"notes\"\n\"0301\",,\"1\",\"Oslo\",\"\",\"\",,,\"to \"\"linjer\"\"\nher\"\n\"5503\",,\"1\",\"Harstad - Hárstták\",\"\",\"\",,,\"\"\n");
        var csv = await KlassReader.ReadAsync(other.Delivery, null, SmallGeography.AsOf, reading, default);
        Assert.Equal(json.Municipalities.Select(m => $"{m.Number} {m.Name} {m.CountyName} {m.ValidFrom}"), csv.Municipalities.Select(m => $"{m.Number} {m.Name} {m.CountyName} {m.ValidFrom}"));
        Assert.Equal("Harstad - Hárstták", csv.FindMunicipality(5503, new DateOnly(2024, 1, 1))!.Name.ToString());
        Assert.True(reading.Account.Closes);
    }

    [Fact]
    public async Task Csv_with_dates_semicolons_and_latin_letters_is_read()
    {
        Complete(folder, except: "104_codesAt_2024.json");
        folder.With("104_codes_2018_open.csv", Encoding.Latin1.GetBytes("\"code\";\"level\";\"name\";\"validFromInRequestedRange\";\"validToInRequestedRange\"\n\"55\";\"1\";\"Møre\";2020-01-01;2023-01-01\n\"03\";\"1\";\"Oslo\";;\n"));
        var geography = await KlassReader.ReadAsync(folder.Delivery, null, SmallGeography.AsOf, reading, default);
        Assert.Equal(["03 Oslo 01/01/2018 ", "55 Møre 01/01/2020 01/01/2023"], geography.Counties.Select(c => FormattableString.Invariant($"{c.Number} {c.Name} {c.ValidFrom} {c.ValidTo}")));
    }

    [Fact]
    public async Task Packed_files_are_read()
    {
        Complete(folder, except: "104_codesAt_2024.json");
        folder.With("104_codesAt_2024.json.gz", DeliveryFolder.Gzip("""{"codes":[{"code":"03","level":"1","name":"Oslo"}]}"""));
        Assert.Single((await KlassReader.ReadAsync(folder.Delivery, null, SmallGeography.AsOf, reading, default)).Counties);
    }

    [Fact]
    public async Task Delomraader_are_left_out_and_counted()
    {
        var geography = await Read(Complete());
        Assert.Equal(["03010101", "03010201", "03019999", "03016001"], new[] { 3010101, 3010201, 3019999, 3016001 }.Select(u => geography.FindLatestUnit(u)!.Number.ToString()));
        Assert.Null(geography.FindLatestUnit(3010100));
        Assert.Equal(1, reading.Account.Filtered["not-a-unit"]);
        Assert.True(reading.Account.Closes);
    }

    [Theory]
    [InlineData("131_codesAt_2024.json")]
    [InlineData("104_codesAt_2024.json")]
    [InlineData("1_codesAt_2024.json")]
    [InlineData("103_codesAt_2024.json")]
    [InlineData("1_correspondsAt_103_2024.json")]
    public async Task A_delivery_without_one_of_the_files_is_refused(string missing)
    {
        Complete(folder, except: missing);
        var error = await Refused();
        Assert.Equal("klass-incomplete", error.Code);
        Assert.Contains(missing.StartsWith("1_corr", StringComparison.Ordinal) ? "1 to 103" : $"classification {missing.Split('_')[0]} ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_131_to_104_the_county_is_the_first_two_digits()
    {
        Complete(folder, except: "131_correspondsAt_104_2024.json");
        var municipality = (await KlassReader.ReadAsync(folder.Delivery, null, SmallGeography.AsOf, reading, default)).FindMunicipality(5503, new DateOnly(2024, 5, 1))!;
        Assert.Equal("55", municipality.CountyNumber.ToString());
        Assert.Equal("Troms - Romsa - Tromssa", municipality.CountyName.ToString());
    }

    [Theory]
    [InlineData("part-000.json")]
    [InlineData("131_codesAt.json")]
    [InlineData("131_codesAt_24.json")]
    [InlineData("131_codesAt_2024-02-30.json")]
    [InlineData("131_codesAt_2024_2025.json")]
    [InlineData("131_codes_2024.json")]
    [InlineData("131_codes_2024_2010.json")]
    [InlineData("131_correspondsAt_2024.json")]
    [InlineData("131_corresponds_104_2024.json")]
    [InlineData("131_versions_2024.json")]
    [InlineData("131_codesAt_2024.xml")]
    public async Task A_name_that_does_not_say_what_the_file_is_is_refused(string name)
    {
        folder.With(name, """{"codes":[{"code":"0301","level":"1","name":"Oslo"}]}""");
        await AssertRefused("klass-file-name", name);
    }

    [Theory]
    [InlineData("131_codesAt_2024.json", """{"codes":[{"code":"03010101","level":"2","name":"Sentrum"}]}""", "item 1")]
    [InlineData("104_codesAt_2024.json", """{"codes":[{"code":"03","level":"1","name":"Oslo"},{"code":"0301","level":"1","name":"Oslo"}]}""", "item 2")]
    [InlineData("131_codesAt_2024.csv", "code,level,name\n0301,1,Oslo\n03,1,Oslo\n", "line 3")]
    [InlineData("7_codesAt_2024.json", """{"codes":[{"code":"1","level":"1","name":"Yrke"}]}""", "klass/")]
    [InlineData("1_correspondsAt_104_2024.json", """{"correspondenceItems":[{"sourceCode":"03010101","targetCode":"03"}]}""", "klass/")]
    [InlineData("131_correspondsAt_104_2024.json", """{"correspondenceItems":[{"sourceCode":"0301","targetCode":"030101"}]}""", "item 1")]
    [InlineData("131_correspondsAt_104_2024.json", """{"correspondenceItems":[{"sourceCode":"03","targetCode":"0301"}]}""", "item 1")]
    [InlineData("131_changes_2018_open.json", """{"codeChanges":[{"oldCode":"03","newCode":"04","newName":"x","changeOccurred":"2018-01-01"}]}""", "item 1")]
    public async Task A_file_of_another_classification_is_refused(string name, string content, string place)
    {
        folder.With(name, content);
        await AssertRefused("klass-wrong-classification", place);
    }

    [Theory]
    [InlineData("131_codesAt_2024.json", "", "empty-file", "")]
    [InlineData("131_codesAt_2024.json", """{"codes":[]}""", "empty-file", "")]
    [InlineData("131_codesAt_2024.csv", "code,level,name\n", "empty-file", "")]
    [InlineData("131_codesAt_2024.json", "{\"codes\":[\n{\"code\":\"0301\"", "json-broken", "line 2")]
    [InlineData("131_codesAt_2024.json", """{"codes":[{"code":301}]}""", "json-broken", "line 1")]
    [InlineData("131_codesAt_2024.json", """{"correspondenceItems":[]}""", "json-shape", "codes")]
    [InlineData("131_correspondsAt_104_2024.json", """{"codes":[]}""", "json-shape", "correspondenceItems")]
    [InlineData("131_changes_2018_open.json", """{"codes":[]}""", "json-shape", "codeChanges")]
    [InlineData("131_codesAt_2024.csv", "sourceCode,targetCode\n0301,03\n", "csv-header", "column code")]
    [InlineData("131_codesAt_2024.csv", "code,level,name\n0301,1,Oslo\n0302,1\n", "csv-broken", "line 3")]
    [InlineData("131_codesAt_2024.csv", "code,level,name\n\"0301,1,Oslo\n", "csv-broken", "line 2")]
    [InlineData("131_codesAt_2024.json", """{"codes":[{"level":"1","name":"Oslo"}]}""", "klass-row", "item 1")]
    [InlineData("131_codesAt_2024.json", """{"codes":[null]}""", "klass-row", "item 1")]
    [InlineData("131_codesAt_2024.csv", "code,level,name\n0301,1,\n", "klass-row", "line 2")]
    [InlineData("131_codesAt_2024.json", """{"codes":[{"code":"0301","level":"1","name":"Oslo","validFrom":"1.1.2024"}]}""", "klass-row", "item 1")]
    [InlineData("131_changes_2018_open.json", """{"codeChanges":[{"oldCode":"0301","newCode":"0302","newName":"x"}]}""", "klass-row", "item 1")]
    [InlineData("131_changes_2018_open.json", """{"codeChanges":[{"changeOccurred":"2018-01-01"}]}""", "klass-row", "item 1")]
    [InlineData("131_codesAt_2024.csv", "code,level,name\n5503,1,Harstad - H?rstt?k\n", "klass-letters", "line 2")]
    [InlineData("131_codesAt_2024.csv", "code,level,name\n1853,1,Evenes - Evená??i\n", "klass-letters", "line 2")]
    [InlineData("131_codesAt_2024.json", """{"codes":[{"code":"5503","level":"1","name":"Harstad - H\ufffdrstt\ufffdk"}]}""", "klass-letters", "item 1")]
    public async Task A_broken_file_is_refused(string name, string content, string code, string place)
    {
        folder.With(name, content);
        await AssertRefused(code, place);
    }

    [Fact]
    public async Task Json_that_is_not_utf8_is_refused()
    {
        folder.With("131_codesAt_2024.json", Encoding.Latin1.GetBytes("""{"codes":[{"code":"1505","level":"1","name":"Møre"}]}"""));
        await AssertRefused("json-broken", "line 1");
    }

    [SharedDataFact]
    public async Task The_real_files_give_every_code()
    {
        var geography = await RealGeography.ReadAsync(folder, ServiceDistrictTable.Empty, reading);
        Assert.Equal(358, geography.Municipalities.Count(m => m.ValidTo is null));
        Assert.Equal(14_104 + 358, geography.Units.Count);
        Assert.All(geography.Units, u => Assert.False(u.Number.Span.EndsWith("00"u8)));
        Assert.Equal(1_644 + 4, geography.Units.Count(u => u.Geographical is not null));
        Assert.Equal(16, geography.Counties.Count(c => c.ValidTo is null));
        Assert.Equal(1_906, reading.Account.Filtered["not-a-unit"]);
        Assert.True(reading.Account.Closes);
    }

    public void Dispose() => folder.Dispose();

    private DeliveryFolder Complete() => Complete(folder, except: "");

    private static DeliveryFolder Complete(DeliveryFolder target, string except)
    {
        Put("131_codesAt_2024.json", """{"codes":[{"code":"0301","level":"1","name":"Oslo"},{"code":"5503","level":"1","name":"Harstad - Hárstták"}]}""");
        Put("104_codesAt_2024.json", """{"codes":[{"code":"03","level":"1","name":"Oslo"},{"code":"55","level":"1","name":"Troms - Romsa - Tromssa"}]}""");
        Put("131_correspondsAt_104_2024.json", """{"correspondenceItems":[{"sourceCode":"0301","targetCode":"03"},{"sourceCode":"5503","targetCode":"55"}]}""");
        Put("103_codesAt_2024.json", """{"codes":[{"code":"030101","level":"1","name":"Gamle Oslo"},{"code":"030116","level":"1","name":"Sentrum"},{"code":"030117","level":"1","name":"Marka"},{"code":"030199","level":"1","name":"Uoppgitt"}]}""");
        Put("1_codesAt_2024.json", """{"codes":[{"code":"03010100","level":"1","name":"Sentrum 1"},{"code":"03010101","level":"2","name":"Sentrum 1  - Rode 1"},{"code":"03010201","level":"2","name":"Grønland"},{"code":"03016001","level":"2","name":"Tryvann"},{"code":"03019999","level":"2","name":"Uoppgitt grunnkrets"}]}""");
        Put("1_correspondsAt_103_2024.json", """{"correspondenceItems":[{"sourceCode":"03010101","targetCode":"030116"},{"sourceCode":"03010201","targetCode":"030101"},{"sourceCode":"03016001","targetCode":"030117"},{"sourceCode":"03019999","targetCode":"030199"}]}""");
        return target;

        void Put(string name, string content)
        {
            if (name != except) target.With(name, content);
        }
    }

    private Task<Geography> Read(DeliveryFolder from) => KlassReader.ReadAsync(from.Delivery, null, SmallGeography.AsOf, reading, default);

    private Task<BadInputException> Refused() => Assert.ThrowsAsync<BadInputException>(() => KlassReader.ReadAsync(folder.Delivery, null, SmallGeography.AsOf, reading, default));

    private async Task AssertRefused(string code, string part)
    {
        var error = await Refused();
        Assert.Equal(code, error.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains($"klass/{folder.Delivery.Name}/", error.Message, StringComparison.Ordinal);
    }
}
