using System.Runtime;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Klass;
using PersonEtl.Etl.Sources.Krr;
using PersonEtl.Etl.Sources.Matrikkel;
using PersonEtl.Etl.Sources.ServiceDistricts;

namespace PersonEtl.Etl.Run;

/// <summary>Makes the night's look-up tables from the small registers' deliveries, all at once.</summary>
internal static class LookUpLoad
{
    /// <summary>A night's: every delivery is read.</summary>
    public static async Task<(LookUps LookUps, IReadOnlyList<SourceReading> Readings)> RunAsync(Collection collection, SavedAddresses saved, DateOnly asOf, bool withCertificate, Seam seam, CancellationToken cancellationToken)
    {
        var krr = new SourceReading(SourceName.Krr);
        var contacts = Task.Run(() => KrrReader.ReadAsync(collection.Krr.Deliveries, withCertificate, krr, cancellationToken), cancellationToken);
        var matrikkel = new SourceReading(SourceName.Matrikkel);
        var (places, readings) = await PlacesAsync(collection, Task.Run(() => ReadAsync(collection.Matrikkel, saved, matrikkel, cancellationToken), cancellationToken), matrikkel, asOf, seam, cancellationToken);
        var lookUps = places with { Contacts = seam.Pass("contacts", await contacts) };
        GiveBack();
        return (lookUps, [.. readings.Take(2), krr, .. readings.Skip(2)]);
    }

    /// <summary>All but contacts, for a small pass: Matrikkelen is read only when what the night made of it isn't there.</summary>
    public static Task<(LookUps LookUps, IReadOnlyList<SourceReading> Readings)> PlacesAsync(Collection collection, SavedAddresses saved, DateOnly asOf, Seam seam, CancellationToken cancellationToken)
    {
        var matrikkel = new SourceReading(SourceName.Matrikkel);
        var addresses = Task.Run(async () => saved.Find(collection.Matrikkel) ?? await ReadAsync(collection.Matrikkel, saved, matrikkel, cancellationToken), cancellationToken);
        return PlacesAsync(collection, addresses, matrikkel, asOf, seam, cancellationToken);
    }

    private static async Task<(LookUps LookUps, IReadOnlyList<SourceReading> Readings)> PlacesAsync(Collection collection, Task<AddressRegister> addresses, SourceReading matrikkel, DateOnly asOf, Seam seam, CancellationToken cancellationToken)
    {
        var (klass, districts) = (new SourceReading(SourceName.Klass), new SourceReading(SourceName.ServiceDistricts));
        var table = collection.ServiceDistricts is { } delivery ? await ServiceDistrictsReader.ReadAsync(delivery, districts, seam, cancellationToken) : null;
        var geography = await KlassReader.ReadAsync(collection.Klass, table, asOf, klass, seam, cancellationToken);
        var findings = ServiceDistrictReview.Of(table, geography, asOf);
        foreach (var finding in findings) districts.Remark(finding.Code, finding.Units.Count);
        var carrier = new AddressCarrier(geography, asOf);
        var lookUps = new LookUps(geography, carrier.Carry(seam.Pass("addresses", await addresses)), ContactRegister.Empty) { ServiceDistrictFindings = findings };
        if (carrier.Carried > 0) matrikkel.Remark("municipality-out-of-use", carrier.Carried);
        return (lookUps, [klass, matrikkel, districts]);
    }

    private static async Task<AddressRegister> ReadAsync(Delivery delivery, SavedAddresses saved, SourceReading reading, CancellationToken cancellationToken)
    {
        var register = await MatrikkelReader.ReadAsync(delivery, reading, cancellationToken);
        try
        {
            saved.Save(delivery, register);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || (e is ArgumentOutOfRangeException limit && Disk.IsSizeLimit(limit)))
        {
            // small passes read the delivery then
            reading.Remark("register-not-saved");
        }
        return register;
    }

    /// <summary>What the tables were built with is as large as the tables, and the rest of the night needs the room.</summary>
    private static void GiveBack()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect();
    }
}
