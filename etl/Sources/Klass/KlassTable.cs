namespace PersonEtl.Etl.Sources.Klass;

/// <summary>The five kinds of answers of KLASS.</summary>
internal enum KlassTable
{
    Codes,
    CodesAt,
    Corresponds,
    CorrespondsAt,
    Changes,
}
