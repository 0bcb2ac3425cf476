using System.Globalization;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>The changes of one generation as a Parquet file: beside the tables of a full export, or alone where a generation has none.</summary>
internal static class ChangeExport
{
    private const int RowsPerRowGroup = 100_000;

    private const string OfHiding = "select generation, as_of_date from mart.generation where kind = 'hide' and changes > 0 and generation >= (select min(generation) from mart.change) order by generation";

    public static string PathOf(int generation) => string.Create(CultureInfo.InvariantCulture, $"changes-{generation}.parquet");

    public static bool Is(ExportedFile file) => string.Equals(file.Table, ChangeTable.Table.Name, StringComparison.Ordinal);

    /// <summary>A generation's rows of <c>mart.change</c>, in the transaction that the connection is in.</summary>
    public static IAsyncEnumerable<ColumnRows> RowsAsync(NpgsqlConnection connection, int generation, CancellationToken cancellationToken)
        => TableCopy.ReadAsync(connection, ChangeTable.Table, string.Create(CultureInfo.InvariantCulture, $"where generation = {generation} order by person_id, event"), cancellationToken);

    /// <summary>Makes the export of a generation that has changes alone, and gives it its name: to be called in the transaction that publishes, last.</summary>
    /// <param name="folder">The exports.</param>
    /// <param name="of">The generation and its base.</param>
    /// <param name="changes">Its rows of <c>mart.change</c>, by person and event.</param>
    /// <param name="cancellationToken">Stops it; nothing is left then.</param>
    public static async Task WriteAsync(ExportFolder folder, ExportOf of, IAsyncEnumerable<ColumnRows> changes, CancellationToken cancellationToken)
    {
        var building = folder.Begin();
        try
        {
            var file = await WriteAsync(building, of.Generation, changes, cancellationToken);
            await folder.CompleteAsync(building, of, [file], [ChangeTable.Table], cancellationToken);
        }
        finally
        {
            ExportFolder.Discard(building);
        }
    }

    /// <summary>Makes those of generations that hid something and have none yet. They come after the commit, not before it: hiding waits for no disk.</summary>
    public static async Task CatchUpAsync(ExportFolder folder, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (generation, asOf) in (await connection.QueryAsync<(int Generation, DateOnly AsOf)>(new(OfHiding, cancellationToken: cancellationToken))).Where(h => !folder.Has(h.Generation)))
            await WriteAsync(folder, new(generation, asOf, "hide"), RowsAsync(connection, generation, cancellationToken), cancellationToken);
    }

    /// <summary>Writes the file into an export that is being built.</summary>
    public static async Task<ExportedFile> WriteAsync(string building, int generation, IAsyncEnumerable<ColumnRows> changes, CancellationToken cancellationToken)
    {
        var table = ChangeTable.Table;
        ParquetColumn[] columns = [.. table.Descriptions.Select((d, i) => new ParquetColumn(d, i))];
        var (pending, sums, scratch) = (new ColumnRows(table, withDictionaries: true), new ColumnSums(table), new RowGroupValues());
        await using var part = await ParquetPart.CreateAsync(Path.Combine(building, PathOf(generation)), table, columns, cancellationToken);
        await foreach (var rows in changes.WithCancellation(cancellationToken))
        {
            pending.Append(rows, 0, rows.Rows);
            if (pending.Rows >= RowsPerRowGroup) await WriteRowGroupAsync();
        }
        if (pending.Rows > 0 || part.Rows == 0) await WriteRowGroupAsync();
        var (bytes, sha256) = await part.CompleteAsync(cancellationToken);
        return new(PathOf(generation), table.Name, ExportVariant.Analysis.Name(), part.Rows, bytes, sha256) { ColumnHashes = sums.Of(ExportVariant.Analysis) };

        async Task WriteRowGroupAsync()
        {
            using var group = part.BeginRowGroup(pending.Rows);
            foreach (var column in columns) await column.WriteAsync([group], pending[column.Index], scratch, cancellationToken);
            group.CompleteValidate();
            sums.Add(pending);
            pending.Clear();
        }
    }
}
