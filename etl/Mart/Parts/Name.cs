namespace PersonEtl.Etl.Mart;

/// <summary>A name (navn).</summary>
internal sealed class Name : Version
{
    public Utf8Text FirstName { get; set; }
    public Utf8Text MiddleName { get; set; }
    public Utf8Text LastName { get; set; }
    public Utf8Text ShortName { get; set; }
}
