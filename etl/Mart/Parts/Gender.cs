namespace PersonEtl.Etl.Mart;

/// <summary>A gender (kjoenn).</summary>
internal sealed class Gender : Version
{
    public Utf8Text Value { get; set; }
}
