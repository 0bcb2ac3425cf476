using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Klass;

namespace PersonEtl.UnitTests.Sources;

/// <summary>KLASS as it lies in the shared data.</summary>
internal static class RealGeography
{
    /// <summary>The last day that the files tell of.</summary>
    public static readonly DateOnly AsOf = new(2024, 12, 31);

    public static Task<Geography> ReadAsync(DeliveryFolder folder, ServiceDistrictTable serviceDistricts, SourceReading reading)
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Path("klass"))) folder.WithCopyOf(file);
        return KlassReader.ReadAsync(folder.Delivery, serviceDistricts, AsOf, reading, default);
    }
}
