namespace PersonEtl.Etl.Run;

/// <summary>The rows of a table that a load made, and those that were staged.</summary>
internal sealed record TableRows(long Made, long Staged)
{
    /// <summary>With rows that were staged as they had been published.</summary>
    public TableRows With(long kept) => new(Made + kept, Staged + kept);
}
