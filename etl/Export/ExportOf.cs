using System.Globalization;

namespace PersonEtl.Etl.Export;

/// <summary>Which generation an export is of, and what its manifest says of it.</summary>
/// <param name="Generation">The generation, and the folder's name.</param>
/// <param name="AsOf">Its as-of date.</param>
/// <param name="Kind">What published it, as <c>mart.generation.kind</c> has it.</param>
/// <param name="Base">Of an export without tables: the generation of the full export that its changes build on.</param>
internal sealed record ExportOf(int Generation, DateOnly AsOf, string Kind = "full", int? Base = null)
{
    /// <summary>Where in the change feed a reader of this export goes on, as the API takes it.</summary>
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"generation:{Generation}");
}
