using System.Collections.Concurrent;

namespace PersonEtl.Etl.Sources;

/// <summary>
/// What reading one source leaves beside its data: the account, the places of unreadable records,
/// and counts of things worth telling (unknown values, empty keys), by a stable code.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="step">What its account is called, when not as the source.</param>
internal sealed class SourceReading(SourceName source, string? step = null)
{
    private readonly ConcurrentQueue<QuarantinedRecord> quarantine = new();
    private readonly ConcurrentDictionary<string, long> remarks = new(StringComparer.Ordinal);

    public SourceName Source { get; } = source;

    public Account Account { get; } = new(step ?? source.Text());

    public IReadOnlyCollection<QuarantinedRecord> Quarantine => quarantine;

    public IReadOnlyDictionary<string, long> Remarks => remarks;

    /// <summary>Unknown and missing properties and columns.</summary>
    public ContractRemarks Contract { get; } = new();

    /// <summary>Counts the record as quarantined and keeps its place.</summary>
    public void Quarantined(QuarantinedRecord record)
    {
        Account.CountQuarantined();
        quarantine.Enqueue(record);
    }

    public void Remark(string code, long count = 1) => remarks.AddOrUpdate(code, count, (_, before) => before + count);
}
