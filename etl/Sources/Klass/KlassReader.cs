using PersonEtl.Etl.Enrich;

namespace PersonEtl.Etl.Sources.Klass;

/// <summary>Reads deliveries of KLASS, Statistics Norway's classifications: 131, 104, 1, 103 and what links them.</summary>
internal static class KlassReader
{
    public static Task<Geography> ReadAsync(Delivery delivery, ServiceDistrictTable? serviceDistricts, DateOnly asOf, SourceReading reading, CancellationToken cancellationToken)
        => ReadAsync(delivery, serviceDistricts, asOf, reading, Seam.None, cancellationToken);

    /// <exception cref="BadInputException">A file that can't be used, or one that is missing.</exception>
    public static async Task<Geography> ReadAsync(Delivery delivery, ServiceDistrictTable? serviceDistricts, DateOnly asOf, SourceReading reading, Seam seam, CancellationToken cancellationToken)
    {
        var geography = new GeographyBuilder();
        foreach (var file in delivery.Manifest.Files)
        {
            var place = DeliveryStream.Place(delivery, file);
            var name = KlassFileName.Parse(file.Name, place);
            var text = await ReadWholeAsync(delivery, file, cancellationToken);
            if (text.Length == 0) throw new BadInputException("empty-file", $"{place}: expected rows of KLASS, found an empty file.");
            var items = name.IsCsv ? KlassCsv.Read(text, name.Table, reading, place) : KlassJson.Read(text, name.Table, reading, place);
            reading.Account.CountIn(items.Count);
            new KlassFile(name, place, geography, reading.Account).Take(seam.Pass("klass", items));
        }
        RefuseIncomplete(geography, $"{delivery.Manifest.Source.Text()}/{delivery.Name}");
        return geography.Build(serviceDistricts ?? ServiceDistrictTable.Empty, asOf);
    }

    private static async Task<byte[]> ReadWholeAsync(Delivery delivery, DeliveryFile file, CancellationToken cancellationToken)
    {
        await using var stream = DeliveryStream.Open(delivery, file);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellationToken);
        return memory.ToArray();
    }

    private static void RefuseIncomplete(GeographyBuilder geography, string place)
    {
        foreach (var (classification, evidence) in geography.Names)
        {
            if (evidence.IsEmpty) throw Missing($"codes of classification {classification} ({classification}_codesAt_… or {classification}_codes_…)");
        }
        // without 131 to 104 a county is the first two digits of its municipalities
        if (geography.DistrictOf.IsEmpty) throw Missing("the correspondence of 1 to 103 (1_correspondsAt_103_… or 1_corresponds_103_…)");

        BadInputException Missing(string what) => new("klass-incomplete", $"{place}: expected {what} among its files, found none.");
    }
}
