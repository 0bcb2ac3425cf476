using System.Globalization;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>
/// The Parquet files of one table, both variants, while persons come by in order. Row groups and files are cut by person count,
/// never by bytes, so that their bounds tell nothing of rows that are not in them.
/// </summary>
internal sealed class TableExport : IAsyncDisposable
{
    private readonly ITable table;
    private readonly string folder;
    private readonly ExportLayout layout;
    private readonly SemaphoreSlim oneAtATime;
    private readonly ColumnRows pending;
    private readonly RowGroupValues scratch;
    private readonly ParquetColumn[] columns;
    private readonly ColumnSums sums;
    private readonly List<ExportedFile> files = [];
    private readonly ParquetPart?[] open = new ParquetPart?[2];
    private int pendingPersons;
    private int partPersons;
    private int partNumber = -1;

    /// <param name="table">Whose rows.</param>
    /// <param name="folder">The export's folder.</param>
    /// <param name="layout">How files are cut.</param>
    /// <param name="oneAtATime">Shared by the tables of an export: row groups are written one after another, for each takes much memory while it is.</param>
    /// <param name="scratch">Shared with them.</param>
    public TableExport(ITable table, string folder, ExportLayout layout, SemaphoreSlim oneAtATime, RowGroupValues scratch)
    {
        this.table = table;
        this.folder = folder;
        this.layout = layout;
        this.oneAtATime = oneAtATime;
        this.scratch = scratch;
        pending = new(table, withDictionaries: true);
        sums = new(table);
        columns = [.. table.Descriptions.Select((d, i) => new ParquetColumn(d, i))];
    }

    /// <summary>Takes the rows of a batch of persons; <paramref name="endOfPerson"/> has, for each person, the row after its last.</summary>
    public async Task AppendAsync(ColumnRows rows, IReadOnlyList<int> endOfPerson, CancellationToken cancellationToken)
    {
        var (person, row) = (0, 0);
        while (person < endOfPerson.Count)
        {
            var until = Math.Min(endOfPerson.Count, person + layout.PersonsPerRowGroupOf(table) - pendingPersons);
            pending.Append(rows, row, endOfPerson[until - 1]);
            row = endOfPerson[until - 1];
            pendingPersons += until - person;
            person = until;
            if (pendingPersons == layout.PersonsPerRowGroupOf(table)) await WriteRowGroupAsync(cancellationToken);
        }
    }

    public async Task<IReadOnlyList<ExportedFile>> CompleteAsync(CancellationToken cancellationToken)
    {
        if (pendingPersons > 0 || partNumber < 0) await WriteRowGroupAsync(cancellationToken);
        try
        {
            await ClosePartsAsync(cancellationToken);
        }
        catch (ArgumentOutOfRangeException e) when (Disk.IsSizeLimit(e))
        {
            throw Disk.NoLargerFile(folder, e);
        }
        return files;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in open)
        {
            if (part is not null) await part.DisposeAsync();
        }
    }

    private async Task WriteRowGroupAsync(CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await WriteAsync(cancellationToken);
        }
        catch (ArgumentOutOfRangeException e) when (Disk.IsSizeLimit(e))
        {
            throw Disk.NoLargerFile(folder, e);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (open[0] is null) await OpenPartsAsync(cancellationToken);
        var groups = Array.ConvertAll(open, part => part!.BeginRowGroup(pending.Rows));
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        foreach (var column in columns)
        {
            GiveBack(ref allocatedBefore);
            await column.WriteAsync([.. groups.Where((_, i) => open[i]!.Shows(column))], pending[column.Index], scratch, cancellationToken);
        }
        foreach (var group in groups)
        {
            group.CompleteValidate();
            group.Dispose();
        }
        sums.Add(pending);
        partPersons += pendingPersons;
        pendingPersons = 0;
        pending.Clear();
        if (partPersons >= layout.PersonsPerPart) await ClosePartsAsync(cancellationToken);
    }

    /// <summary>The library's dictionaries of a row group are large and short-lived, and would otherwise lie about until the heap has doubled.</summary>
    private static void GiveBack(ref long allocatedBefore)
    {
        const long Much = 64 << 20;
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - allocatedBefore < Much) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        allocatedBefore = allocated;
    }

    private async Task OpenPartsAsync(CancellationToken cancellationToken)
    {
        partNumber++;
        foreach (var variant in Enum.GetValues<ExportVariant>())
        {
            open[(int)variant] = await ParquetPart.CreateAsync(Path.Combine(folder, PathOf(variant)), table, [.. columns.Where(c => variant.Shows(c.Class))], cancellationToken);
        }
    }

    private async Task ClosePartsAsync(CancellationToken cancellationToken)
    {
        if (open[0] is null) return;
        foreach (var variant in Enum.GetValues<ExportVariant>())
        {
            var part = open[(int)variant]!;
            var (bytes, sha256) = await part.CompleteAsync(cancellationToken);
            files.Add(new(PathOf(variant), table.Name, variant.Name(), part.Rows, bytes, sha256) { ColumnHashes = sums.Of(variant) });
            open[(int)variant] = null;
        }
        sums.Clear();
        partPersons = 0;
    }

    private string PathOf(ExportVariant variant) => string.Create(CultureInfo.InvariantCulture, $"{variant.Name()}/{table.Name}/part-{partNumber:000}.parquet");
}
