namespace PersonEtl.Etl.Mart;

/// <summary>
/// Takes the values of rows, column by column in the table's order. The publisher's sink writes COPY's bytes,
/// the exporter's fills Parquet columns: the same column lines serve both.
/// </summary>
internal abstract class RowSink
{
    public abstract void BeginRow(int columns);

    public abstract void Uuid(Guid value);

    public abstract void Text(Utf8Text value);

    public abstract void Integer(int? value);

    public abstract void Boolean(bool? value);

    public abstract void Date(DateOnly? value);

    public abstract void Instant(Instant? value);

    /// <summary>A null of whatever type the column has.</summary>
    public abstract void Null(ColumnType type);
}
