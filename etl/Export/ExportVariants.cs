using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>A variant's name, which is its folder's, and which columns it shows.</summary>
internal static class ExportVariants
{
    public static string Name(this ExportVariant variant) => variant == ExportVariant.Analysis ? "analysis" : "identified";

    public static bool Shows(this ExportVariant variant, ColumnClass of) => variant == ExportVariant.Identified || of == ColumnClass.Open;
}
