namespace PersonEtl.Etl.Sources;

/// <summary>The registers a night is built from.</summary>
internal enum SourceName
{
    Freg,
    Krr,
    Klass,
    Matrikkel,
    ServiceDistricts,
}
