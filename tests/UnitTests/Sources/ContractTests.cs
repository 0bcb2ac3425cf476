using System.Globalization;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Krr;
using PersonEtl.Etl.Sources.Matrikkel;
using PersonEtl.UnitTests.Sources.Freg;

namespace PersonEtl.UnitTests.Sources;

/// <summary>What is remarked on properties that are new, or missing.</summary>
public sealed class ContractTests
{
    [Fact]
    public async Task A_new_property_is_counted_at_each_of_its_paths()
    {
        const string Address = """{"erGjeldende":true,"adressegradering":"ugradert","nytt":{"x":1}}""";
        var document = FregReading.Document("01818012345", more: $""","bostedsadresse":[{Address},{Address}],"oppholdsadresse":[{Address}]""");
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json", $"{document}\n{document}\n");

        var (_, reading) = await FregReading.ReadAsync(folder, blockSize: 700);

        Assert.Equal(
            [(("unknown-property", "$.bostedsadresse.nytt"), 4L), (("unknown-property", "$.oppholdsadresse.nytt"), 2L)],
            reading.Contract.Counts.Select(c => (c.Key, c.Value)).OrderBy(c => c.Key.Path, StringComparer.Ordinal));
    }

    [Fact]
    public void Of_many_paths_a_few_hundred_are_told_and_the_others_counted_together()
    {
        var remarks = new ContractRemarks();
        for (var i = 0; i < ContractRemarks.MostPaths + 7; i++) remarks.Add(ContractRemarks.Unknown, string.Create(CultureInfo.InvariantCulture, $"$.p{i}"), 1);

        Assert.Equal(ContractRemarks.MostPaths + 1, remarks.Counts.Count);
        Assert.Equal(7, remarks.Counts[(ContractRemarks.Unknown, ContractRemarks.Others)]);
    }

    [Theory]
    [InlineData("$.a_b-c.ÆØÅ9", "$.a_b-c.ÆØÅ9")]
    [InlineData("$.13912146396", "$.13912******")]
    [InlineData("$.139121-46396.a", "$.13912*-*****.a")]
    [InlineData("$.Ola Nordmann\n<x>", "$.Ola*Nordmann**x*")]
    public void A_path_shows_what_names_are_made_of_and_no_number(string path, string shown)
    {
        var remarks = new ContractRemarks();
        remarks.Add(ContractRemarks.Unknown, path, 1);
        remarks.Add(ContractRemarks.Missing, new string('å', 500), 1);

        Assert.Equal(shown, remarks.Counts.Keys.Single(k => k.Code == ContractRemarks.Unknown).Path);
        Assert.Equal(new string('å', 100), remarks.Counts.Keys.Single(k => k.Code == ContractRemarks.Missing).Path);
    }

    [SharedDataFact]
    public async Task What_the_registers_really_gave_is_what_the_contracts_say()
    {
        using var persons = new DeliveryFolder(SourceName.Freg);
        foreach (var path in Directory.EnumerateFiles(SharedData.Path("freg"), "*.json")) persons.WithCopyOf(path);
        Assert.Empty((await FregReading.ReadAsync(persons)).Reading.Contract.Counts);

        using var contacts = new DeliveryFolder(SourceName.Krr).WithCopyOf(SharedData.Path("krr", "hentEndringer_1.json"));
        var krr = new SourceReading(SourceName.Krr);
        await KrrReader.ReadAsync(contacts.Delivery, krr, default);
        Assert.Empty(krr.Contract.Counts);

        using var addresses = new DeliveryFolder(SourceName.Matrikkel).WithCopyOf(SharedData.Path("matrikkel", "matrikkelenAdresse_3420_Elverum_first6000.csv"));
        var matrikkel = new SourceReading(SourceName.Matrikkel);
        await MatrikkelReader.ReadAsync(addresses.Delivery, matrikkel, default);
        Assert.Empty(matrikkel.Contract.Counts);
    }

    [Fact]
    public async Task A_later_record_takes_the_place_of_an_unreadable_one_of_its_key()
    {
        using var folder = new DeliveryFolder(SourceName.Krr)
            .With("part-000.json", """{"status":true,"personidentifikator":"22885399316"}{"status":true,"personidentifikator":"21836797660"}{"status":true,"personidentifikator":"2183"}""")
            .With("part-001.json", """{"personidentifikator":"22885399316","reservasjon":"NEI","status":"AKTIV"}""");
        var reading = new SourceReading(SourceName.Krr);

        var register = await KrrReader.ReadAsync(folder.Delivery, reading, default);

        Assert.Equal((4L, 1L, 1L, 2L), (reading.Account.In, reading.Account.Out, reading.Account.Merged, reading.Account.Quarantined));
        Assert.True(register.TryFind(22885399316, out _));
    }
}
