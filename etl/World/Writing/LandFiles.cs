using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Delivers the registers without persons in them: KLASS, Matrikkelen, and the table of service districts.</summary>
internal static class LandFiles
{
    public static async Task<IReadOnlyList<Delivery>> DeliverAsync(Landing landing, string work, Land land, WorldOptions options, IProgress<WorldProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new("registers", 0, 3));
        var klass = await DeliverAsync(SourceName.Klass, await KlassFiles.WriteAsync(work, land, options, cancellationToken));
        progress?.Report(new("registers", 1, 3));
        var zip = Path.Combine(work, MatrikkelFile.ZipName);
        await MatrikkelFile.WriteAsync(zip, land, options, cancellationToken);
        var matrikkel = await DeliverAsync(SourceName.Matrikkel, [zip]);
        progress?.Report(new("registers", 2, 3));
        var table = Path.Combine(work, "service-districts.csv");
        await ServiceDistrictFile.WriteAsync(table, land, cancellationToken);
        var districts = await DeliverAsync(SourceName.ServiceDistricts, [table]);
        progress?.Report(new("registers", 3, 3));
        return [klass, matrikkel, districts];

        Task<Delivery> DeliverAsync(SourceName source, IReadOnlyList<string> files)
            => landing.DeliverAsync(new(source, DeliveryKind.Full, options.AsOf, null, null, null, []), files, move: true, cancellationToken);
    }
}
