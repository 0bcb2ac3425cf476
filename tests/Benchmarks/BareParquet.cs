using System.IO.Compression;
using Parquet;
using Parquet.Schema;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Benchmarks;

/// <summary>Parquet.Net alone: one row group of columns whose values lie ready as the library wants them, with the exporter's compression and encodings.</summary>
internal static class BareParquet
{
    /// <summary>The columns of a table, their values made once.</summary>
    public static IReadOnlyList<Column> ColumnsOf(ITable table, IReadOnlyList<ColumnRows> rows)
    {
        var all = new ColumnRows(table);
        foreach (var some in rows) all.Append(some, 0, some.Rows);
        return [.. table.Descriptions.Select((description, i) =>
        {
            var described = new ParquetColumn(description, i);
            return new Column(described, WriterOf(description, described.Field, all[i]));
        })];
    }

    /// <summary>Both variants, into a folder.</summary>
    public static async Task WriteAsync(string folder, IReadOnlyList<Column> columns)
    {
        await WriteFileAsync(Path.Combine(folder, "analysis.parquet"), [.. columns.Where(c => c.Described.Class == ColumnClass.Open)]);
        await WriteFileAsync(Path.Combine(folder, "identified.parquet"), columns);
    }

    private static async Task WriteFileAsync(string path, IReadOnlyList<Column> columns)
    {
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };
        foreach (var column in columns.Where(c => c.Described.HasDictionary)) options.ColumnEncodingHints[column.Described.Name] = EncodingHint.Dictionary;
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(c => c.Described.Field)), stream, options);
        using var group = writer.CreateRowGroup();
        foreach (var column in columns) await column.WriteAsync(group);
        group.CompleteValidate();
    }

    private static Func<ParquetRowGroupWriter, Task> WriterOf(ColumnDescription description, DataField field, ColumnValues values)
    {
        var made = new RowGroupValues();
        switch (description.Type)
        {
            case ColumnType.Uuid or ColumnType.Text:
                var texts = made.Texts(values);
                return group => group.WriteAsync(field, (IReadOnlyCollection<string>)texts!);
            case ColumnType.Integer:
                return Of(made.Integers((NumberValues)values));
            case ColumnType.Boolean:
                return Of(made.Booleans((NumberValues)values));
            case ColumnType.Date:
                return Of(made.Dates((NumberValues)values));
            default:
                return Of(made.Instants((InstantValues)values));
        }

        Func<ParquetRowGroupWriter, Task> Of<T>(ReadOnlyMemory<T?> ready)
            where T : struct
        {
            if (!field.IsNullable) throw new InvalidOperationException("The person table has no column of numbers that must have a value.");
            return group => group.WriteAsync<T>(field, ready, null, null, CancellationToken.None);
        }
    }

    internal sealed record Column(ParquetColumn Described, Func<ParquetRowGroupWriter, Task> WriteAsync);
}
