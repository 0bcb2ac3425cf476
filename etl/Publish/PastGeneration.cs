namespace PersonEtl.Etl.Publish;

/// <summary>A generation that was published, as the mart remembers it.</summary>
internal sealed class PastGeneration
{
    public int Generation { get; set; }

    public string Kind { get; set; } = "";

    public DateTime PublishedAt { get; set; }

    public DateOnly AsOfDate { get; set; }

    /// <summary>Persons that have changes in it; null once its changes are forgotten.</summary>
    public long? Persons { get; set; }

    public long Changes { get; set; }

    /// <summary>Of all public tables.</summary>
    public long Rows { get; set; }

    public string Sources { get; set; } = "{}";

    /// <summary>Rows of each public table.</summary>
    public string Counts { get; set; } = "{}";

    public string MatchRates { get; set; } = "[]";

    public int? ExportGeneration { get; set; }

    public int? RestoredGeneration { get; set; }

    public bool IsServed { get; set; }

    /// <summary>Whether every generation since has its before-images, so that its rows can be told.</summary>
    public bool IsRetained { get; set; }
}
