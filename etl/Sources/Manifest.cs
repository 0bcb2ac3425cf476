using System.Text.Json.Serialization;

namespace PersonEtl.Etl.Sources;

/// <summary>
/// What a delivery says of itself, in <c>manifest.json</c>, which is written last.
/// <paramref name="SequenceFrom"/> and <paramref name="SequenceTo"/> are FREG's feed number or KRR's endringsId, inclusive;
/// <paramref name="Parts"/> are the information parts that were asked for (FREG's own names, null when all were).
/// </summary>
internal sealed record Manifest(
    SourceName Source,
    DeliveryKind Kind,
    DateTimeOffset AsOf,
    long? SequenceFrom,
    long? SequenceTo,
    IReadOnlyList<string>? Parts,
    IReadOnlyList<DeliveryFile> Files)
{
    /// <summary>How often records of this delivery were mended: each time it is delivered anew with the mended records behind the others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Mended { get; init; }
}
