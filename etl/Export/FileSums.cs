using Parquet;
using Parquet.Schema;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>A Parquet file read back: its rows, and the hash of each column that could be read.</summary>
internal sealed class FileSums
{
    private readonly ITable table;
    private readonly Dictionary<string, ulong> hashes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> unreadable = new(StringComparer.Ordinal);

    private FileSums(ITable table) => this.table = table;

    public long Rows { get; private set; }

    /// <summary>The columns of its schema.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    public IReadOnlyDictionary<string, ulong> Hashes => hashes;

    /// <summary>Columns that can't be read. Is one of the key among them, the others have no hash.</summary>
    public IReadOnlySet<string> Unreadable => unreadable;

    /// <exception cref="Exception">It is no Parquet file; of what kind the library throws is not to be foreseen.</exception>
    public static async Task<FileSums> ReadAsync(string path, ITable table, CancellationToken cancellationToken)
    {
        var sums = new FileSums(table);
        await using var stream = File.OpenRead(path);
        await using var reader = await ParquetReader.CreateAsync(stream, new ParquetOptions { UseDateOnlyTypeForDates = true }, leaveStreamOpen: true, cancellationToken);
        var fields = reader.Schema.DataFields.ToDictionary(f => f.Name, StringComparer.Ordinal);
        sums.Columns = [.. reader.Schema.DataFields.Select(f => f.Name)];
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            await sums.AddAsync(group, fields, cancellationToken);
        }
        foreach (var column in sums.unreadable) sums.hashes.Remove(column);
        if (table.Key.Any(sums.unreadable.Contains)) sums.hashes.Clear();
        return sums;
    }

    private async Task AddAsync(ParquetRowGroupReader group, IReadOnlyDictionary<string, DataField> fields, CancellationToken cancellationToken)
    {
        var rows = (int)group.RowCount;
        Rows += rows;
        var (keys, values) = (new ulong[rows], new ulong?[rows]);
        foreach (var column in table.Key)
        {
            if (!fields.TryGetValue(column, out var field) || !await ReadAsync(group, field, values, cancellationToken)) return;
            var seed = ColumnHash.Seed(column);
            for (var row = 0; row < rows; row++) keys[row] = values[row] is { } value ? ColumnHash.Mix(keys[row], value, seed) : keys[row];
        }
        foreach (var (name, field) in fields)
        {
            if (!await ReadAsync(group, field, values, cancellationToken)) continue;
            var (seed, sum) = (ColumnHash.Seed(name), hashes.GetValueOrDefault(name));
            for (var row = 0; row < rows; row++)
            {
                if (values[row] is { } value) sum += ColumnHash.Mix(keys[row], value, seed);
            }
            hashes[name] = sum;
        }
    }

    private async Task<bool> ReadAsync(ParquetRowGroupReader group, DataField field, ulong?[] values, CancellationToken cancellationToken)
    {
        try
        {
            await FileColumn.ReadAsync(group, field, values, cancellationToken);
            return true;
        }
#pragma warning disable CA1031 // a damaged page breaks the library in ways of its own; the column is named by whoever asked
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            unreadable.Add(field.Name);
            return false;
        }
    }
}
