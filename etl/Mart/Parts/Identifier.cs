namespace PersonEtl.Etl.Mart;

/// <summary>A number of a person (identifikasjonsnummer): a fødselsnummer or D-number, in use or discontinued.</summary>
internal sealed class Identifier : Version
{
    public Utf8Text Number { get; set; }
    public ulong PackedNumber { get; set; }
    public Utf8Text NumberType { get; set; }
    public Utf8Text Status { get; set; }
    public bool InUse { get; set; }
    public NumberSeries Series { get; set; }
    public NumberCheck Check { get; set; }

    /// <summary>In use, and not by a row that no longer holds.</summary>
    public bool IsInForce => InUse && IsValid is not false;

    /// <summary>Whether it is another person's number now: history here, and nothing is looked up by it.</summary>
    public bool IsOfAnother { get; set; }
}
