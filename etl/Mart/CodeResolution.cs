namespace PersonEtl.Etl.Mart;

/// <summary>Which step found a municipality in KLASS.</summary>
internal enum CodeResolution
{
    None,
    AsOf,
    ValidFrom,
    RegisteredAt,
    FactDate,
    Latest,
    UnknownCode,
}
