using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>A row of the mart as it is read back from the database, given to a sink by the table's column lines.</summary>
internal static class TableRow
{
    /// <summary>Gives the row that the reader stands on; its columns are the table's, in order.</summary>
    public static void Write(NpgsqlDataReader row, ITable table, RowSink sink)
    {
        sink.BeginRow(table.Descriptions.Count);
        for (var i = 0; i < table.Descriptions.Count; i++) WriteColumn(row, table, i, sink);
    }

    /// <summary>Gives one column of it.</summary>
    public static void WriteColumn(NpgsqlDataReader row, ITable table, int column, RowSink sink)
    {
        var type = table.Descriptions[column].Type;
        if (row.IsDBNull(column)) sink.Null(type); else Write(row, column, type, sink);
    }

    private static void Write(NpgsqlDataReader row, int column, ColumnType type, RowSink sink)
    {
        switch (type)
        {
            case ColumnType.Uuid:
                sink.Uuid(row.GetGuid(column));
                break;
            case ColumnType.Text:
                sink.Text(Utf8Text.From(row.GetString(column)));
                break;
            case ColumnType.Integer:
                sink.Integer(row.GetInt32(column));
                break;
            case ColumnType.Boolean:
                sink.Boolean(row.GetBoolean(column));
                break;
            case ColumnType.Date:
                sink.Date(row.GetFieldValue<DateOnly>(column));
                break;
            default:
                sink.Instant(new(row.GetFieldValue<long>(column)));
                break;
        }
    }
}
