namespace PersonEtl.Etl.Mart;

/// <summary>A citizenship (statsborgerskap); country codes are ISO 3166 alpha-3.</summary>
internal sealed class Citizenship : Version
{
    public Utf8Text Country { get; set; }
    public DateOnly? AcquiredOn { get; set; }
}
