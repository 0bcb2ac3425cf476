using System.Globalization;
using System.Text;
using System.Text.Json;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Places;
using PersonEtl.Etl.World.Writing;

namespace PersonEtl.UnitTests.World;

[Collection(nameof(WrittenWorld))]
public sealed class LandOfWorldTests(WrittenWorld world)
{
    [Fact]
    public void The_Matrikkel_file_has_a_mark_46_columns_and_Windows_line_ends()
    {
        Assert.Equal([0xEF, 0xBB, 0xBF], world.MatrikkelBytes[..3]);
        Assert.Equal(46, MatrikkelFile.Header.Split(';').Length);
        var text = Encoding.UTF8.GetString(world.MatrikkelBytes);
        Assert.StartsWith("\uFEFF" + MatrikkelFile.Header + "\r\n", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal(45, line.Count(c => c == ';')));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
    }

    [SharedDataFact]
    public void The_Matrikkel_header_is_the_real_files()
    {
        using var reader = new StreamReader(SharedData.Path("matrikkel", "kartverket_bulk_sample.csv"));
        Assert.Equal(MatrikkelFile.Header, reader.ReadLine());
    }

    [Fact]
    public void Keys_of_Matrikkelen_are_unique()
    {
        Unique(world.Matrikkel.Select(r => r["adresseId"]));
        Unique(world.Matrikkel.Where(IsStreet).Select(r => (r["kommunenummer"], r["adressekode"], r["nummer"], r["bokstav"])));
        Unique(world.Matrikkel.Where(r => !IsStreet(r)).Select(r => (r["kommunenummer"], r["gardsnummer"], r["bruksnummer"], r["festenummer"], r["undernummer"])));
        Unique(world.Matrikkel.Where(IsStreet).Select(r => (r["kommunenummer"], r["adressekode"], r["adressenavn"])).Distinct().Select(s => (s.Item1, s.Item3.ToUpperInvariant())));
        Assert.All(world.Matrikkel, r => Assert.Equal(r["lokalid"], r["adresseId"]));
    }

    [Fact]
    public void Matrikkelen_has_the_oddities_of_the_real_one()
    {
        Assert.Contains(world.Matrikkel, r => long.Parse(r["adresseId"], CultureInfo.InvariantCulture) > int.MaxValue);
        Assert.Contains(world.Matrikkel, r => r["bokstav"].Length == 1);
        Assert.Contains(world.Matrikkel, r => r["grunnkretsnummer"].Length == 0);
        Assert.Contains(world.Matrikkel, r => r["undernummer"].Length > 0);
        Assert.Contains(world.Matrikkel, r => r["festenummer"].Length > 0);
        Assert.Contains(world.Matrikkel, r => r["adressenavn"].EndsWith("geaidnu", StringComparison.Ordinal));
        Assert.Contains(world.Matrikkel.Where(IsStreet).GroupBy(r => (r["kommunenummer"], r["gardsnummer"], r["bruksnummer"])), g => g.Count() > 1);
        Assert.Contains(world.Matrikkel.Where(IsStreet).GroupBy(r => (r["kommunenummer"], r["adressekode"])), g => g.Select(r => r["grunnkretsnummer"]).Distinct().Count() > 1);
        Assert.True(world.Matrikkel.Select(r => r["datauttaksdato"]).Distinct().Count() > 1);
    }

