using System.IO.Compression;
using System.Security.Cryptography;
using Parquet;
using Parquet.Schema;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>One Parquet file while it is written: a row group at a time, then closed, forced to disk and hashed.</summary>
internal sealed class ParquetPart : IAsyncDisposable
{
    private readonly FileStream stream;
    private readonly ParquetWriter writer;
    private readonly IReadOnlyList<ParquetColumn> columns;
    private readonly string path;

    private ParquetPart(string path, FileStream stream, ParquetWriter writer, IReadOnlyList<ParquetColumn> columns)
    {
        this.path = path;
        this.stream = stream;
        this.writer = writer;
        this.columns = columns;
    }

    public long Rows { get; private set; }

    public static async Task<ParquetPart> CreateAsync(string path, ITable table, IReadOnlyList<ParquetColumn> columns, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 17);
        var options = new ParquetOptions
        {
            CompressionMethod = CompressionMethod.Zstd,
            CompressionLevel = CompressionLevel.Fastest,
        };
        foreach (var column in columns.Where(c => c.HasDictionary)) options.ColumnEncodingHints[column.Name] = EncodingHint.Dictionary;
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(c => c.Field)), stream, options, cancellationToken: cancellationToken);
        writer.CustomMetadata = columns.Select(c => KeyValuePair.Create("personetl.column." + c.Name, c.Meaning))
            .Append(new("personetl.table", table.Meaning))
            .ToDictionary(StringComparer.Ordinal);
        return new(path, stream, writer, columns);
    }

    /// <summary>Writes a row group; <paramref name="values"/> has the values of all of the table's columns by their place.</summary>
    public async Task WriteAsync(Func<int, object> values, int rows, CancellationToken cancellationToken)
    {
        using var group = writer.CreateRowGroup();
        foreach (var column in columns) await column.WriteAsync(group, values(column.Index), cancellationToken);
        group.CompleteValidate();
        Rows += rows;
    }

    public async Task<(long Bytes, string Sha256)> CompleteAsync(CancellationToken cancellationToken)
    {
        await writer.DisposeAsync();
        stream.Flush(flushToDisk: true);
        await stream.DisposeAsync();
        await using var written = File.OpenRead(path);
        return (written.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken)));
    }

    public async ValueTask DisposeAsync() => await stream.DisposeAsync();
}
