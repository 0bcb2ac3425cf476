namespace PersonEtl.Etl.Export;

/// <summary>Which columns a file has: those without identifying and contact ones, or all.</summary>
internal enum ExportVariant
{
    Analysis,
    Identified,
}
