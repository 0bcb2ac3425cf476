using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>The Parquet files of all public tables, written in the stream of the night.</summary>
internal sealed class MartExport : IAsyncDisposable
{
    private readonly Dictionary<ITable, TableExport> tables = [];
    private readonly List<ExportedFile> files = [];
    private readonly SemaphoreSlim oneAtATime = new(1);

    public MartExport(string folder, IEnumerable<ITable> tables, ExportLayout layout)
    {
        Folder = folder;
        var scratch = new RowGroupValues();
        foreach (var table in tables) this.tables[table] = new(table, folder, layout, oneAtATime, scratch);
    }

    public string Folder { get; }

    public IReadOnlyList<ExportedFile> Files => files;

    public TableExport Of(ITable table) => tables[table];

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var table in tables.Values) files.AddRange(await table.CompleteAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var table in tables.Values) await table.DisposeAsync();
        oneAtATime.Dispose();
    }
}
