using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;
using PersonEtl.Etl.Sources.Krr;

namespace PersonEtl.Etl.Run;

/// <summary>Finds the delivery of a chain in which the records lie that were mended: by the numbers of its unreadable ones.</summary>
internal static class ReplayPlace
{
    /// <summary>The delivery that was named, the only one, or the one in which all records were found. A record broken in several counts in the newest.</summary>
    /// <exception cref="BadInputException">They lie in several, or a record isn't found though there are several.</exception>
    public static async Task<Delivery> FindAsync(Chain chain, Delivery mended, string? into, CancellationToken cancellationToken)
    {
        var source = mended.Manifest.Source.Text();
        if (into is not null)
        {
            return chain.Deliveries.FirstOrDefault(d => string.Equals(d.Name, into, StringComparison.Ordinal))
                ?? throw new BadInputException("replay-delivery", $"--delivery: expected one that the next night reads of {source}: {string.Join(", ", chain.Deliveries.Select(d => d.Name))}; found another.");
        }
        if (chain.Deliveries.Count == 1) return chain.Full;
        var (records, recordOf) = await RecordsAsync(mended, cancellationToken);
        var found = new HashSet<int>();
        var places = new List<Delivery>();
        var nameless = new List<Delivery>();
        foreach (var delivery in chain.Deliveries.Reverse())
        {
            var (numbers, hasNameless) = await UnreadAsync(delivery, cancellationToken);
            var here = numbers.Select(recordOf).Where(r => r >= 0 && found.Add(r)).ToList();
            if (here.Count > 0) places.Add(delivery);
            if (hasNameless) nameless.Add(delivery);
        }
        // what is left can only mend records whose numbers can't be read either
        if (found.Count < records) places.AddRange(nameless.Count == 1 ? nameless : []);
        places = [.. places.Distinct()];
        if (places.Count == 1 && (found.Count == records || nameless.Count == 1)) return places[0];
        throw new BadInputException("replay-delivery", $"{source}: expected mended records of one delivery, found {(places.Count > 1 ? $"some of {string.Join(" and some of ", places.Select(d => d.Name))}" : "some that no delivery tells to be its own")}. Give those of each delivery alone, with --delivery and its name as `quarantine list` shows it. Nothing was delivered.");
    }

    /// <summary>How many records were mended, and which of them a number is of: -1 for none.</summary>
    private static async Task<(int Records, Func<ulong, int> RecordOf)> RecordsAsync(Delivery mended, CancellationToken cancellationToken)
    {
        var reading = new SourceReading(mended.Manifest.Source);
        if (mended.Manifest.Source == SourceName.Krr)
        {
            var register = await KrrReader.ReadAsync(mended, reading, cancellationToken);
            return (register.Count, register.SlotOf);
        }
        var (records, numbers) = (0, new Dictionary<ulong, int>());
        await foreach (var block in BlockReader.ReadAsync(mended, cancellationToken))
        {
            new PersonReader(reading, PersonProperties.NumbersOnly).Read(block, person =>
            {
                foreach (var identifier in person.Identifiers) numbers[identifier.PackedNumber] = records;
                records++;
            });
            BlockReader.Return(block);
        }
        return (records, number => numbers.GetValueOrDefault(number, -1));
    }

    private static async Task<(IReadOnlyCollection<ulong> Numbers, bool HasNameless)> UnreadAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var reading = new SourceReading(delivery.Manifest.Source);
        if (delivery.Manifest.Source == SourceName.Krr)
        {
            var unread = await KrrReader.UnreadNumbersAsync(delivery, reading, cancellationToken);
            return (unread, reading.Quarantine.Count > 0);
        }
        var (numbers, nameless) = (new List<ulong>(), false);
        await foreach (var block in BlockReader.ReadAsync(delivery, cancellationToken))
        {
            new PersonReader(reading, PersonProperties.Document).Read(block, static _ => { }, document =>
            {
                // there is no document to mend
                if (document.IsErrorMessage) return false;
                numbers.AddRange(document.Numbers);
                nameless |= document.Numbers.Count == 0;
                return false;
            });
            BlockReader.Return(block);
        }
        return (numbers, nameless);
    }
}
