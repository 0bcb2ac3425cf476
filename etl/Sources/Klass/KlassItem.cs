namespace PersonEtl.Etl.Sources.Klass;

/// <summary>A row of any answer of KLASS, in its own words; what the answer doesn't have is null, and so is "".</summary>
/// <param name="File">The file, as an error names it.</param>
/// <param name="Unit">What is counted in it: lines of CSV, items of JSON.</param>
/// <param name="Number">Which of them it is.</param>
internal sealed record KlassItem(string File, string Unit, long Number)
{
    public string? Code { get; set; }

    public string? Level { get; set; }

    public string? Name { get; set; }

    public string? ValidFrom { get; set; }

    public string? ValidTo { get; set; }

    public string? ValidFromInRequestedRange { get; set; }

    public string? ValidToInRequestedRange { get; set; }

    public string? SourceCode { get; set; }

    public string? TargetCode { get; set; }

    public string? OldCode { get; set; }

    public string? NewCode { get; set; }

    public string? NewName { get; set; }

    public string? ChangeOccurred { get; set; }

    /// <summary>Where it stands.</summary>
    public string Place => FormattableString.Invariant($"{File}, {Unit} {Number}");
}
