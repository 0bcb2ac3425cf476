namespace PersonEtl.Etl.Mart;

/// <summary>A column's line without its reader.</summary>
internal sealed record ColumnDescription(string Name, ColumnType Type, bool Nullable, ColumnClass Class, string Meaning);
