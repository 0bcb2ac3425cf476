using System.Globalization;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;
using PersonEtl.Etl.Sources.Krr;
using PersonEtl.Etl.Sources.Matrikkel;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Brings mended records in: the delivery in which the broken ones lie is delivered anew with them as its last files, and the next night reads it.
/// Later records win there, so that a mended one takes the place of the broken one of the same number or address id.
/// </summary>
internal static class Replay
{
    /// <summary>Returns the new delivery, and how many records were mended.</summary>
    /// <exception cref="BadInputException">A mended record still can't be read, there is none, or the source has no quarantine; nothing was delivered.</exception>
    public static async Task<(Delivery Delivery, long Records)> RunAsync(Landing landing, SourceName source, string? into, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (source is SourceName.Klass or SourceName.ServiceDistricts)
            throw new BadInputException("replay-source", $"--source: expected freg, krr or matrikkel, found {source.Text()}, of which a bad row refuses the whole file. Mend the file and `deliver` it again.");
        var chain = Chain.Find(landing, source) ?? throw new BadInputException("no-delivery", $"{source.Text()}: expected a full delivery in the landing folder, found none in {landing.Folder}; there is nothing to mend.");
        foreach (var delivery in chain.Deliveries) await DeliveryStream.VerifyAsync(delivery, cancellationToken);
        var trial = Path.Combine(landing.Folder, LandingSweep.ReplayPrefix + Guid.NewGuid().ToString("N"));
        try
        {
            var mended = await new Landing(trial).DeliverAsync(chain.Full.Manifest with { Mended = null }, files, move: false, cancellationToken);
            var reading = await ReadAsync(mended, cancellationToken);
            RefuseUnreadable(reading);
            var broken = await ReplayPlace.FindAsync(chain, mended, into, cancellationToken);
            var header = broken.Manifest with { Mended = (broken.Manifest.Mended ?? 0) + 1 };
            IReadOnlyList<string> all = [.. broken.Manifest.Files.Select(broken.PathOf), .. mended.Manifest.Files.Select(mended.PathOf)];
            return (await landing.DeliverAsync(header, all, move: false, cancellationToken), reading.Account.Out);
        }
        finally
        {
            if (Directory.Exists(trial)) Directory.Delete(trial, recursive: true);
        }
    }

    private static async Task<SourceReading> ReadAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var reading = new SourceReading(delivery.Manifest.Source);
        switch (delivery.Manifest.Source)
        {
            case SourceName.Freg:
                await foreach (var block in BlockReader.ReadAsync(delivery, cancellationToken))
                {
                    new PersonReader(reading, PersonProperties.Document).Read(block, _ => reading.Account.CountOut());
                    BlockReader.Return(block);
                }
                break;
            case SourceName.Krr:
                await KrrReader.ReadAsync(delivery, reading, cancellationToken);
                break;
            default:
                await MatrikkelReader.ReadAsync(delivery, reading, cancellationToken);
                break;
        }
        return reading;
    }

    private static void RefuseUnreadable(SourceReading reading)
    {
        const int Told = 10;
        if (reading.Quarantine.Count > 0)
        {
            var places = reading.Quarantine.OrderBy(q => q.File, StringComparer.Ordinal).ThenBy(q => q.ByteOffset).Take(Told)
                .Select(q => string.Create(CultureInfo.InvariantCulture, $"{q.File}, line {q.Line}: {q.Code}{(q.JsonPath is { } path ? $" at {path}" : "")}"));
            throw new BadInputException("still-unreadable", string.Create(CultureInfo.InvariantCulture, $"{reading.Quarantine.Count} of {reading.Account.In} mended records still can't be read: {string.Join("; ", places)}. Nothing was delivered."));
        }
        if (reading.Account.Out == 0) throw new BadInputException("no-records", $"{reading.Source.Text()}: expected mended records, found none. Nothing was delivered.");
    }
}
