namespace PersonEtl.Etl.Mart;

/// <summary>A person status (status): resident, emigrated, deceased …</summary>
internal sealed class Status : Version
{
    public Utf8Text Value { get; set; }
}
