namespace PersonEtl.Etl.Sources;

/// <summary>
/// Unreadable records whose key could be read all the same: a later record of the key takes their place, and they count as merged;
/// the others are quarantined when the source is read to its end.
/// </summary>
internal sealed class UnreadRecords<TKey>(SourceReading reading)
    where TKey : struct
{
    private readonly Dictionary<TKey, List<QuarantinedRecord>> waiting = [];

    /// <summary>The keys of those that nothing replaced.</summary>
    public IReadOnlyCollection<TKey> Keys => waiting.Keys;

    /// <param name="key">Null when not even the key can be read.</param>
    /// <param name="record">Its place.</param>
    public void Add(TKey? key, QuarantinedRecord record)
    {
        if (key is not { } known) reading.Quarantined(record);
        else if (waiting.TryGetValue(known, out var records)) records.Add(record);
        else waiting[known] = [record];
    }

    /// <summary>A record of this key was read.</summary>
    public void Replace(TKey key)
    {
        if (waiting.Count > 0 && waiting.Remove(key, out var replaced)) reading.Account.CountMerged(replaced.Count);
    }

    public void Close()
    {
        foreach (var record in waiting.Values.SelectMany(r => r)) reading.Quarantined(record);
        waiting.Clear();
    }
}
