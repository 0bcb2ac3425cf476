using System.Collections.Concurrent;
using System.Globalization;

namespace PersonEtl.Etl.Sources;

/// <summary>
/// The books of one step, or of one table in it: every record that went in came out, or was quarantined, filtered with a reason, or merged.
/// Safe to write from several threads; on hot paths count once for a block of records.
/// </summary>
internal sealed class Account(string of, string? table = null)
{
    private readonly ConcurrentDictionary<string, long> filtered = new(StringComparer.Ordinal);
    private long read;
    private long passed;
    private long quarantined;
    private long merged;

    /// <summary>The step or source.</summary>
    public string Of { get; } = of;

    /// <summary>The table, as <c>schema.name</c>, when the account is of one.</summary>
    public string? Table { get; } = table;

    /// <summary>Its name: step, and table when it is of one.</summary>
    public string Step => Table is null ? Of : $"{Of} {Table}";

    public long In => Interlocked.Read(ref read);

    public long Out => Interlocked.Read(ref passed);

    public long Quarantined => Interlocked.Read(ref quarantined);

    public long Merged => Interlocked.Read(ref merged);

    public IReadOnlyDictionary<string, long> Filtered => filtered;

    public bool Closes => In == Out + Quarantined + Merged + filtered.Values.Sum();

    /// <summary>Of a step that neither quarantines nor filters nor merges: as many must come out as went in.</summary>
    public static Account Through(string of, long into, long outOf, string? table = null)
    {
        var account = new Account(of, table);
        account.CountIn(into);
        account.CountOut(outOf);
        return account;
    }

    public void CountIn(long records = 1) => Interlocked.Add(ref read, records);

    public void CountOut(long records = 1) => Interlocked.Add(ref passed, records);

    public void CountQuarantined(long records = 1) => Interlocked.Add(ref quarantined, records);

    public void CountMerged(long records = 1) => Interlocked.Add(ref merged, records);

    public void CountFiltered(string reason, long records = 1) => filtered.AddOrUpdate(reason, records, (_, before) => before + records);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Step}: {In:N0} in = {Out:N0} out + {Quarantined:N0} quarantined + {Merged:N0} merged + {Filtered.Values.Sum():N0} filtered");
}
