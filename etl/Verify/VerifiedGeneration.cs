namespace PersonEtl.Etl.Verify;

/// <summary>A published generation, as far as proofs ask.</summary>
internal sealed class VerifiedGeneration
{
    public int Generation { get; set; }

    public DateOnly AsOfDate { get; set; }

    public string Kind { get; set; } = "";

    public long Changes { get; set; }

    public int? RestoredGeneration { get; set; }

    public int? ExportGeneration { get; set; }

    /// <summary>Whether the tables are as when their export was made: not once something was published on top of it.</summary>
    public bool HasTablesOf(int export) => export == Generation || export == RestoredGeneration;
}
