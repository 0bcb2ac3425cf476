namespace PersonEtl.Etl.Mart;

/// <summary>A column's line without its reader.</summary>
/// <param name="Name">As in SQL and Parquet.</param>
/// <param name="Type">Of its values.</param>
/// <param name="Nullable">Whether it may be null.</param>
/// <param name="Class">Who may see it.</param>
/// <param name="Meaning">With its Norwegian term and source.</param>
/// <param name="IsDerived">Whether we made it of what registers say: a change of nothing else is one in the enrichment alone.</param>
internal sealed record ColumnDescription(string Name, ColumnType Type, bool Nullable, ColumnClass Class, string Meaning, bool IsDerived = false);
