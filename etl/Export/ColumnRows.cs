using System.Buffers.Text;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>Rows turned into columns, as Parquet wants them; used again after <see cref="Clear"/>.</summary>
internal sealed class ColumnRows : RowSink
{
    private readonly ColumnValues[] columns;
    private int column;

    /// <param name="table">Whose rows.</param>
    /// <param name="withDictionaries">For a whole row group: texts of few values are kept as numbers into a dictionary.</param>
    public ColumnRows(ITable table, bool withDictionaries = false)
    {
        Table = table;
        columns = [.. table.Descriptions.Select(d => Make(d, withDictionaries))];
    }

    public ITable Table { get; }

    public int Rows { get; private set; }

    public ColumnValues this[int index] => columns[index];

    public void Clear()
    {
        Rows = 0;
        foreach (var values in columns) values.Clear();
    }

    public void Append(ColumnRows other, int from, int to)
    {
        for (var i = 0; i < columns.Length; i++) columns[i].Append(other.columns[i], from, to);
        Rows += to - from;
    }

    public override void BeginRow(int columns)
    {
        column = 0;
        Rows++;
    }

    public override void Uuid(Guid value)
    {
        Span<byte> text = stackalloc byte[36];
        Utf8Formatter.TryFormat(value, text, out _);
        ((TextValues)columns[column++]).Add(text);
    }

    public override void Text(Utf8Text value)
    {
        var texts = (TextValues)columns[column++];
        if (value.IsAbsent) texts.AddNull(); else texts.Add(value.Span);
    }

    public override void Integer(int? value) => Number(value);

    public override void Boolean(bool? value) => Number(value is { } present ? present ? 1 : 0 : null);

    public override void Date(DateOnly? value) => Number(value?.DayNumber);

    public override void Instant(Instant? value)
    {
        var instants = (InstantValues)columns[column++];
        if (value is { } present) instants.Add(present.Microseconds); else instants.AddNull();
    }

    public override void Null(ColumnType type) => columns[column++].AddNull();

    /// <summary>Whether a column's texts come again often enough for a dictionary to pay.</summary>
    public static bool HasDictionary(ColumnDescription description) => description is { Type: ColumnType.Text, Class: ColumnClass.Open };

    private static ColumnValues Make(ColumnDescription description, bool withDictionaries) => description.Type switch
    {
        ColumnType.Text when withDictionaries && HasDictionary(description) => new DictionaryValues(),
        ColumnType.Uuid or ColumnType.Text => new TextValues(),
        ColumnType.Instant => new InstantValues(),
        _ => new NumberValues(),
    };

    private void Number(int? value)
    {
        var numbers = (NumberValues)columns[column++];
        if (value is { } present) numbers.Add(present); else numbers.AddNull();
    }
}
