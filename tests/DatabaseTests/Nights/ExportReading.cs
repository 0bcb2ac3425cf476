using DuckDB.NET.Data;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The newest Parquet export of a night, read by a reader that is not ours.</summary>
internal sealed class ExportReading : IAsyncDisposable
{
    private readonly DuckDBConnection connection = new("DataSource=:memory:");

    public ExportReading(Night night)
    {
        Folder = Directory.GetDirectories(night.Folders.Exports).OrderBy(d => d, StringComparer.Ordinal).Last();
        connection.Open();
    }

    public string Folder { get; }

    /// <summary>All files of a table as something to select from.</summary>
    public string Table(string variant, string name) => $"read_parquet('{Path.Combine(Folder, variant, name)}/*.parquet', filename = false)";

    public async Task<IReadOnlyList<IReadOnlyList<object?>>> RowsAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<IReadOnlyList<object?>>();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
