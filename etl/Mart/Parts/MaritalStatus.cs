namespace PersonEtl.Etl.Mart;

/// <summary>A marital status (sivilstand).</summary>
internal sealed class MaritalStatus : Version
{
    public Utf8Text Status { get; set; }
    public DateOnly? StatusDate { get; set; }
    public Utf8Text Authority { get; set; }
    public Place Place;
    public Utf8Text PlaceName { get; set; }
    public Utf8Text Abroad { get; set; }

    /// <summary>The spouse's number: never outside the schema <c>protected</c>.</summary>
    public Utf8Text RelatedByMaritalStatus { get; set; }
}
