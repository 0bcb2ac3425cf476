namespace PersonEtl.Etl.Run;

/// <summary>What is told of a number that a person has or had: never the number.</summary>
internal sealed class ExplainedNumber
{
    public string? IdentificationNumberType { get; set; }
    public string? Status { get; set; }
    public string? NumberSeries { get; set; }
    public string? NumberCheck { get; set; }

    public string Tell() => $"{IdentificationNumberType ?? "a number of unknown type"} ({Status ?? "no status"}; series {NumberSeries}, check {NumberCheck})";
}
