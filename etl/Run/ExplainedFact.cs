namespace PersonEtl.Etl.Run;

/// <summary>A version of a birth or a marital status that names a municipality, and how it is told.</summary>
internal sealed class ExplainedFact : IPlaced
{
    public string Fact { get; set; } = "";
    public bool IsCurrent { get; set; }
    public DateOnly? FactDate { get; set; }
    public DateOnly? RegisteredOn { get; set; }
    public string? MunicipalityNumber { get; set; }
    public string? MunicipalityName { get; set; }
    public string? MunicipalityNumberToday { get; set; }
    public string? MunicipalityNameToday { get; set; }
    public string? CountyName { get; set; }
    public string? CodeResolution { get; set; }
    public string? CodeState { get; set; }

    public string Tell()
        => $"{(IsCurrent ? "" : "Earlier: ")}{Fact}{(FactDate is { } date ? $" on {date:yyyy-MM-dd}" : "")}{(RegisteredOn is { } at ? $", registered {at:yyyy-MM-dd}" : "")}: {ExplainedPlace.Tell(this)}.";
}
