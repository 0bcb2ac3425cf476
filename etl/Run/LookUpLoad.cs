using System.Runtime;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Klass;
using PersonEtl.Etl.Sources.Krr;
using PersonEtl.Etl.Sources.Matrikkel;
using PersonEtl.Etl.Sources.ServiceDistricts;

namespace PersonEtl.Etl.Run;

/// <summary>Makes the night's look-up tables from the small registers' deliveries, all at once.</summary>
internal static class LookUpLoad
{
    public static async Task<(LookUps LookUps, IReadOnlyList<SourceReading> Readings)> RunAsync(Collection collection, DateOnly asOf, bool withCertificate, Seam seam, CancellationToken cancellationToken)
    {
        var krr = new SourceReading(SourceName.Krr);
        var contacts = Task.Run(() => KrrReader.ReadAsync(collection.Krr.Deliveries, withCertificate, krr, cancellationToken), cancellationToken);
        var (places, readings) = await PlacesAsync(collection, asOf, seam, cancellationToken);
        var lookUps = places with { Contacts = seam.Pass("contacts", await contacts) };
        GiveBack();
        return (lookUps, [.. readings.Take(2), krr, .. readings.Skip(2)]);
    }

    /// <summary>All but contacts.</summary>
    public static async Task<(LookUps LookUps, IReadOnlyList<SourceReading> Readings)> PlacesAsync(Collection collection, DateOnly asOf, Seam seam, CancellationToken cancellationToken)
    {
        var (klass, matrikkel, districts) = (new SourceReading(SourceName.Klass), new SourceReading(SourceName.Matrikkel), new SourceReading(SourceName.ServiceDistricts));
        var addresses = Task.Run(() => MatrikkelReader.ReadAsync(collection.Matrikkel, matrikkel, cancellationToken), cancellationToken);
        var table = collection.ServiceDistricts is { } delivery ? await ServiceDistrictsReader.ReadAsync(delivery, districts, seam, cancellationToken) : null;
        var geography = await KlassReader.ReadAsync(collection.Klass, table, asOf, klass, seam, cancellationToken);
        var findings = ServiceDistrictReview.Of(table, geography, asOf);
        foreach (var finding in findings) districts.Remark(finding.Code, finding.Units.Count);
        var carrier = new AddressCarrier(geography, asOf);
        var lookUps = new LookUps(geography, carrier.Carry(seam.Pass("addresses", await addresses)), ContactRegister.Empty) { ServiceDistrictFindings = findings };
        if (carrier.Carried > 0) matrikkel.Remark("municipality-out-of-use", carrier.Carried);
        return (lookUps, [klass, matrikkel, districts]);
    }

    /// <summary>What the tables were built with is as large as the tables, and the rest of the night needs the room.</summary>
    private static void GiveBack()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect();
    }
}
