using Parquet;
using Parquet.Schema;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>
/// A column of the mart as Parquet has it. Instants are floored to milliseconds, because the library writes wrong statistics for microseconds
/// and readers that prune by them would lose rows; ids are text for the same reason.
/// </summary>
internal sealed class ParquetColumn
{
    private readonly ColumnDescription description;

    public ParquetColumn(ColumnDescription description, int index)
    {
        this.description = description;
        Index = index;
        Field = Make();
        Field.FieldId = index + 1;
    }

    /// <summary>The column's place in its table; its field id is one more.</summary>
    public int Index { get; }

    public string Name => description.Name;

    public string Meaning => description.Meaning;

    public ColumnClass Class => description.Class;

    public bool HasDictionary => ColumnRows.HasDictionary(description);

    public DataField Field { get; }

    /// <summary>Writes the column of a row group to each of the files that show it.</summary>
    public async Task WriteAsync(IReadOnlyList<ParquetRowGroupWriter> groups, ColumnValues values, RowGroupValues scratch, CancellationToken cancellationToken)
    {
        if (!description.Nullable) RequireAll(values);
        switch (description.Type)
        {
            case ColumnType.Uuid or ColumnType.Text:
                var texts = scratch.Texts(values);
                foreach (var group in groups) await group.WriteAsync(Field, (IReadOnlyCollection<string>)texts!);
                break;
            case ColumnType.Integer:
                await WriteAsync(groups, scratch.Integers((NumberValues)values), cancellationToken);
                break;
            case ColumnType.Boolean:
                await WriteAsync(groups, scratch.Booleans((NumberValues)values), cancellationToken);
                break;
            case ColumnType.Date:
                await WriteAsync(groups, scratch.Dates((NumberValues)values), cancellationToken);
                break;
            default:
                await WriteAsync(groups, scratch.Instants((InstantValues)values), cancellationToken);
                break;
        }
    }

    private async Task WriteAsync<T>(IReadOnlyList<ParquetRowGroupWriter> groups, ReadOnlyMemory<T?> values, CancellationToken cancellationToken)
        where T : struct
    {
        var required = Field.IsNullable ? null : Array.ConvertAll(values.ToArray(), v => v!.Value);
        foreach (var group in groups)
        {
            if (required is null) await group.WriteAsync<T>(Field, values, null, null, cancellationToken);
            else await group.WriteAsync<T>(Field, new ReadOnlyMemory<T>(required), null, null, cancellationToken);
        }
    }

    private void RequireAll(ColumnValues values)
    {
        for (var row = 0; row < values.Count; row++)
        {
            if (!values.IsPresent(row)) throw new InvalidOperationException($"Column {description.Name} must have a value in every row; the file would be unreadable.");
        }
    }

    private DataField Make() => description.Type switch
    {
        ColumnType.Uuid or ColumnType.Text => new DataField<string>(description.Name, description.Nullable),
        ColumnType.Integer => new DataField(description.Name, typeof(int), description.Nullable),
        ColumnType.Boolean => new DataField(description.Name, typeof(bool), description.Nullable),
        ColumnType.Date => new DataField(description.Name, typeof(DateOnly), description.Nullable),
        _ => new DateTimeDataField(description.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: description.Nullable),
    };
}
