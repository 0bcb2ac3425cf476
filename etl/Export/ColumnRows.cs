using System.Buffers.Text;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>Rows turned into columns, as Parquet wants them; used again after <see cref="Clear"/>.</summary>
internal sealed class ColumnRows : RowSink
{
    private readonly ColumnValues[] columns;
    private int column;

    public ColumnRows(ITable table)
    {
        Table = table;
        columns = new ColumnValues[table.Descriptions.Count];
        for (var i = 0; i < columns.Length; i++) columns[i] = new();
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
        for (var i = 0; i < columns.Length; i++) columns[i].Append(other.columns[i], Table.Descriptions[i].Type, from, to);
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
        columns[column++].AddText(text);
    }

    public override void Text(Utf8Text value)
    {
        if (value.IsAbsent) columns[column++].AddNull(); else columns[column++].AddText(value.Span);
    }

    public override void Integer(int? value) => Number(value);

    public override void Boolean(bool? value) => Number(value is { } present ? present ? 1 : 0 : null);

    public override void Date(DateOnly? value) => Number(value?.DayNumber);

    public override void Instant(Instant? value) => Number(value?.Microseconds);

    public override void Null(ColumnType type) => columns[column++].AddNull();

    private void Number(long? value)
    {
        if (value is { } present) columns[column++].AddNumber(present); else columns[column++].AddNull();
    }
}
