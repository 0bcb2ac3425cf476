namespace PersonEtl.Etl.Export;

/// <summary>A column of an exported table, as the manifest tells of it.</summary>
internal sealed record ExportedColumn(string Name, string Type, bool Nullable, int FieldId, string Class, string Meaning);
