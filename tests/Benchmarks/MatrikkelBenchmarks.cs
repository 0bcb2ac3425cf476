using CsvHelper;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Matrikkel;

namespace PersonEtl.Benchmarks;

/// <summary>Reading Matrikkelen into its look-up table, ready for use, against the CSV library reading the same columns for nothing.</summary>
internal static class MatrikkelBenchmarks
{
    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with { Separator = ';', Mode = CsvMode.NoEscape, BufferSize = 1 << 18 };

    public static IEnumerable<Benchmark> Of(BenchmarkWorld world)
    {
        var delivery = world.Collection.Matrikkel;
        var rows = 0L;
        Read(delivery, (_, _) => rows++);
        yield return new("matrikkel", "CsvHelper, the same columns (limit)", rows, "addresses",
            () => MatrikkelReader.ReadAsync(delivery, new(SourceName.Matrikkel), CancellationToken.None),
            Benchmark.Pass(() => ReadColumns(delivery)));
    }

    /// <summary>Gives every row of the delivery.</summary>
    public static void Read(Delivery delivery, Action<CsvReader, MatrikkelColumns> use)
    {
        foreach (var file in delivery.Manifest.Files)
        {
            using var stream = DeliveryStream.Open(delivery, file);
            using var csv = CsvReader.Create(stream, Options, leaveOpen: true);
            csv.ReadHeader();
            var columns = MatrikkelColumns.Of(csv, file.Name);
            while (csv.Read()) use(csv, columns);
        }
    }

    private static void ReadColumns(Delivery delivery)
    {
        var bytes = 0L;
        Read(delivery, (csv, c) => bytes += csv.GetSpan(c.Id).Length + csv.GetSpan(c.Municipality).Length + csv.GetSpan(c.Kind).Length + csv.GetSpan(c.AddressCode).Length
            + csv.GetSpan(c.AddressName).Length + csv.GetSpan(c.HouseNumber).Length + csv.GetSpan(c.HouseLetter).Length + csv.GetSpan(c.LandNumber).Length + csv.GetSpan(c.TitleNumber).Length
            + csv.GetSpan(c.LeaseholdNumber).Length + csv.GetSpan(c.SubNumber).Length + csv.GetSpan(c.PostalCode).Length + csv.GetSpan(c.Unit).Length + csv.GetSpan(c.ExtractedAt).Length);
        if (bytes == 0) throw new InvalidOperationException("Expected addresses, found none.");
    }
}
