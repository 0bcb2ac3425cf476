namespace PersonEtl.Etl.Sources;

/// <summary>Whether a delivery is the whole state of its source or what changed since the one before it.</summary>
internal enum DeliveryKind
{
    Full,
    Delta,
}
