namespace PersonEtl.Etl.Mart;

/// <summary>A person's own grading (adressebeskyttelse). Nothing of it ever leaves the schema <c>protected</c>.</summary>
internal sealed class AddressProtection : Version
{
    public Utf8Text Level { get; set; }
    public Grading Grading { get; set; }
}
