namespace PersonEtl.Etl.Mart;

/// <summary>A table of the mart: where it lies, what a row is, and its columns in order.</summary>
internal sealed class Table<TRow>(string schema, string name, string meaning, IReadOnlyList<string> key, IReadOnlyList<Column<TRow>> columns) : ITable
{
    private readonly Column<TRow>[] all = [.. columns];

    public string Schema { get; } = schema;

    public string Name { get; } = name;

    public string FullName { get; } = $"{schema}.{name}";

    public string Meaning { get; } = meaning;

    /// <summary>The primary key's columns.</summary>
    public IReadOnlyList<string> Key { get; } = key;

    public IReadOnlyList<Column<TRow>> Columns => all;

    public IReadOnlyList<ColumnDescription> Descriptions { get; } = [.. columns.Select(c => new ColumnDescription(c.Name, c.Type, c.Nullable, c.Class, c.Meaning, c.IsDerived))];

    /// <summary>Gives a row to a sink, column by column.</summary>
    public void Write(TRow row, RowSink sink)
    {
        sink.BeginRow(all.Length);
        foreach (var column in all) column.Write(row, sink);
    }
}
