namespace PersonEtl.Etl.Publish;

/// <summary>The generation that readers see.</summary>
internal sealed class ServedGeneration
{
    public int Generation { get; set; }

    public DateOnly AsOfDate { get; set; }

    public string Sources { get; set; } = "{}";

    public string MatchRates { get; set; } = "[]";

    public int? ExportGeneration { get; set; }
}
