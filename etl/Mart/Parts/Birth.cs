namespace PersonEtl.Etl.Mart;

/// <summary>A birth (foedsel).</summary>
internal sealed class Birth : Version
{
    public DateOnly? BirthDate { get; set; }
    public int? BirthYear { get; set; }
    public Utf8Text BirthPlace { get; set; }
    public Utf8Text BirthCountry { get; set; }
    public Place Place;
}
