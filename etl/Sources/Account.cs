using System.Collections.Concurrent;

namespace PersonEtl.Etl.Sources;

/// <summary>
/// The books of one step: every record that went in came out, or was quarantined, filtered with a reason, or merged.
/// Safe to write from several threads.
/// </summary>
internal sealed class Account(string step)
{
    private readonly ConcurrentDictionary<string, long> filtered = new(StringComparer.Ordinal);
    private long read;
    private long passed;
    private long quarantined;
    private long merged;

    public string Step { get; } = step;

    public long In => Interlocked.Read(ref read);

    public long Out => Interlocked.Read(ref passed);

    public long Quarantined => Interlocked.Read(ref quarantined);

    public long Merged => Interlocked.Read(ref merged);

    public IReadOnlyDictionary<string, long> Filtered => filtered;

    public bool Closes => In == Out + Quarantined + Merged + filtered.Values.Sum();

    public void CountIn(long records = 1) => Interlocked.Add(ref read, records);

    public void CountOut(long records = 1) => Interlocked.Add(ref passed, records);

    public void CountQuarantined(long records = 1) => Interlocked.Add(ref quarantined, records);

    public void CountMerged(long records = 1) => Interlocked.Add(ref merged, records);

    public void CountFiltered(string reason, long records = 1) => filtered.AddOrUpdate(reason, records, (_, before) => before + records);
}
