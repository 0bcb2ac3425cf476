using System.Text;
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
    public bool HasDictionary => ColumnRows.HasDictionary(description);

    public DataField Field { get; }

    /// <summary>The values as the writer wants them, made once for both variants of a file.</summary>
    public object Values(ColumnValues values)
    {
        if (!description.Nullable) RequireAll(values);
        return values switch
        {
            DictionaryValues texts => Make(values.Count, row => texts[row]),
            TextValues texts => Make(values.Count, row => texts.IsPresent(row) ? Encoding.UTF8.GetString(texts[row]) : null),
            InstantValues instants => Make<DateTime?>(values.Count, row => instants.IsPresent(row) ? Epoch.AddMilliseconds(Math.Floor(instants[row] / 1000.0)) : null),
            NumberValues numbers => Numbers(numbers),
            _ => throw new ArgumentOutOfRangeException(nameof(values)),
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

    private static T[] Make<T>(int rows, Func<int, T> value)
    {
        var made = new T[rows];
        for (var row = 0; row < rows; row++) made[row] = value(row);
        return made;
    }

    private object Numbers(NumberValues numbers) => description.Type switch
    {
        ColumnType.Integer => Make<int?>(numbers.Count, row => numbers.IsPresent(row) ? numbers[row] : null),
        ColumnType.Boolean => Make<bool?>(numbers.Count, row => numbers.IsPresent(row) ? numbers[row] != 0 : null),
        _ => Make<DateOnly?>(numbers.Count, row => numbers.IsPresent(row) ? DateOnly.FromDayNumber(numbers[row]) : null),
    };

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
