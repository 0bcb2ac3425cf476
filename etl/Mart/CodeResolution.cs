namespace PersonEtl.Etl.Mart;

/// <summary>Which step found a municipality in KLASS, or why none did.</summary>
internal enum CodeResolution
{
    None,
    AsOf,
    ValidFrom,
    RegisteredAt,
    FactDate,
    Latest,
    UnknownCode,

    /// <summary>Two municipalities bore the number, one when the fact was registered and another at its own date.</summary>
    AmbiguousCode,
}