    [Fact]
    public void Every_unit_of_Matrikkelen_is_in_KLASS_and_every_unit_of_KLASS_has_an_address()
    {
        var units = world.Klass("1_codesAt_2026-11-23").GetProperty("codes").EnumerateArray().Where(c => c.GetProperty("level").GetString() == "2").Select(c => c.GetProperty("code").GetString()!)
            .Where(c => !c.EndsWith("9999", StringComparison.Ordinal) && !c.StartsWith("2100", StringComparison.Ordinal)).ToHashSet();
        var used = world.Matrikkel.Select(r => r["grunnkretsnummer"]).Where(u => u.Length > 0).ToHashSet();
        Assert.Empty(used.Except(units));
        // those of the few addresses whose unit is left empty may be missing
        Assert.True(units.Except(used).Count() < 20);
        Assert.All(world.Matrikkel, r => Assert.StartsWith(r["kommunenummer"], r["grunnkretsnummer"].Length == 0 ? r["kommunenummer"] : r["grunnkretsnummer"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2010-01-01")]
    [InlineData("2013-01-01")]
    [InlineData("2017-01-01")]
    [InlineData("2018-01-01")]
    [InlineData("2019-01-01")]
    [InlineData("2020-01-01")]
    [InlineData("2024-01-01")]
    [InlineData("2026-11-23")]
    [InlineData("2027-01-01")]
    public void Each_version_of_KLASS_is_whole(string date)
    {
        var municipalities = Codes("131", date);
        var counties = Codes("104", date);
        var units = Codes("1", date);
        var districts = Codes("103", date);
        Unique(municipalities.Keys.Concat(counties.Keys).Concat(units.Keys).Concat(districts.Keys));
        var inCounty = Items("131", "104", date);
        Assert.Equal(municipalities.Keys.Order(), inCounty.Keys.Order());
        Assert.All(inCounty, i => Assert.Equal(i.Key[..2], i.Value));
        Assert.All(inCounty.Values, c => Assert.Contains(c, counties.Keys));
        Assert.All(units.Keys.Where(u => !u.StartsWith("2100", StringComparison.Ordinal)), u => Assert.Contains(u[..4], municipalities.Keys));
        var inDistrict = Items("1", "103", date);
        Assert.All(inDistrict, i => { Assert.Contains(i.Key, units.Keys); Assert.Contains(i.Value, districts.Keys); Assert.Equal(i.Key[..4], i.Value[..4]); });
        Assert.Equal(districts.Keys.Order(), inDistrict.Values.Distinct().Order());
    }

    [SharedDataFact]
    public void Names_of_today_are_Statistics_Norways()
    {
        var real = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("klass", "131_codesAt_2024.json"))).RootElement.GetProperty("codes").EnumerateArray()
            .ToDictionary(c => c.GetProperty("code").GetString()!, c => c.GetProperty("name").GetString(), StringComparer.Ordinal);
        Assert.All(Codes("131", "2024-01-01"), c => Assert.Equal(real[c.Key], c.Value));
        Assert.Equal(26, Codes("131", "2026-11-23").Values.Count(n => n.Contains(" - ", StringComparison.Ordinal)));
        var districts = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("klass", "103_codesAt_2024.json"))).RootElement.GetProperty("codes").EnumerateArray()
            .ToDictionary(c => c.GetProperty("code").GetString()!, c => c.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Equal(districts.OrderBy(d => d.Key, StringComparer.Ordinal), Codes("103", "2026-11-23").OrderBy(d => d.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task KLASS_comes_as_CSV_when_asked()
    {
        using var folder = new TemporaryFolder();
        await new WorldBuilder(new WorldOptions(100, 1, WorldOptions.DefaultAsOf) { KlassAsCsv = true, KlassHistory = false }).WriteAsync(folder.Path, null, CancellationToken.None);
        var delivery = new Landing(folder.Below("landing")).NewestFull(SourceName.Klass)!;
        var codes = await File.ReadAllLinesAsync(Path.Combine(delivery.Folder, "131_codesAt_2026-11-23.csv"));
        Assert.Equal("\"code\",\"parentCode\",\"level\",\"name\",\"shortName\",\"presentationName\",\"validFrom\",\"validTo\",\"notes\"", codes[0]);
        Assert.Contains("\"5610\",,\"1\",\"Kárášjohka - Karasjok\",\"\",\"\",,,\"\"", codes);
        Assert.Equal(14, delivery.Manifest.Files.Count);
    }

    [Theory]
    [InlineData("5503", "2015-06-01", "1903")]
    [InlineData("5503", "2012-06-01", "1901")]
    [InlineData("5503", "2021-06-01", "5402")]
    [InlineData("5001", "2017-12-31", "1601")]
    [InlineData("5001", "2018-01-01", "5001")]
    [InlineData("4601", "2019-12-31", "1201")]
    [InlineData("0301", "2012-01-01", "0301")]
    public void Land_keeps_the_numbers_it_bore(string today, string date, string then)
        => Assert.Equal(then, Lineage.Of(today, DateOnly.MaxValue).First(l => l.Steps[^1].Code != "5030" && l.Steps[^1].Code != "1662").CodeOn(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture)));

    [Fact]
    public void A_split_municipality_lives_on_in_each_of_its_parts()
    {
        foreach (var today in new[] { "5055", "5056", "5059" }) Assert.Contains(Lineage.Of(today, DateOnly.MaxValue), l => l.Steps.Any(s => s.Code == "5012"));
        foreach (var today in new[] { "1806", "1875" }) Assert.Contains(Lineage.Of(today, DateOnly.MaxValue), l => l.Steps.Any(s => s.Code == "1850"));
        foreach (var today in new[] { "1508", "1580" }) Assert.All(Lineage.Of(today, DateOnly.MaxValue), l => Assert.Equal("1507", l.CodeOn(new DateOnly(2022, 1, 1))));
    }

    [Fact]
    public void Sentrum_is_served_by_St_Hanshaugen_and_all_special_units_are_in_the_table()
    {
        var table = File.ReadAllLines(Directory.GetFiles(world.Delivery(SourceName.ServiceDistricts).Folder, "*.csv").Single());
        Assert.Equal("grunnkrets8;service_bydel;valid_from;valid_to;source", table[0]);
        var rows = table.Skip(1).Select(l => l.Split(';')).ToDictionary(f => f[0], f => f[1], StringComparer.Ordinal);
        var special = Items("1", "103", "2026-11-23").Where(i => i.Value is "030116" or "030117").ToList();
        Assert.Equal(special.Select(i => i.Key).Order(), rows.Keys.Order());
        Assert.All(special.Where(i => i.Value == "030116"), i => Assert.Equal("030104", rows[i.Key]));
        Assert.All(rows.Values, d => Assert.DoesNotContain(d, new[] { "030116", "030117" }));
    }

    private Dictionary<string, string> Codes(string classification, string date) => world.Klass($"{classification}_codesAt_{date}").GetProperty("codes").EnumerateArray()
        .ToDictionary(c => c.GetProperty("code").GetString()!, c => c.GetProperty("name").GetString()!, StringComparer.Ordinal);

    private Dictionary<string, string> Items(string source, string target, string date) => world.Klass($"{source}_correspondsAt_{target}_{date}").GetProperty("correspondenceItems").EnumerateArray()
        .ToDictionary(c => c.GetProperty("sourceCode").GetString()!, c => c.GetProperty("targetCode").GetString()!, StringComparer.Ordinal);

    private static bool IsStreet(Dictionary<string, string> row) => row["adressetype"] == "vegadresse";

    private static void Unique<T>(IEnumerable<T> keys)
    {
        var all = keys.ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
    }
}
