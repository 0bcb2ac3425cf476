using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>The Parquet files of the public tables of one night, written in its stream. Discarded, unless it is completed.</summary>
internal sealed class MartExport : IAsyncDisposable
{
    private readonly ExportFolder folder;
    private readonly string building;
    private readonly Dictionary<ITable, TableExport> tables = [];
    private readonly List<ExportedFile> files = [];
    private readonly SemaphoreSlim oneAtATime = new(1);

    public MartExport(ExportFolder folder, IEnumerable<ITable> tables, ExportLayout layout)
    {
        this.folder = folder;
        building = folder.Begin();
        var scratch = new RowGroupValues();
        foreach (var table in tables) this.tables[table] = new(table, building, layout, oneAtATime, scratch);
    }

    public IReadOnlyList<ExportedFile> Files => files;

    public TableExport Of(ITable table) => tables[table];

    /// <summary>Closes every file, and returns them.</summary>
    public async Task<IReadOnlyList<ExportedFile>> CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var table in tables.Values) files.AddRange(await table.CompleteAsync(cancellationToken));
        return files;
    }

    /// <summary>
    /// Writes the file of changes and the manifest, and gives the export the name of its generation: from now on it is there, though nobody is told yet.
    /// To be called in the transaction that publishes, last; the files are closed by then.
    /// </summary>
    /// <param name="of">The generation.</param>
    /// <param name="changes">Its rows of <c>mart.change</c>, by person and event; null when it has none to tell.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CompleteAsync(ExportOf of, IAsyncEnumerable<ColumnRows>? changes, CancellationToken cancellationToken)
    {
        if (changes is null)
        {
            await folder.CompleteAsync(building, of, files, tables.Keys, cancellationToken);
            return;
        }
        var file = await ChangeExport.WriteAsync(building, of.Generation, changes, cancellationToken);
        await folder.CompleteAsync(building, of, [.. files, file], [.. tables.Keys, ChangeTable.Table], cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var table in tables.Values) await table.DisposeAsync();
        oneAtATime.Dispose();
        ExportFolder.Discard(building);
    }
}
