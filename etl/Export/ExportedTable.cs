using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>A table of an export, as the manifest tells of it.</summary>
internal sealed record ExportedTable(string Name, string Meaning, IReadOnlyList<ExportedColumn> Columns)
{
    public static ExportedTable Of(ITable table) => new(
        table.Name,
        table.Meaning,
        [.. table.Descriptions.Select((c, i) => new ExportedColumn(c.Name, c.Type.ToString().ToLowerInvariant(), c.Nullable, i + 1, c.Class.ToString().ToLowerInvariant(), c.Meaning))]);
}
