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
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly ColumnDescription description;
    private readonly TextCache cache = new();

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

    /// <summary>Whether values come again often enough for a dictionary to pay.</summary>
    public bool HasDictionary => description.Type == ColumnType.Text && description.Class == ColumnClass.Open;

    public DataField Field { get; }

    /// <summary>The values as the writer wants them, made once for both variants of a file.</summary>
    public object Values(ColumnValues values)
    {
        if (!description.Nullable) RequireAll(values);
        return description.Type switch
        {
            ColumnType.Uuid or ColumnType.Text => Texts(values),
            ColumnType.Integer => Make(values, static v => (int)v),
            ColumnType.Boolean => Make(values, static v => v != 0),
            ColumnType.Date => Make(values, static v => DateOnly.FromDayNumber((int)v)),
            _ => Make(values, static v => Epoch.AddMilliseconds(Math.Floor(v / 1000.0))),
        };
    }

    public Task WriteAsync(ParquetRowGroupWriter group, object values, CancellationToken cancellationToken) => values switch
    {
        string?[] texts => group.WriteAsync(Field, (IReadOnlyCollection<string?>)texts!),
        int?[] integers => WriteAsync(group, integers, cancellationToken),
        bool?[] booleans => WriteAsync(group, booleans, cancellationToken),
        DateOnly?[] dates => WriteAsync(group, dates, cancellationToken),
        DateTime?[] instants => WriteAsync(group, instants, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(values)),
    };

    private Task WriteAsync<T>(ParquetRowGroupWriter group, T?[] values, CancellationToken cancellationToken)
        where T : struct
        => Field.IsNullable
            ? group.WriteAsync<T>(Field, new ReadOnlyMemory<T?>(values), null, null, cancellationToken)
            : group.WriteAsync<T>(Field, new ReadOnlyMemory<T>(Array.ConvertAll(values, v => v!.Value)), null, null, cancellationToken);

    private static T?[] Make<T>(ColumnValues values, Func<long, T> make)
        where T : struct
    {
        var made = new T?[values.Count];
        for (var row = 0; row < made.Length; row++) made[row] = values.IsPresent(row) ? make(values.Number(row)) : null;
        return made;
    }

    private string?[] Texts(ColumnValues values)
    {
        var made = new string?[values.Count];
        for (var row = 0; row < made.Length; row++) made[row] = values.IsPresent(row) ? cache.Get(values.Text(row)) : null;
        return made;
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
