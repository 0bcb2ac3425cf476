using Npgsql;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>Stages and exports the reference tables: small, so each goes in one piece.</summary>
internal static class ReferenceLoad
{
    public static async Task<IReadOnlyDictionary<string, TableRows>> RunAsync(NpgsqlDataSource dataSource, Geography geography, MartExport export, Seam seam, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, TableRows>(StringComparer.Ordinal);
        await LoadAsync(ReferenceTables.County, geography.Counties);
        await LoadAsync(ReferenceTables.Municipality, geography.Municipalities);
        await LoadAsync(ReferenceTables.UrbanDistrict, geography.Districts);
        await LoadAsync(ReferenceTables.BasicStatisticalUnit, geography.Units);
        await LoadAsync(ReferenceTables.Code, CodeLists.All);
        return rows;

        async Task LoadAsync<TRow>(Table<TRow> table, IReadOnlyList<TRow> of)
        {
            rows[table.FullName] = TableRows.Whole(of.Count, await StageAsync(dataSource, table, seam.Pass($"copy {table.FullName}", of), cancellationToken));
            var columns = new ColumnRows(table);
            foreach (var row in seam.Pass($"parquet {table.FullName}", of)) table.Write(row, columns);
            await export.Of(table).AppendAsync(columns, [columns.Rows], cancellationToken);
        }
    }

    /// <summary>Puts rows into a table's staging table, and returns how many COPY took.</summary>
    private static async Task<long> StageAsync<TRow>(NpgsqlDataSource dataSource, Table<TRow> table, IEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        var bytes = new CopyRows();
        foreach (var row in rows) table.Write(row, bytes);
        await using var copy = StagingCopy.Into(dataSource, table);
        await copy.WriteAsync(bytes, cancellationToken);
        await copy.CompleteAsync(cancellationToken);
        return copy.Rows;
    }
}
